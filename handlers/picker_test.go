package handlers_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"entrevue/handlers/handlerstest"
	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/views/interviews"
	"entrevue/views/paths"
)

// planningFor is Oliver's form with Jonas as host, some entries made.
func planningFor(t *testing.T, system models.CalendarSystem, providers ...models.Provider) (*handlerstest.World, *handlerstest.Browser, map[string]models.Employee) {
	t.Helper()
	w, _, people := needing(t, system, providers...)
	hire(t, w, people["OG"].Actor(), 1)
	w.Settle()
	oliver := signedIn(t, w, people["OG"]).Speaking("en")
	oliver.Visit(paths.NewInterview(1))
	oliver.Choose("Host of the video link", people["JW"].Name)
	oliver.Fill("Room", "Studio 2").Check("In person Always possible")
	oliver.Press("Show methods for this host")
	return w, oliver, people
}

// kept fails unless the entries are still there.
func kept(t *testing.T, b *handlerstest.Browser) {
	t.Helper()
	b.Expect(http.StatusOK)
	if got := b.Page.Doc.Find("#room").AttrOr("value", ""); got != "Studio 2" {
		t.Errorf("the room is %q", got)
	}
	if _, chosen := b.Page.Doc.Find("#method-in-person").Attr("checked"); !chosen {
		t.Error("the method is not chosen any more")
	}
}

// I11
func TestPickerThatMeetsAnEndedSessionKeepsTheForm(t *testing.T) {
	t.Parallel()
	w, oliver, people := planningFor(t, models.SystemGraph, models.Zoom)
	oliver.Visit(paths.NewInterview(1))
	oliver.Fill("Room", "Studio 2").Check("In person Always possible")
	w.Advance(13 * time.Hour)
	page := oliver.HTMX(interviews.PickerMethods).Press("Show methods for this host")
	oliver.Expect(http.StatusUnauthorized)
	oliver.See("Your entries are kept.")
	if page.Header.Get("HX-Retarget") != "body" || !strings.Contains(page.Body, "<html") {
		t.Errorf("the methods are answered with %s, for %q", page.Body, page.Header.Get("HX-Retarget"))
	}
	signIn(oliver, people["OG"].Email, demo.Password)
	oliver.At(paths.NewInterview(1))
	kept(t, oliver)
}

func TestRecruiterRemindsTheHostWithoutLosingTheForm(t *testing.T) { // FAIL17, ATT43
	t.Parallel()
	w, oliver, people := planningFor(t, models.SystemGraph, models.GoToMeeting)
	oliver.Press("Remind Jonas GoTo Meeting")
	kept(t, oliver)
	oliver.See("Jonas Weber is reminded of GoTo Meeting.", "Reminded today", "by Oliver Grant, again possible: tomorrow")
	if host := oliver.Page.Doc.Find("#host option[selected]").Text(); host != people["JW"].Name {
		t.Errorf("the host is %q", host)
	}
	w.Settle()
	letters := about(w, people["JW"].Email, "Reminder: please connect GoTo Meeting")
	if len(letters) != 1 || !strings.Contains(letters[0].Text, "Oliver Grant is planning an interview") ||
		!strings.Contains(letters[0].Text, w.URL+paths.MyIntegration("goto-meeting")) {
		t.Errorf("Jonas got %v", letters)
	}
}

func TestRecruiterRemindsTheAdministratorByName(t *testing.T) {
	t.Parallel()
	w, oliver, people := planningFor(t, models.SystemGraph, models.Zoom)
	oliver.Press("Remind Helen Zoom")
	kept(t, oliver)
	oliver.See("Helen Ward is reminded of Zoom.")
	w.Settle()
	letters := about(w, people["HW"].Email, "Zoom for Jonas Weber: your turn")
	if len(letters) != 1 || !strings.Contains(letters[0].Text, w.URL+paths.WizardStep("zoom", "it")) {
		t.Errorf("Helen got %v", letters)
	}
}

func TestAnotherHostWhoIsReadyIsChosenInPlace(t *testing.T) {
	t.Parallel()
	w, oliver, people := planningFor(t, models.SystemGraph, models.GoToMeeting)
	ines := signedIn(t, w, people["IF"]).Speaking("en")
	consented(w, ines, "goto-meeting", "Allow as "+people["IF"].Email)
	oliver.Press("Remind Jonas GoTo Meeting")
	oliver.Press("Choose another host GoTo Meeting")
	kept(t, oliver)
	oliver.See("Ready for GoTo Meeting:", "Inès Faure")
	oliver.Press("Let Inès host GoTo Meeting")
	kept(t, oliver)
	oliver.See("Inès Faure hosts")
	if host := oliver.Page.Doc.Find("#host option[selected]").Text(); host != people["IF"].Name {
		t.Errorf("the host is %q", host)
	}
}

