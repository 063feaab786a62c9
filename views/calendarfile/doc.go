// Package calendarfile writes one interview as an iCalendar file (RFC 5545), for the attachment of
// invitations and for the candidate page. It holds no words: summary and description arrive in the
// reader's language.
package calendarfile
