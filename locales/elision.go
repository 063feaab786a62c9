package locales

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// elidable are the words of a French text that lose their vowel before an argument that begins with
// one: "de {{.host}}" is "d’Oliver" and "de Camille". They are loaded as "{{.host.De}}".
var elidable = map[string]*regexp.Regexp{
	"{{.$1.De}}":  regexp.MustCompile(`\bde {{\.(\w+)}}`),
	"{{.$1.Que}}": regexp.MustCompile(`\bque {{\.(\w+)}}`),
}

func elided(raw []byte) []byte {
	for with, words := range elidable {
		raw = words.ReplaceAll(raw, []byte(with))
	}
	return raw
}

// argument is a value of a text, with the French words that may stand before it.
type argument string

// vowels are the letters before which de and que are elided. The h is left alone: whether it is silent
// depends on the name, and de before a silent one is no mistake.
const vowels = "aeiouàâäéèêëîïôöùûüœæAEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ"

func (a argument) after(word string) string {
	first, _ := utf8.DecodeRuneInString(string(a))
	if strings.ContainsRune(vowels, first) {
		return strings.TrimSuffix(word, "e") + "’" + string(a)
	}
	return word + " " + string(a)
}

// The methods are called by the texts.

// De is the argument after "de".
func (a argument) De() string { return a.after("de") }

// Que is the argument after "que".
func (a argument) Que() string { return a.after("que") }
