// Package mails words what leaves the house: mails and the texts of calendar events, in the language
// of whoever gets them. Each mail is described once and printed as text and as HTML.
package mails
