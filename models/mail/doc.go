// Package mail turns a Message into the bytes of a mail and hands bytes to an SMTP server.
//
// The two steps are apart on purpose: the bytes are kept in the transaction that causes the mail and
// sent later, unchanged, as often as it takes. Words and looks come from views/mails.
package mail
