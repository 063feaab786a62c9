// Package app puts the application together. It is the only wiring: programs and tests use the same.
package app
