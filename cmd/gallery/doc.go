// Command gallery shows every component, page and mail in every state, in both languages and both
// themes, without a database:
//
//	go run ./cmd/gallery -port 9300
//	go run ./cmd/gallery -out /tmp/gallery   (files, to be looked at through any web server)
//
// States are tables: states_ui.go, states_layout.go and one file per area of views. A page without
// its states here is unfinished. The tests of this package draw all of them, also in the language
// "key", where a visible word that is neither a key nor an argument is a text somebody forgot.
package main
