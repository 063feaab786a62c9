package locales

import (
	"context"
	"time"
)

// Named are arguments that were kept as texts, for T. Instants in the form of RFC 3339 are worded in the
// reader's zone.
func Named(ctx context.Context, kept map[string]string) []any {
	args := make([]any, 0, 2*len(kept))
	for name, value := range kept {
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			value = DayTime(ctx, at)
		}
		args = append(args, name, value)
	}
	return args
}
