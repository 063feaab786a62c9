package layout_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/locales"
	"entrevue/views/layout"
	"entrevue/views/ui"
)

func inFrench() context.Context {
	return locales.With(context.Background(), locales.French, nil)
}

func letter() layout.Mail {
	return layout.Mail{
		Subject: "Votre entretien", Company: "Atelier Lumen", Reason: "Vous avez postulé.",
		Blocks: []layout.MailBlock{
			{Heading: "Bonjour Maya,"},
			{Text: "Première ligne <b>\nSeconde ligne"},
			{Facts: []ui.Fact{{Term: "Date", Value: "jeudi 3 décembre", Note: "8 h à Montréal"}}},
			{Items: []string{"un", "deux"}},
			{Steps: []string{"ouvrir", "lire"}},
			{Button: ui.Link{Label: "Ouvrir", Href: "https://entrevue.example/c/abc"}},
		},
	}
}

func TestPlainMailIsReadableAlone(t *testing.T) {
	t.Parallel()
	want := "Bonjour Maya,\n\nPremière ligne <b>\nSeconde ligne\n\n" +
		"Date\u00a0: jeudi 3 décembre\n  8 h à Montréal\n\n- un\n- deux\n\n1. ouvrir\n2. lire\n\n" +
		"Ouvrir\u00a0:\nhttps://entrevue.example/c/abc\n\n-- \nAtelier Lumen\nVous avez postulé.\n"
	if diff := cmp.Diff(want, layout.MailText(inFrench(), letter())); diff != "" {
		t.Error(diff)
	}
}

func TestBothBodiesSayTheSame(t *testing.T) {
	t.Parallel()
	doc := draw(t, inFrench(), layout.MailPage(letter()))
	page := strings.Join(strings.Fields(doc.Find("body").Text()), " ")
	for _, want := range []string{
		"Bonjour Maya,", "Première ligne <b>", "Seconde ligne", "jeudi 3 décembre", "8 h à Montréal",
		"deux", "lire", "Ouvrir", "https://entrevue.example/c/abc", "Atelier Lumen", "Vous avez postulé.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if href, _ := doc.Find("a").Attr("href"); href != "https://entrevue.example/c/abc" {
		t.Errorf("button leads to %q", href)
	}
	if lang, _ := doc.Find("html").Attr("lang"); lang != "fr" {
		t.Errorf("language is %q", lang)
	}
}

func TestMailLoadsNothingFromAnywhere(t *testing.T) {
	t.Parallel()
	doc := draw(t, inFrench(), layout.MailPage(letter()))
	if n := doc.Find("img, link, script, style, iframe").Length(); n > 0 {
		t.Errorf("%d things to load", n)
	}
}
