// Package operating keeps the installation itself running: it hands mails to the mail server and
// forgets what has had its time.
package operating
