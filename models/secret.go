package models

import "log/slog"

// Secret is a token or a password on its way. It prints as ••• everywhere, also in logs and JSON;
// only Reveal shows it. The store seals it before it is written.
type Secret struct{ plain string }

// NewSecret wraps a plain value.
func NewSecret(plain string) Secret { return Secret{plain: plain} }

// Reveal returns the plain value, to be handed to whoever needs it and nobody else.
func (s Secret) Reveal() string { return s.plain }

// Empty tells whether there is nothing to keep secret.
func (s Secret) Empty() bool { return s.plain == "" }

// String implements fmt.Stringer.
func (s Secret) String() string { return "•••" }

// GoString implements fmt.GoStringer, so that %#v shows nothing either.
func (s Secret) GoString() string { return "•••" }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue("•••") }

// MarshalText implements encoding.TextMarshaler; JSON uses it too.
func (s Secret) MarshalText() ([]byte, error) { return []byte("•••"), nil }
