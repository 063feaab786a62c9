// Package layout is what stands around every page: the frame with its sidebar for people who are
// signed in, the bare page for everybody else, the page about an error, and the shell of mails.
package layout
