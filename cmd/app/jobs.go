package app

import (
	"net/url"
	"time"

	"entrevue/models/jobs"
)

// patient is for mails: a mail server may be away for hours. Twenty attempts take about six.
var patient = jobs.Policy{Attempts: 20, First: 10 * time.Second, Longest: 30 * time.Minute, Lane: jobs.Mails}

// bind ties each kind of job to what it does, and names what begins with the clock.
func (a *App) bind() {
	bulk := jobs.Policy{Lane: jobs.Bulk}
	jobs.Handle(a.queue, patient, a.courier.Send)
	jobs.Handle(a.queue, jobs.Policy{Lane: jobs.Mails}, a.Doorkeeper.SendReset)
	jobs.Handle(a.queue, bulk, a.Registrar.InviteSome)
	jobs.Handle(a.queue, bulk, a.Registrar.SendSome)
	jobs.Handle(a.queue, bulk, a.courier.Forget)
	a.queue.Every(time.Hour, jobs.ForgetExpired{})

	links := jobs.Policy{Attempts: 60, First: 2 * time.Second, Longest: 10 * time.Minute}
	jobs.Handle(a.queue, links, a.Scheduler.WriteEvent)
	jobs.Handle(a.queue, links, a.Scheduler.RemoveEvent)
	jobs.Handle(a.queue, links, a.Scheduler.ReadLink)
	jobs.Handle(a.queue, links, a.Scheduler.HearLink)
	jobs.Handle(a.queue, links, a.Scheduler.CheckInterview)
	jobs.Handle(a.queue, links, a.Scheduler.FollowHost)
	jobs.Handle(a.queue, links, a.Scheduler.RunTest)
	jobs.Handle(a.queue, links, a.Scheduler.HearTest)
	jobs.Handle(a.queue, links, a.Scheduler.RemoveStray)
	jobs.Handle(a.queue, bulk, a.Scheduler.CompareEvents)
	jobs.Handle(a.queue, bulk, a.Scheduler.CompareCalendars)
	jobs.Handle(a.queue, bulk, a.Scheduler.RepairFindings)
	jobs.Handle(a.queue, bulk, a.Scheduler.SweepInterviews)
	jobs.Handle(a.queue, bulk, a.Scheduler.RemoveEvents)
	a.queue.Every(time.Minute, jobs.SweepInterviews{})
	jobs.Handle(a.queue, bulk, a.Scheduler.FollowZones)
	a.queue.Every(time.Hour, jobs.FollowZones{})
}

// origin is the scheme and host of an address, as a content security policy wants it.
func origin(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
