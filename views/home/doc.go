// Package home holds the page everybody sees first: what needs them now.
package home
