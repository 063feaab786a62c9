package handlerstest

import (
	"maps"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Fill writes into the field with that label; into the first one when several forms have it.
func (b *Browser) Fill(label, value string) *Browser {
	b.t.Helper()
	control := b.control(label)
	if goquery.NodeName(control) == "textarea" {
		control.SetText(value)
		return b
	}
	if goquery.NodeName(control) == "select" {
		b.t.Fatalf("%s: %q is a list; Choose from it", b.Page.URL, label)
	}
	control.SetAttr("value", value)
	return b
}

// Choose takes an option of the list with that label, by its words or its value.
func (b *Browser) Choose(label, option string) *Browser {
	b.t.Helper()
	list := b.control(label)
	found := list.Find("option").FilterFunction(func(_ int, o *goquery.Selection) bool {
		return flat(o.Text()) == flat(option) || o.AttrOr("value", "") == option
	}).First()
	if found.Length() == 0 {
		b.t.Fatalf("%s: the list %q has no %q", b.Page.URL, label, option)
	}
	list.Find("option").RemoveAttr("selected")
	found.SetAttr("selected", "")
	return b
}

// Check ticks a box, or takes one of several answers.
func (b *Browser) Check(label string) *Browser {
	b.t.Helper()
	box := b.control(label)
	if box.AttrOr("type", "") == "radio" {
		box.Closest("form").Find("input[type=radio]").FilterFunction(func(_ int, other *goquery.Selection) bool {
			return other.AttrOr("name", "") == box.AttrOr("name", "")
		}).RemoveAttr("checked")
	}
	box.SetAttr("checked", "")
	return b
}

// Uncheck takes the tick out of a box.
func (b *Browser) Uncheck(label string) *Browser {
	b.t.Helper()
	b.control(label).RemoveAttr("checked")
	return b
}

// Upload puts a file into the field with that label.
func (b *Browser) Upload(label, name, content string) *Browser {
	b.t.Helper()
	b.files[b.control(label).AttrOr("name", "")] = file{name, content}
	return b
}

// control is the control that a label belongs to.
func (b *Browser) control(label string) *goquery.Selection {
	b.t.Helper()
	var found *goquery.Selection
	b.Page.Doc.Find("label").EachWithBreak(func(_ int, l *goquery.Selection) bool {
		own := l.Clone()
		own.Find("small").Remove()
		if words(own) != flat(label) {
			return true
		}
		if id, ok := l.Attr("for"); ok {
			found = b.Page.Doc.Find("#" + id)
		} else {
			found = l.Find("input, select, textarea")
		}
		return false
	})
	if found == nil || found.Length() != 1 {
		b.t.Fatalf("%s (%d) has no field %q:\n%s", b.Page.URL, b.Page.Status, label, b.Text())
	}
	return found
}

// Form is a form of a page as a browser would send it: for tests that send what no person would.
type Form struct {
	Page    string
	Action  string
	Enctype string
	Values  url.Values
	Typed   []string          // the names of the fields that a person sees
	Types   map[string]string // by name
}

// Forms are all forms in the main part of the page that change something, one for each address that
// their buttons lead to.
func (b *Browser) Forms() []Form {
	b.t.Helper()
	var forms []Form
	b.Page.Doc.Find("main form[method=post]").Each(func(_ int, f *goquery.Selection) {
		form := Form{Page: b.Page.URL.RequestURI(), Action: f.AttrOr("action", b.Page.URL.Path), Enctype: f.AttrOr("enctype", ""),
			Values: b.values(f), Types: map[string]string{}}
		f.Find("input[name], select[name], textarea[name]").Each(func(_ int, control *goquery.Selection) {
			name, kind := control.AttrOr("name", ""), control.AttrOr("type", goquery.NodeName(control))
			_, seen := form.Types[name]
			if _, fixed := control.Attr("readonly"); !seen && !fixed && kind != "hidden" {
				form.Typed = append(form.Typed, name)
			}
			form.Types[name] = kind
		})
		forms = append(forms, form)
		f.Find("button[name]").Each(func(_ int, button *goquery.Selection) {
			other := form
			other.Action, other.Values, other.Types = button.AttrOr("formaction", form.Action), maps.Clone(form.Values), maps.Clone(form.Types)
			other.Values.Set(button.AttrOr("name", ""), button.AttrOr("value", ""))
			other.Types[button.AttrOr("name", "")] = "button"
			forms = append(forms, other)
		})
	})
	return forms
}

// Submit sends a form with these values.
func (b *Browser) Submit(f Form, values url.Values) *Page {
	b.t.Helper()
	return b.post(f.Action, f.Enctype, values)
}

// values are what a browser would send of a form.
func (b *Browser) values(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input[name], select[name], textarea[name]").Each(func(_ int, control *goquery.Selection) {
		if _, disabled := control.Attr("disabled"); disabled {
			return
		}
		name := control.AttrOr("name", "")
		switch goquery.NodeName(control) {
		case "select":
			values.Add(name, selected(control))
		case "textarea":
			values.Add(name, strings.ReplaceAll(control.Text(), "\n", "\r\n"))
		default:
			addInput(values, name, control)
		}
	})
	return values
}

func addInput(values url.Values, name string, input *goquery.Selection) {
	switch input.AttrOr("type", "text") {
	case "submit", "button", "file", "image", "reset":
	case "checkbox", "radio":
		if _, checked := input.Attr("checked"); checked {
			values.Add(name, input.AttrOr("value", "on"))
		}
	default:
		values.Add(name, input.AttrOr("value", ""))
	}
}

// selected is the chosen option, else the first: browsers choose that by themselves.
func selected(list *goquery.Selection) string {
	option := list.Find("option[selected]").First()
	if option.Length() == 0 {
		option = list.Find("option:not([disabled])").First()
	}
	return option.AttrOr("value", flat(option.Text()))
}
