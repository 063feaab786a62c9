package locales

import (
	"context"
	"time"

	"golang.org/x/text/language"

	"entrevue/models"
)

// Language is a language of the product; models owns it.
type Language = models.Language

// Keys is the pseudo-language of the tests: it prints the key of a text and its arguments.
const (
	English          = models.English
	French           = models.French
	Keys    Language = "key"
)

// Languages lists what a person can choose from. The first one is the default.
func Languages() []Language { return models.Languages }

var matcher = language.NewMatcher([]language.Tag{language.BritishEnglish, language.French})

// Match returns the language that suits an Accept-Language header best, English when none does.
func Match(acceptLanguage string) Language {
	// The index, not the tag: the tag may carry a region or an extension of the reader's.
	_, index := language.MatchStrings(matcher, acceptLanguage)
	return Languages()[index]
}

// Name is what the language calls itself: nobody looks for French under "French".
func Name(l Language) string {
	switch l {
	case French:
		return "Français"
	case Keys:
		return "Keys"
	default:
		return "English"
	}
}

// Tag is the value for a lang attribute.
func Tag(l Language) string {
	if l == Keys {
		return string(English)
	}
	return string(l)
}

type contextKey struct{}

type setting struct {
	language Language
	zone     *time.Location
}

// With returns a context in which texts are worded in that language and times told in that zone.
// A nil zone is UTC.
func With(ctx context.Context, l Language, zone *time.Location) context.Context {
	if zone == nil {
		zone = time.UTC
	}
	return context.WithValue(ctx, contextKey{}, setting{language: l, zone: zone})
}

// WithZone returns a context that tells times in another zone, in the same language.
func WithZone(ctx context.Context, zone *time.Location) context.Context {
	return With(ctx, From(ctx), zone)
}

// From returns the language of the context, English when none was set.
func From(ctx context.Context) Language { return settingOf(ctx).language }

// Zone returns the time zone of the context, UTC when none was set.
func Zone(ctx context.Context) *time.Location { return settingOf(ctx).zone }

func settingOf(ctx context.Context) setting {
	if s, ok := ctx.Value(contextKey{}).(setting); ok {
		return s
	}
	return setting{language: English, zone: time.UTC}
}
