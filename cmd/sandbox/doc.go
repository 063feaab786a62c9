// Command sandbox runs the outside world of package handlers/sandbox on its own: the calendar API
// with its hosted pages on one port, the mail server on another, both on loopback only.
package main
