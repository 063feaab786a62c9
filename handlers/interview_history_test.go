package handlers_test

import (
	"strings"
	"testing"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

func TestHistoryTellsWhatBecameOfEachMail(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	b := signedIn(t, w, people["OG"])
	addMaya(b)
	planned(t, b)
	interview := b.Page.URL.Path
	settle(w)
	b.Visit(interview)
	b.See("Invitation to maya.lindqvist@mail.example: accepted by the mail server")
	w.Break(handlerstest.Fault{What: "status", Operation: "mail", Status: 550, Times: 1})
	b.Follow("Move or change")
	b.Fill("Start time", "16:30")
	b.Press("Save")
	settle(w)
	b.Visit(interview)
	b.See("Update to maya.lindqvist@mail.example: rejected by the mail server (")
	camille := signedIn(t, w, people["CP"])
	camille.Visit(interview)
	if past := camille.Page.Doc.Find("#activities").Text(); past == "" || strings.Contains(past, "maya.lindqvist@mail.example") {
		t.Errorf("a participant reads in the history: %s", past)
	}
}
