package interviews

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"entrevue/locales"
	"entrevue/models"
)

// attentionTitle is what has to be known first: a candidate who waits or cannot come, else what is wrong.
func (s Shown) attentionTitle(ctx context.Context) string {
	switch {
	case s.Interview.AlarmedAt != nil:
		return locales.T(ctx, "interviews.attention.alarm", "candidate", s.Candidate.FirstName())
	case s.Interview.Worries.Has(models.WorryDeclined):
		return s.declinedTitle(ctx)
	default:
		return s.problemTitle(ctx)
	}
}

func (s Shown) attentionText(ctx context.Context) string {
	switch {
	case s.Interview.AlarmedAt != nil:
		return s.alarmText(ctx)
	case s.Interview.Worries.Has(models.WorryDeclined):
		return s.declinedText(ctx)
	default:
		return s.problemText(ctx)
	}
}

func (s Shown) problemTitle(ctx context.Context) string {
	i, day := s.Interview, locales.DayMonth(ctx, s.Interview.StartsAt)
	switch {
	case i.Cancelled():
		return locales.T(ctx, "interviews.attention.cancelled", "type", s.title(ctx), "day", day, "candidate", s.Candidate.FirstName())
	case i.PeopleLeft:
		return locales.T(ctx, "interviews.attention.left", "type", s.title(ctx), "day", day, "name", s.gone().Name)
	case i.LinkState == models.LinkUnconfirmed:
		return locales.T(ctx, "interviews.attention.unconfirmed", "type", s.title(ctx), "day", day)
	case i.DriftedAt != nil:
		return locales.T(ctx, "interviews.attention.drift", "type", s.title(ctx), "day", day)
	case s.void():
		return locales.T(ctx, "interviews.attention.void", "type", s.title(ctx), "day", day)
	case i.LinkState == models.LinkBroken:
		return locales.T(ctx, "interviews.attention.broken", "type", s.title(ctx), "day", day)
	case i.LinkState == models.LinkFailing:
		return locales.T(ctx, "interviews.attention.failing", "type", s.title(ctx), "day", day)
	case i.EventFailing:
		return locales.T(ctx, "interviews.attention.event", "type", s.title(ctx), "day", day)
	case i.Unreached && i.Worries.Without(models.WorryRejected) == "":
		return locales.T(ctx, "interviews.attention.rejected", "type", s.title(ctx), "day", day, "candidate", s.Candidate.FirstName())
	default:
		return locales.T(ctx, "interviews.attention.worry", "type", s.title(ctx), "day", day)
	}
}

func (s Shown) problemText(ctx context.Context) string {
	if s.Interview.Cancelled() {
		return s.worries(ctx)
	}
	if s.Interview.PeopleLeft {
		if s.gone().ID == s.Interview.HostID {
			return locales.T(ctx, "interviews.attention.left_host")
		}
		return locales.T(ctx, "interviews.attention.left_organizer")
	}
	if s.Interview.LinkState == models.LinkUnconfirmed {
		return locales.T(ctx, "interviews.attention.unconfirmed_text", "address", s.linkHost(),
			"provider", locales.T(ctx, s.Interview.Method.LabelKey()), "candidate", s.Candidate.FirstName())
	}
	if s.Interview.DriftedAt != nil {
		return locales.T(ctx, "interviews.attention.drift_text", "candidate", s.Candidate.FirstName())
	}
	if s.Interview.EventFailing && !s.Interview.LinkState.NeedsAttention() {
		return locales.T(ctx, "interviews.attention.event_text", "host", s.Host().FirstName())
	}
	if s.void() {
		return s.cause(ctx)
	}
	if s.Interview.LinkState == models.LinkFailing {
		text := s.cause(ctx)
		if s.Interview.LinkCause.Reserves() {
			text = locales.T(ctx, "interviews.attention.reserved", "cause", text)
		}
		switch {
		case s.Interview.InvitedVersion == 0:
			text += " " + locales.T(ctx, "interviews.attention.not_sent", "candidate", s.Candidate.FirstName())
		case s.Interview.LinkCause == models.CauseMalformed, s.Interview.LinkCause == models.CauseOtherProvider:
			text += " " + locales.T(ctx, "interviews.attention.not_passed_on")
		}
		return text
	}
	return s.worries(ctx)
}

// linkHost is the name under which the link is found.
func (s Shown) linkHost() string {
	link, err := url.Parse(s.Interview.LinkURL)
	if err != nil {
		return ""
	}
	return link.Hostname()
}

// worries are what the watchdog has found amiss, and a refused mail before it looks. That the candidate
// cannot come is said apart.
func (s Shown) worries(ctx context.Context) string {
	var sentences []string
	list := s.Interview.Worries.Without(models.WorryDeclined).List()
	if s.Interview.Unreached && !slices.Contains(list, models.WorryRejected) {
		list = append(list, models.WorryRejected)
	}
	for _, worry := range list {
		sentences = append(sentences, locales.T(ctx, worry.SentenceKey(), "host", s.Host().FirstName(), "candidate", s.Candidate.FirstName()))
	}
	return strings.Join(sentences, " ")
}

// Attention is what a recruiter has to know about an interview first, and what follows from it.
func (s Shown) Attention(ctx context.Context) (title, text string) {
	return s.attentionTitle(ctx), s.attentionText(ctx)
}
