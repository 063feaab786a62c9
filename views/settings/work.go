package settings

// workKey names background work by what it does for people; unknown work has a word as well.
func workKey(kind string) string {
	if key, known := workKeys[kind]; known {
		return key
	}
	return "status.work.other"
}

var workKeys = map[string]string{
	"check_reachability":       "status.work.check_reachability",
	"end_reachability":         "status.work.end_reachability",
	"exchange_authorization":   "status.work.exchange_authorization",
	"read_service_account":     "status.work.read_service_account",
	"request_synchronizations": "status.work.request_synchronizations",
	"exchange_code":            "status.work.exchange_code",
	"read_employee":            "status.work.read_employee",
	"look_at_employee":         "status.work.look_at_employee",
	"revoke_profile":           "status.work.revoke_profile",
	"keep_channel":             "status.work.keep_channel",
	"hear_change":              "status.work.hear_change",
	"revoke_account":           "status.work.revoke_account",
	"disconnect":               "status.work.disconnect",
	"sweep_connecting":         "status.work.sweep_connecting",
	"send_mail":                "status.work.send_mail",
	"write_event":              "status.work.write_event",
	"remove_event":             "status.work.remove_event",
	"remove_events":            "status.work.remove_events",
	"compare_events":           "status.work.compare_events",
	"compare_calendars":        "status.work.compare_calendars",
	"repair_findings":          "status.work.repair_findings",
	"remove_stray":             "status.work.remove_stray",
	"read_link":                "status.work.read_link",
	"hear_link":                "status.work.hear_link",
	"test_link":                "status.work.test_link",
	"hear_test_link":           "status.work.hear_test_link",
	"sweep_interviews":         "status.work.sweep_interviews",
	"follow_host":              "status.work.follow_host",
	"follow_zones":             "status.work.follow_zones",
	"check_interview":          "status.work.check_interview",
	"forget_expired":           "status.work.forget_expired",
	"reset_password":           "status.work.reset_password",
	"invite_employees":         "status.work.invite_employees",
	"send_campaign":            "status.work.send_campaign",
}
