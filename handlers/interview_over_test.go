package handlers_test

import (
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// An interview is completed when its end has passed, and everywhere at once.
func TestCompletedInterviewIsShownSoEverywhereAndCanNoLongerBeChanged(t *testing.T) {
	t.Parallel()
	w, b := recruiting(t)
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	letter, _ := sent(t, w, 1)
	b.Visit(interview)
	link := b.Page.Doc.Find("#link a[href*='/meet/']").AttrOr("href", "")
	if link == "" {
		t.Fatalf("there is no link in %s", b.Text())
	}
	w.Advance(time.Date(2026, 12, 3, 13, 59, 59, 0, time.UTC).Sub(w.Now()))
	b = signedIn(t, w, models.Employee{Email: "oliver.grant@lumen.example"})
	edit, method, cancellation := b.Visit(interview+"/edit"), b.Visit(interview+"/method"), b.Visit(interview+"/cancellation")
	b.Visit(interview) // the link is of use until the last moment
	b.See("Move or change", "Cancel this interview", "Open link")
	w.Advance(time.Second)

	b.Visit(interview)
	b.See("This interview is over.", "It ended today, 15:00 and can no longer be changed.", "Completed", "Invitation Sent")
	b.DoNotSee("Move or change", "Another method", "Cancel this interview", "Open link", link, "No reply yet")
	b.Visit("/candidates/1/interviews")
	if past := b.Page.Doc.Find("#past").Text(); !strings.Contains(past, "Completed") || strings.Contains(b.Page.Body, link) {
		t.Errorf("the tab says %q", b.Text())
	}
	b.See("Nothing is planned.")
	b.Visit("/interviews")
	b.DoNotSee("Maya Lindqvist")
	b.Visit("/interviews?week=2026-12-03")
	b.See("Maya Lindqvist", "Completed")
	b.Visit("/interviews?link=ready")
	b.DoNotSee("Maya Lindqvist")
	b.Visit("/")
	b.DoNotSee("Maya Lindqvist")

	camille := signedIn(t, w, models.Employee{Email: "camille.perrin@lumen.example"})
	camille.Visit(interview)
	camille.See("Cet entretien est terminé.")
	camille.DoNotSee("Adressez-vous à", link)

	maya := w.Browser(t)
	page := pageIn(t, letter)
	maya.Visit(page)
	maya.See("this interview is over", "Camille Perrin")
	maya.DoNotSee("Join with Microsoft Teams", "The link appears here", link)
	if forms := maya.Page.Doc.Find("main form").Length(); forms != 0 {
		t.Errorf("the candidate is offered %d forms", forms)
	}

	const refused = "This interview is over or cancelled and can no longer be changed."
	for _, address := range []string{"/edit", "/method", "/cancellation"} {
		b.Visit(interview + address)
		b.At(interview)
		b.See(refused)
	}
	for name, page := range map[string]*handlerstest.Page{"edit": edit, "method": method, "cancellation": cancellation} { // left open meanwhile
		b.Page = page
		form := b.Forms()[0]
		for _, each := range b.Forms() {
			if strings.HasSuffix(each.Action, interview+"/"+name) {
				form = each
			}
		}
		b.Submit(form, form.Values)
		b.At(interview)
		if !strings.Contains(b.Text(), refused) {
			t.Errorf("%s: %s", name, b.Text())
		}
	}
	i, err := w.App.Reads().Interview(t.Context(), 1)
	if err != nil || i.Version != 1 || len(w.Letters("maya.lindqvist@mail.example")) != 1 {
		t.Errorf("version %d, %d letters (%v)", i.Version, len(w.Letters("maya.lindqvist@mail.example")), err)
	}
}
