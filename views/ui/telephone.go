package ui

import "strings"

// Tel is an address that opens a telephone with a number.
func Tel(number string) string {
	dialled := []rune{}
	for _, r := range number {
		if r >= '0' && r <= '9' || r == '+' {
			dialled = append(dialled, r)
		}
	}
	return "tel:" + string(dialled)
}

// Unbroken keeps a number on one line.
func Unbroken(number string) string { return strings.ReplaceAll(number, " ", "\u00a0") }
