package handlers

import (
	"context"
	"encoding/gob"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/store"
	"entrevue/views/layout"
	"entrevue/views/ui"
)

// bind fills a form from the body of the request, and from nothing else.
func bind(c echo.Context, form any) error {
	if err := (&echo.DefaultBinder{}).BindBody(c, form); err != nil {
		return tooLarge(err)
	}
	return nil
}

// numeral is a number in a form, written as people or programs may write it. What is no number
// becomes one that nothing has: the model refuses it beside its field, and nothing that was typed
// is lost.
type numeral int64

// UnmarshalParam reads it for bind.
func (n *numeral) UnmarshalParam(text string) error {
	if text == "" {
		*n = 0
		return nil
	}
	read, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		read = -1
	}
	*n = numeral(read)
	return nil
}

// tooLarge tells a body beyond the limit from one that cannot be read.
func tooLarge(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return large
	}
	return echo.ErrBadRequest
}

// id reads a number from the address. What is no number does not exist.
func id(c echo.Context, name string) (int64, error) {
	number, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || number < 1 {
		return 0, models.ErrNotFound
	}
	return number, nil
}

// queryID reads a number that the query of an address may name: 0 where it names none.
func queryID(c echo.Context, name string) int64 {
	var number numeral
	_ = number.UnmarshalParam(c.QueryParam(name)) // never fails
	return max(0, int64(number))
}

// worded turns what is wrong with a form into texts beside its fields.
func worded(ctx context.Context, err error) (ui.Errors, bool) {
	var invalid *models.Invalid
	if !errors.As(err, &invalid) {
		return nil, false
	}
	return ui.ErrorsOf(ctx, invalid), true
}

// isResent tells whether a form was sent before with other entries, so that what it says now is not saved.
func isResent(err error) bool {
	var resent *models.Resent
	return errors.As(err, &resent)
}

// tooOften words that a form was sent too often, for its page to be shown again with what was typed.
func tooOften(c echo.Context, err error) (text string, limited bool) {
	var often *models.Limited
	if !errors.As(err, &often) {
		return "", false
	}
	c.Response().Header().Set("Retry-After", seconds(often.RetryAfter))
	ctx := c.Request().Context()
	return locales.T(ctx, "problem.limited", "duration", locales.Wait(ctx, often.RetryAfter)), true
}

// newRequestID names one showing of a form, so that sending it twice has one effect. It begins with
// the person it was shown to.
func newRequestID(c echo.Context) string {
	return strconv.FormatInt(visitorOf(c).employee.ID, 10) + "." + store.NewToken()
}

// shownTo is the person a request id was made for; 0 when it is none of ours.
func shownTo(requestID string) int64 {
	person, _, _ := strings.Cut(requestID, ".")
	number, _ := strconv.ParseInt(person, 10, 64)
	return number
}

const (
	flashKey = "flash"
	// flashes bounds what is kept for a page that nobody looks at.
	flashes = 20
)

func init() { gob.Register([]flash{}) }

// flash is a message for the next page, as it is kept in the session.
type flash struct {
	Is, Key string
	Args    []string
}

// tell leaves a message for the next page: a locale key and its arguments. However often something is
// told before a page is looked at, it is said once.
func (s *Server) tell(c echo.Context, is, key string, args ...string) {
	ctx := c.Request().Context()
	kept, _ := s.sessions.Get(ctx, flashKey).([]flash)
	known := slices.ContainsFunc(kept, func(f flash) bool { return f.Is == is && f.Key == key && slices.Equal(f.Args, args) })
	if !known && len(kept) < flashes {
		s.sessions.Put(ctx, flashKey, append(kept, flash{is, key, args}))
	}
}

func (s *Server) takeFlash(ctx context.Context) []layout.Flash {
	kept, _ := s.sessions.Pop(ctx, flashKey).([]flash)
	shown := make([]layout.Flash, len(kept))
	for i, f := range kept {
		shown[i] = layout.Flash{Is: f.Is, Key: f.Key}
		for _, arg := range f.Args {
			shown[i].Args = append(shown[i].Args, arg)
		}
	}
	return shown
}
