package models

import (
	"strings"
	"time"
)

// Candidate is somebody who has applied for a position. Recruiters add and change them; they have no
// account and reach their interview through a secret link. Nothing about them changes by itself.
type Candidate struct {
	ID         int64
	PositionID int64
	Name       string
	SortName   string // kept by the store: the name as lists are sorted by
	Email      string // lower case; empty where the company does not know it
	Phone      string
	Language   Language // of their mails and their page
	TimeZone   string   // IANA
	AppliedOn  string   // a day, 2026-11-09
	Version    int      // grows with every change
	CreatedAt  time.Time
}

// MaxPhone is more than any number with its spaces and its extension needs.
const MaxPhone = 40

// FirstName is how the candidate is spoken of: the first word of the name.
func (c Candidate) FirstName() string { return FirstName(c.Name) }

// Applied is the day of the application as an instant, for wording it; the zero time when it is not
// known.
func (c Candidate) Applied() time.Time {
	day, err := time.Parse(time.DateOnly, c.AppliedOn)
	if err != nil {
		return time.Time{}
	}
	return day
}

// Clean puts what was typed into the form it is kept in and returns an *Invalid on the fields name,
// email, phone, language, time_zone, position and applied_on when it cannot be kept. today is the
// recruiter's day: nobody has applied later.
func (c *Candidate) Clean(today string) error {
	invalid := &Invalid{}
	c.Name, c.Phone = strings.TrimSpace(c.Name), strings.TrimSpace(c.Phone)
	CheckText(invalid, "name", c.Name, true, MaxName)
	c.Email = CheckEmail(invalid, "email", c.Email, false)
	CheckPhone(invalid, "phone", c.Phone, false)
	CheckLanguage(invalid, "language", c.Language)
	CheckTimeZone(invalid, "time_zone", c.TimeZone)
	if c.PositionID < 1 {
		invalid.Add("position", "problem.choose")
	}
	CheckPastDay(invalid, "applied_on", c.AppliedOn, today)
	return invalid.Err()
}

// LatestDay is today where the day begins first: what is said to have happened later has not.
func LatestDay(now time.Time) string { return now.UTC().Add(14 * time.Hour).Format(time.DateOnly) }

// CheckPastDay notes what is wrong with a day, YYYY-MM-DD, that cannot be after today.
func CheckPastDay(invalid *Invalid, field, day, today string) {
	_, err := time.Parse(time.DateOnly, day)
	switch {
	case day == "":
		invalid.Add(field, "problem.required")
	case err != nil || day < "1990":
		invalid.Add(field, "problem.day")
	case day > today:
		invalid.Add(field, "problem.future_day")
	}
}

// CheckPhone notes what is wrong with a phone number. People write them in many ways: what can be
// dialled is digits with a plus in front; spaces, dots, dashes, brackets and an extension may be
// between them.
func CheckPhone(invalid *Invalid, field, typed string, required bool) {
	CheckText(invalid, field, typed, required, MaxPhone)
	if typed != "" && (strings.Trim(typed, "+0123456789 .-/()#x\u00a0\u202f") != "" || digits(typed) < 3) {
		invalid.Add(field, "problem.phone")
	}
}

func digits(text string) int {
	count := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			count++
		}
	}
	return count
}
