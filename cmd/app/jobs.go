package app

import (
	"context"
	"net/url"
	"time"

	"entrevue/models/jobs"
)

// bind ties each kind of job to what it does, and names what begins with the clock.
func (a *App) bind() {
	bulk := jobs.Policy{Lane: jobs.Bulk}
	jobs.Handle(a.queue, bulk, func(ctx context.Context, _ jobs.ForgetExpired) error {
		return a.store.DeleteExpired(ctx)
	})
	a.queue.Every(time.Hour, jobs.ForgetExpired{})
}

// origin is the scheme and host of an address, as a content security policy wants it.
func origin(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
