// Package order writes a locale file the one way it is kept: flat, sorted by key, indented by two.
package order
