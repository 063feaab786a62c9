// Package ui owns the look: buttons, fields, tables, states, the method picker. Each component
// writes the markup that static/css/app.css knows, with its labels, roles and ids already tied, so
// that pages hold hardly any class names.
//
// No words of the product live here: a component says what its props say, and the few words of its
// own (ui.… in the locale files) are about itself.
package ui
