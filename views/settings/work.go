package settings

// workKey names background work by what it does for people; unknown work has a word as well.
func workKey(kind string) string {
	switch kind {
	case "check_reachability":
		return "status.work.check_reachability"
	case "end_reachability":
		return "status.work.end_reachability"
	case "exchange_authorization":
		return "status.work.exchange_authorization"
	case "read_service_account":
		return "status.work.read_service_account"
	case "request_synchronizations":
		return "status.work.request_synchronizations"
	case "exchange_code":
		return "status.work.exchange_code"
	case "read_employee":
		return "status.work.read_employee"
	case "look_at_employee":
		return "status.work.look_at_employee"
	case "revoke_profile":
		return "status.work.revoke_profile"
	case "keep_channel":
		return "status.work.keep_channel"
	case "hear_change":
		return "status.work.hear_change"
	case "revoke_account":
		return "status.work.revoke_account"
	case "disconnect":
		return "status.work.disconnect"
	case "sweep_connecting":
		return "status.work.sweep_connecting"
	case "send_mail":
		return "status.work.send_mail"
	case "write_event":
		return "status.work.write_event"
	case "remove_event":
		return "status.work.remove_event"
	case "remove_events":
		return "status.work.remove_events"
	case "read_link":
		return "status.work.read_link"
	case "hear_link":
		return "status.work.hear_link"
	case "sweep_interviews":
		return "status.work.sweep_interviews"
	case "forget_expired":
		return "status.work.forget_expired"
	case "reset_password":
		return "status.work.reset_password"
	case "invite_employees":
		return "status.work.invite_employees"
	default:
		return "status.work.other"
	}
}
