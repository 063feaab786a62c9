package ui

import "github.com/a-h/templ"

// Elsewhere puts a part of an answer in the place of the part of the page with the same id.
var Elsewhere = templ.Attributes{"hx-swap-oob": "true"}
