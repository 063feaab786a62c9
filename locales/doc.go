// Package locales holds every text a person reads, in English (en.json) and French (fr.json), and a
// thin face over the libraries that word, count and date them: T, N, Date, Time and others.
//
// The language and the time zone travel in the context (With). Nothing here decides which language
// a person gets beyond matching a header (Match); that is the business of handlers.
//
// `go run ./locales/sort` brings both files into order.
package locales