// Whoever has chosen no method yet wants the one for which the host is offered.
func TestHostWhoIsOfferedForAProviderIsTakenWithIt(t *testing.T) {
	t.Parallel()
	w := handlerstest.New(t)
	people := w.Company(models.SystemGraph)
	ines := signedIn(t, w, people["IF"]).Speaking("en")
	consented(w, ines, "goto-meeting", "Allow as "+people["IF"].Email)
	oliver := signedIn(t, w, people["OG"])
	addMaya(oliver)
	plan(oliver)
	oliver.Press("Let Inès host GoTo Meeting")
	oliver.See("Inès Faure hosts", "GoTo Meeting is chosen.")
	if chosen := oliver.Page.Doc.Find("input[name=method][checked]").AttrOr("value", ""); chosen != "goto_meeting" {
		t.Errorf("%q is chosen", chosen)
	}
}

// Where no other host is ready, or none can be chosen, the button leads to a method that is.
func TestAnotherMethodIsChosenInPlaceWhereNoOtherHostHelps(t *testing.T) {
	t.Parallel()
	w, oliver, people := planningFor(t, models.SystemGraph, models.GoToMeeting)
	chosen := func() string { return oliver.Page.Doc.Find("input[name=method][checked]").AttrOr("value", "") }
	oliver.Press("Use Microsoft Teams instead of Google Meet")
	oliver.See("Microsoft Teams is chosen.")
	if got := chosen(); got != "ms_teams" || oliver.Page.Doc.Find("#room").AttrOr("value", "") != "Studio 2" {
		t.Errorf("%s is chosen, the room is %q", got, oliver.Page.Doc.Find("#room").AttrOr("value", ""))
	}
	oliver.Check("In person Always possible").Press("Plan interview")
	interview := oliver.Page.URL.Path
	helen := signedIn(t, w, people["HW"])
	helen.Visit(paths.EmployeeDeactivation(people["JW"].ID))
	helen.Press("Deactivate")
	w.Settle()
	oliver.Visit(interview + "/method")
	oliver.See("No longer active")
	oliver.Press("Use Phone instead of Zoom")
	if got := chosen(); got != "phone" {
		t.Errorf("for a host who has left %q is chosen", got)
	}
	oliver.Fill("Phone number", "+1 514 555 0147").Press("Save")
	oliver.At(interview)
}

func TestPickerExchangesOnlyItsOwnPartForAScript(t *testing.T) {
	t.Parallel()
	_, oliver, people := planningFor(t, models.SystemGraph, models.GoToMeeting)
	form := oliver.Forms()[0]
	form.Action = paths.NewInterviewPicker(1)
	values := form.Values
	values.Set("use_host", strconv.FormatInt(people["IF"].ID, 10))
	oliver.HTMX(interviews.PickerMethods).Submit(form, values)
	oliver.Expect(http.StatusOK)
	if strings.Contains(oliver.Page.Body, "<h1") || !strings.Contains(oliver.Page.Body, `id="host-choice" hx-swap-oob`) {
		t.Errorf("the script is sent %s", oliver.Page.Body[:300])
	}
}

func TestReminderFromAnInterviewKeepsItsForm(t *testing.T) {
	t.Parallel()
	w, oliver, people := planningFor(t, models.SystemGraph, models.GoToMeeting)
	oliver.Choose("Host of the video link", people["JW"].Name).Press("Plan interview")
	w.Settle()
	oliver.Visit(oliver.Page.URL.Path + "/method")
	oliver.Fill("Room", "Studio 2").Check("In person Always possible")
	oliver.Press("Remind Jonas GoTo Meeting")
	kept(t, oliver)
	oliver.See("Jonas Weber is reminded of GoTo Meeting.")
}

func TestProviderIsShownToRecruitersOnceItsWizardWasOpened(t *testing.T) {
	t.Parallel()
	_, oliver, _ := planningFor(t, models.SystemGraph, models.Zoom)
	under := func(method string) int { return oliver.Page.Doc.Find("details #method-" + method).Length() }
	if under("zoom") != 0 || under("goto-meeting") != 1 {
		t.Errorf("Zoom %d and GoTo %d stand under more methods", under("zoom"), under("goto-meeting"))
	}
}
