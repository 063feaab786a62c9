package ui

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Initials are the first letters of the first and the last word of a name: Camille Perrin is CP,
// Nguyễn Thị Mai NM, Élodie É. Accents stay; a letter written as several code points is one letter.
func Initials(name string) string {
	words := strings.FieldsFunc(norm.NFC.String(name), func(r rune) bool {
		return unicode.IsSpace(r)
	})
	first, last := "", ""
	for _, word := range words {
		letter := firstLetter(word)
		if letter == "" {
			continue
		}
		if first == "" {
			first = letter
		} else {
			last = letter
		}
	}
	return first + last
}

// firstLetter skips quotes, brackets and signs in front: "(Bob)" is B.
func firstLetter(word string) string {
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return ""
}
