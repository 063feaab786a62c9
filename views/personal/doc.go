// Package personal holds the pages in which people set what concerns only themselves.
package personal
