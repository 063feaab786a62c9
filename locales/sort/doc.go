// Command sort brings the locale files into order: sorted keys, one way of writing, no key twice.
// Two different texts under one key, as a merge can leave them, are refused by name.
//
//	go run ./locales/sort
package main
