package scheduling_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/connecting"
	"entrevue/models/scheduling"
	"entrevue/models/store"
	"entrevue/views/paths"
)

// lie calls back about a link as Cronofy would, but without its secret: it is refused (ATT7, I12).
func (m *model) lie(r *rapid.T) {
	seen, ok := m.one(r)
	if !ok {
		return
	}
	i, err := m.world.App.Reads().Interview(r.Context(), seen.InterviewID)
	m.must(r, err)
	event, err := m.world.App.Reads().CalendarEventOf(r.Context(), i.ID, i.HostTurn)
	m.must(r, err)
	secret, err := m.world.App.Reads().LinkToken(r.Context(), store.ConferencingLink, event.ID)
	m.must(r, err)
	body := []byte(`{"notification": {"type": "event_subscription", "interactions": [{"type": "conferencing_failing", "details": "a lie"}]}}`)
	signature := rapid.SampledFrom([]string{"", signed("a guess", body), signed("secret", []byte("{}"))}).Draw(r, "signature")
	if status := m.call(r, m.world.URL+paths.CronofyConferencing(secret), signature, body); status != http.StatusForbidden {
		r.Errorf("ATT7: a callback with a wrong signature was answered by %d", status)
	}
}

// call calls back as the world outside does.
func (m *model) call(r *rapid.T, address, signature string, body []byte) (status int) {
	request, err := http.NewRequestWithContext(r.Context(), http.MethodPost, address, bytes.NewReader(body))
	m.must(r, err)
	request.Header.Set("Cronofy-HMAC-SHA256", signature)
	answer, err := http.DefaultClient.Do(request)
	m.must(r, err)
	_ = answer.Body.Close()
	return answer.StatusCode
}

// replay repeats every right callback about links that was ever made: each is taken, or not known any more, and does no harm (ATT8).
func (m *model) replay(r *rapid.T) {
	for _, c := range m.world.Callbacks() {
		if !strings.Contains(c.URL, paths.CronofyConferencing("")) || c.Signature != signed("secret", []byte(c.Body)) {
			continue
		}
		status := m.call(r, c.URL, c.Signature, []byte(c.Body))
		if status >= 300 && status != http.StatusNotFound { // the address of a test link ends with it
			r.Errorf("ATT8: a repeated callback was answered by %d", status)
		}
	}
}

// thereAndBack gives up a link that stands for another method and asks for a new one, while the calendar
// still shows the old one and callbacks about it come late: it is not taken for the new one (I5).
func (m *model) thereAndBack(r *rapid.T) {
	for _, i := range m.upcoming(r) {
		if !i.Video() || i.LinkState != models.LinkReady {
			continue
		}
		m.world.Break(handlerstest.Fault{What: "status", Operation: "events.upsert", Status: 503, Times: 2})
		for _, method := range []models.Method{models.MethodPhone, i.Method} {
			seen := scheduling.Seen{InterviewID: i.ID, Version: m.promises[i.ID].Version}
			if !m.acknowledged(r, seen, m.world.App.Scheduler.ChangeMethod(r.Context(), m.recruiter, seen, scheduling.Way{Method: method, PhoneNumber: "+33 1"})) {
				return
			}
		}
		m.replay(r)
		return
	}
}

