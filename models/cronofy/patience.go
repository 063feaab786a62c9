package cronofy

import "context"

type patience struct{}

// Patiently marks calls that nobody waits for: Config.Gate may let others pass first.
func Patiently(ctx context.Context) context.Context { return context.WithValue(ctx, patience{}, true) }

// Patient tells whether a call is one of those.
func Patient(ctx context.Context) bool { return ctx.Value(patience{}) != nil }
