// Package hiring draws positions and candidates: lists, profiles and forms, and the head that all
// pages of a candidate share. Interviews have a package of their own.
package hiring