func signed(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// checkCallbacks wants none to have been taken whose signature is wrong (I12).
func (m *model) checkCallbacks(r *rapid.T) {
	for _, c := range m.world.Callbacks() {
		if c.Status < 300 && c.Status > 0 && c.Signature != signed("secret", []byte(c.Body)) {
			r.Errorf("I12: a forged callback to %s was taken: %s", c.URL, c.Body)
		}
	}
}

// connectAccounts gives the hosts an account of their own with a provider, and lets that be learnt.
func (m *model) connectAccounts() {
	for n, email := range m.emails[:2] {
		m.world.Act("connect_conferencing", email, models.Zoom)
		m.world.Await(func(ctx context.Context) error {
			return m.world.App.Connector.Look(ctx, models.Actor{Kind: models.ActorEmployee, ID: m.hosts[n]})
		})
	}
	m.world.Settle()
}

// loseAccount ends a host's sign-in to that account.
func (m *model) loseAccount(r *rapid.T) {
	m.world.Act("disconnect_conferencing", rapid.SampledFrom(m.emails[:2]).Draw(r, "whose account"))
	m.losses++
}

// confirm answers for every link with a host name that nobody knows whether it is right; false when
// there was none.
func (m *model) confirm(r *rapid.T) (asked bool) {
	for _, i := range m.upcoming(r) {
		if i.LinkState == models.LinkUnconfirmed {
			err := m.world.App.Scheduler.ConfirmLink(r.Context(), m.recruiter, scheduling.Seen{InterviewID: i.ID, Version: i.Version}, i.LinkURL, rapid.Bool().Draw(r, "right"))
			m.decided(r, err)
			asked = asked || err == nil
		}
	}
	return asked
}

// endIntegration disconnects the company's calendar, once in a sequence; it is connected again at
// the end.
func (m *model) endIntegration(r *rapid.T) {
	if !m.ended && m.losses == 0 {
		m.losses++
		m.ended = true
		m.must(r, m.world.App.Connector.Disconnect(r.Context(), m.helen, connecting.Ending{DeleteEvents: rapid.Bool().Draw(r, "events go")}))
	}
}

// sendNow has an invitation leave without waiting for its link.
func (m *model) sendNow(r *rapid.T) {
	if seen, ok := m.one(r); ok {
		m.accept(r, m.world.App.Scheduler.SendNow(r.Context(), m.recruiter, seen))
	}
}

// moveUnseen moves one event in the calendar while nothing else goes wrong: the push alone is enough to
// learn of it within a minute, by reading it.
func (m *model) moveUnseen(r *rapid.T) {
	var standing []models.Interview
	events := m.world.Events()
	for _, i := range m.interviews(r) {
		row, err := m.world.App.Reads().CalendarEventOf(r.Context(), i.ID, i.HostTurn)
		m.must(r, err)
		if i.Upcoming(m.world.Now()) && i.DriftedAt == nil && row.State == models.EventWritten {
			standing = append(standing, i)
		}
	}
	if len(standing) == 0 {
		return
	}
	i := rapid.SampledFrom(standing).Draw(r, "moved")
	row, err := m.world.App.Reads().CalendarEventOf(r.Context(), i.ID, i.HostTurn)
	m.must(r, err)
	n := slices.IndexFunc(events, func(e handlerstest.Event) bool { return e.EventID == row.EventID })
	if n < 0 {
		return // which check says
	}
	m.world.InCalendar(handlerstest.CalendarAct{What: "move_event", Account: events[n].Email, Event: row.EventID,
		Start: i.StartsAt.Add(3 * time.Hour), End: i.EndsAt.Add(3 * time.Hour)})
	m.world.Settle()
	m.world.Advance(time.Minute)
	m.world.Settle()
	if i, err = m.world.App.Reads().Interview(r.Context(), i.ID); err != nil || i.DriftedAt == nil {
		r.Errorf("I12: the event of interview %d was moved, a push told of it, and nobody noticed: %v", i.ID, err)
	}
}

// checkRows wants nothing to be left under way: no event is being written or removed, none failed that
// its interview does not show, and nobody holds the right to one (I8).
func (m *model) checkRows(r *rapid.T, i models.Interview) {
	rows, err := m.world.App.Reads().CalendarEventsOf(r.Context(), i.ID)
	m.must(r, err)
	for _, row := range rows {
		present := row.HostTurn == i.HostTurn && !i.Cancelled()
		over := present && !i.Upcoming(m.world.Now())
		switch {
		case row.LeasedUntil != nil && row.LeasedUntil.After(m.world.Now()):
			r.Errorf("I8: event %s is still held until %s", row.EventID, row.LeasedUntil)
		case over, row.State == models.EventNone, present && row.State == models.EventWritten, !present && row.State == models.EventRemoved:
		case present && row.State == models.EventFailing && i.EventFailing:
		default:
			r.Errorf("I8: event %s of interview %d came to rest %s", row.EventID, i.ID, row.State)
		}
	}
}

// checkText wants an event to tell of its own interview as it is now (I3).
func (m *model) checkText(r *rapid.T, i models.Interview, event handlerstest.Event) {
	if lines := strings.Split(event.Description, "\n"); !slices.ContainsFunc(lines, func(line string) bool { return strings.HasSuffix(line, paths.Interview(i.ID)) }) {
		r.Errorf("I3: the event of interview %d does not lead to it:\n%s", i.ID, event.Description)
	}
	if phone := i.Method == models.MethodPhone; strings.Contains(event.Description, "+33 1") != phone {
		r.Errorf("I3: interview %d is by %s, its event says:\n%s", i.ID, i.Method, event.Description)
	}
}

// checkOwed wants each version of an interview to have been told to its candidate once at most,
// unless what was refused was sent again, and everything that was written down to have left and to
// have arrived (I6).
func (m *model) checkOwed(r *rapid.T, list []models.Interview, arrived map[string]handlerstest.Letter) {
	var ids []int64
	for _, i := range list {
		ids = append(ids, i.ID)
	}
	mails, err := m.world.App.Reads().MailsOfInterviews(r.Context(), ids)
	m.must(r, err)
	told := map[string]models.Mail{}
	for _, mail := range mails {
		key := fmt.Sprintf("version %d of interview %d to %s", mail.Change, mail.InterviewID, mail.Recipient)
		if other := told[key]; other.ID != 0 && mail.Kind.ToCandidate() && other.State != models.MailRejected {
			r.Errorf("I6: %s was told as %s and as %s", key, other.Kind, mail.Kind)
		}
		if mail.Kind.ToCandidate() {
			told[key] = mail
		}
		letter, came := arrived[mail.MessageID]
		if mail.State == models.MailRejected && !came {
			continue
		}
		if mail.State != models.MailAccepted || !came {
			r.Errorf("I6: %s %s: it is %s, and came: %v", mail.Kind, key, mail.State, came)
		}
		for link, since := range m.former[mail.InterviewID] {
			if mail.Kind.ToCandidate() && mail.Change >= since && strings.Contains(letter.Text, link) {
				r.Errorf("I5: %s has %s, which was given up in version %d", key, link, since)
			}
		}
		delete(arrived, mail.MessageID)
	}
	for id := range arrived {
		if written, err := m.world.App.Reads().MailExists(r.Context(), id); err != nil || !written {
			r.Errorf("I6: mail %s came and was never written down: %v", id, err)
		}
	}
}

// refused tells whether a mail about an interview was refused: its candidate does not know what it told.
func (m *model) refused(r *rapid.T, id int64) bool {
	mails, err := m.world.App.Reads().MailsOfInterviews(r.Context(), []int64{id})
	m.must(r, err)
	return slices.ContainsFunc(mails, func(mail models.Mail) bool { return mail.State == models.MailRejected && mail.Kind.ToCandidate() })
}

// compare wants the comparison of all calendars with the interviews to find nothing where nothing is wrong.
func (m *model) compare(r *rapid.T) {
	m.must(r, m.world.App.Scheduler.Compare(r.Context(), m.helen, ""))
	for range 20 {
		m.world.Settle()
		m.world.Advance(20 * time.Second)
		latest, err := m.world.App.Reads().LatestComparison(r.Context())
		m.must(r, err)
		if latest.EndedAt == nil {
			continue
		}
		list, err := m.world.App.Reads().Findings(r.Context(), latest.ID)
		m.must(r, err)
		for _, finding := range list {
			r.Errorf("I4: the comparison found %+v", finding)
		}
		return
	}
	r.Errorf("I8: the comparison does not end")
}

// arrivals counts what came to everybody about interviews, by its Message-ID: one copy of each, and one
// more for every time that the mail server's answer could be lost (I6).
func (m *model) arrivals(r *rapid.T) map[string]handlerstest.Letter {
	copies, letters := map[string]int{}, map[string]handlerstest.Letter{}
	for _, address := range m.mailboxes {
		for _, letter := range m.world.Letters(address) {
			id := strings.Trim(letter.MessageID(), "<>")
			if letter.ID <= m.letters || id == "" { // Cronofy's own have none
				continue
			}
			letters[id] = letter
			if copies[id]++; copies[id] > 1+m.kills+m.lost {
				r.Errorf("I6: %q came %d times to %s", letter.Subject, copies[id], address)
			}
		}
	}
	return letters
}

func (m *model) must(r *rapid.T, err error) {
	if err != nil {
		r.Fatal(err)
	}
}
