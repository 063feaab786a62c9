// Package settings holds the pages of administrators: people, activity, the state of the
// installation, and the ways to the integrations.
package settings
