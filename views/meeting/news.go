package meeting

import (
	"context"
	"slices"
	"time"

	"entrevue/locales"
	"entrevue/models"
)

// News says what is another than the candidate was told, each in a sentence with what it was before. The
// context words it in the candidate's language and zone. A former link is never shown again.
func News(ctx context.Context, i models.FullInterview) []string {
	var list []string
	news := i.News
	add := func(told *models.Telling, sentence func(before models.Telling) string) {
		if told != nil {
			list = append(list, sentence(*told))
		}
	}
	add(news.Time, func(before models.Telling) string {
		return locales.T(ctx, "news.time", "now", dayAndTimes(ctx, i.StartsAt, i.EndsAt), "before", dayAndTimes(ctx, before.StartsAt, before.EndsAt))
	})
	add(news.Method, func(before models.Telling) string {
		return locales.T(ctx, "news.way", "now", way(ctx, i.Method), "before", way(ctx, before.Method))
	})
	add(news.Room, func(before models.Telling) string {
		return locales.T(ctx, "news.room", "now", i.Room, "before", before.Room)
	})
	add(news.Number, func(before models.Telling) string {
		return locales.T(ctx, "news.number", "now", i.PhoneNumber, "before", before.PhoneNumber)
	})
	if i.DriftedAt == nil { // else nothing is new before the recruiter has decided (FAIL32)
		add(news.Link, func(models.Telling) string { return locales.T(ctx, "news.link") })
	}
	add(news.Host, func(models.Telling) string { return host(ctx, i) })
	add(news.Type, func(before models.Telling) string {
		return locales.T(ctx, "news.type", "now", locales.T(ctx, i.Type.LabelKey()), "before", locales.T(ctx, before.Type.LabelKey()))
	})
	add(news.Message, func(models.Telling) string { return locales.T(ctx, "news.message") })
	return list
}

func dayAndTimes(ctx context.Context, from, to time.Time) string {
	return locales.T(ctx, "news.day_times", "day", locales.DayLong(ctx, from), "times", locales.TimeRange(ctx, from, to))
}

// way is how one meets, as a candidate says it.
func way(ctx context.Context, method models.Method) string {
	switch method {
	case models.MethodInPerson:
		return locales.T(ctx, "news.way.in_person")
	case models.MethodPhone:
		return locales.T(ctx, "news.way.phone")
	case models.MethodOwnLink:
		return locales.T(ctx, "news.way.own_link")
	default:
		return locales.T(ctx, "news.way.video", "method", locales.T(ctx, method.LabelKey()))
	}
}

// host says whom the candidate meets now; the former host may still come.
func host(ctx context.Context, i models.FullInterview) string {
	if slices.Contains(i.ParticipantIDs, i.FormerHost.ID) {
		return locales.T(ctx, "news.host_too", "host", i.Host.Name)
	}
	return locales.T(ctx, "news.host", "host", i.Host.Name, "before", i.FormerHost.Name)
}
