package interviews

import (
	"context"
	"strings"
	"testing"

	"entrevue/locales"
	"entrevue/models"
)

// Whoever is asked whether a link is the right one reads why they are asked.
func TestQuestionAboutAnUnknownLinkSaysWhyItIsAsked(t *testing.T) {
	t.Parallel()
	shown := Shown{Candidate: models.Candidate{Name: "Maya Lindqvist"}, Interview: models.Interview{Type: models.TypeFirst, Method: models.MethodZoom,
		LinkState: models.LinkUnconfirmed, LinkURL: "https://video.company.example/j/7"}}
	for language, want := range map[models.Language]string{
		models.English: "It leads to video.company.example, an address that we do not know as one of Zoom. It is passed on to Maya only when you have confirmed it.",
		models.French:  "Il mène à video.company.example, une adresse que nous ne connaissons pas à Zoom. Il ne sera transmis à Maya qu’après votre confirmation.",
	} {
		ctx := locales.With(context.Background(), language, nil)
		if _, text := shown.Attention(ctx); text != want {
			t.Errorf("in %s: %s", language, text)
		}
		var page strings.Builder
		if err := problem(LinkProps{Shown: shown}).Render(ctx, &page); err != nil || !strings.Contains(page.String(), `href="https://video.company.example/j/7"`) {
			t.Errorf("in %s the link cannot be opened: %s (%v)", language, page.String(), err)
		}
	}
}

func TestNobodyFreeIsSaidOfThoseWhoAreReadyForTheProvider(t *testing.T) {
	t.Parallel()
	ctx := locales.With(context.Background(), models.English, nil)
	for method, want := range map[models.Method]string{
		models.MethodZoom:  "Nobody else who is ready for Zoom is free then.",
		models.MethodPhone: "No other host is free then.",
	} {
		if got := (PickerProps{Chosen: method}).freeHosts(ctx); got != want {
			t.Errorf("by %s: %s", method, got)
		}
	}
}
