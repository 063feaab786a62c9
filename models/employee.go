package models

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Role is what an employee may do. Roles include each other upwards.
type Role string

// The roles, lowest first.
const (
	RoleEmployee      Role = "employee"
	RoleRecruiter     Role = "recruiter"
	RoleAdministrator Role = "administrator"
)

// Roles in ascending order.
var Roles = []Role{RoleEmployee, RoleRecruiter, RoleAdministrator}

// Includes tells whether somebody of role r may do what needs the role needed.
func (r Role) Includes(needed Role) bool { return r.rank() >= needed.rank() }

// Known tells whether r is one of the roles.
func (r Role) Known() bool { return r.rank() >= 0 }

// Hosts tells whether people of this role host interviews unless somebody says otherwise.
func (r Role) Hosts() bool { return r.Includes(RoleRecruiter) }

// Key is the locale key of the role's name.
func (r Role) Key() string {
	switch r {
	case RoleAdministrator:
		return "role.administrator"
	case RoleRecruiter:
		return "role.recruiter"
	default:
		return "role.employee"
	}
}

func (r Role) rank() int {
	for i, role := range Roles {
		if role == r {
			return i
		}
	}
	return -1
}

// Language is one of the languages of pages and mails: an IETF tag without region.
type Language string

// The languages. They are equal.
const (
	English Language = "en"
	French  Language = "fr"
)

// Languages are all of them, in the order of the switch.
var Languages = []Language{English, French}

// Known tells whether l is a language of Entrevue.
func (l Language) Known() bool { return l == English || l == French }

// Employee is somebody of the company. Administrators add and change them; each person changes
// their own name, language, time zone and working hours. Nothing about them changes by itself.
type Employee struct {
	ID              int64
	Name            string
	SortName        string // kept by the store: the name as lists are sorted by
	Email           string // lower case, unique
	Title           string
	Phone           string
	Role            Role
	Language        Language
	TimeZone        string // IANA
	WorkingHours    WorkingHours
	PasswordHash    string // argon2id; empty until the invitation is accepted
	HostsInterviews bool
	SharedMailbox   bool
	DeactivatedAt   *time.Time
	CreatedAt       time.Time
}

// Actor is the employee as somebody who acts.
func (e Employee) Actor() Actor {
	return Actor{Kind: ActorEmployee, ID: e.ID, Name: e.Name, Role: e.Role}
}

// Active tells whether the person still works with Entrevue.
func (e Employee) Active() bool { return e.DeactivatedAt == nil }

// Joined tells whether the person has accepted the invitation and can sign in.
func (e Employee) Joined() bool { return e.PasswordHash != "" }

// Fingerprint is the same as long as nothing about the person changes. A form carries it, to notice
// that somebody else was faster.
func (e Employee) Fingerprint() string {
	left := ""
	if e.DeactivatedAt != nil {
		left = e.DeactivatedAt.UTC().Format(time.RFC3339Nano)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", []string{e.Name, e.Email, e.Title, e.Phone, string(e.Role),
		string(e.Language), e.TimeZone, strconv.FormatBool(e.HostsInterviews), strconv.FormatBool(e.SharedMailbox), left}))
	return hex.EncodeToString(sum[:8])
}

// FirstName is what colleagues call the person: the first word of the name.
func (e Employee) FirstName() string { return FirstName(e.Name) }

// FirstName is the first word of a full name.
func FirstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// Installation is the company and this installation's own identity.
type Installation struct {
	ID                  int64
	Key                 string // random, made with the first migration; the root of event ids
	CompanyName         string
	Language            Language
	TimeZone            string
	SynchronizeEveryone bool
	FoundedAt           *time.Time
}

// Founded tells whether the first-run page has been completed.
func (i Installation) Founded() bool { return i.FoundedAt != nil }

// Limits of texts people type, in characters.
const (
	MaxName    = 120
	MaxEmail   = 254 // RFC 5321 §4.5.3.1.3
	MaxTitle   = 200
	MaxMessage = 2000
	MaxURL     = 2000
)

// MinPassword is the least number of characters of a password (OWASP ASVS 6.2.1: eight at least).
const (
	MinPassword = 12
	MaxPassword = 256
)

// CleanEmail returns the address in the form it is kept and compared in; ok is false when it is
// not exactly one plain address.
func CleanEmail(typed string) (email string, ok bool) {
	trimmed := strings.ToLower(strings.TrimSpace(typed))
	parsed, err := mail.ParseAddress(trimmed)
	if err != nil || parsed.Address != trimmed || len(trimmed) > MaxEmail || !printable(trimmed) {
		return trimmed, false
	}
	_, domain, _ := strings.Cut(trimmed, "@")
	return trimmed, strings.Contains(domain, ".") && !strings.ContainsAny(trimmed, " ,;\"<>()") && !accented(trimmed)
}

// accented tells whether an address has letters that few mail servers take (RFC 6531) and calendar files
// have no place for (RFC 5545, 3.3.3).
func accented(email string) bool {
	return strings.ContainsFunc(email, func(r rune) bool { return r > unicode.MaxASCII })
}

// Domain is the part of an address after the @.
func Domain(email string) string {
	_, domain, _ := strings.Cut(email, "@")
	return domain
}

// CheckText notes in invalid what is wrong with a one-line text: missing, too long, or with
// characters nobody types.
func CheckText(invalid *Invalid, field, text string, required bool, longest int) {
	switch {
	case required && strings.TrimFunc(text, invisible) == "":
		invalid.Add(field, "problem.required")
	case !utf8.ValidString(text) || !printable(text):
		invalid.Add(field, "problem.characters")
	case utf8.RuneCountInString(text) > longest:
		invalid.Add(field, "problem.too_long", "longest", longest)
	}
}

// CheckNote is CheckText for a text of several lines.
func CheckNote(invalid *Invalid, field, text string, longest int) {
	flat := strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ").Replace(text)
	CheckText(invalid, field, flat, false, longest)
}

// CheckEmail notes what is wrong with an address and returns its clean form.
func CheckEmail(invalid *Invalid, field, typed string, required bool) string {
	email, ok := CleanEmail(typed)
	switch {
	case email == "" && required:
		invalid.Add(field, "problem.required")
	case email != "" && !ok && accented(email):
		invalid.Add(field, "problem.email_accented")
	case email != "" && !ok:
		invalid.Add(field, "problem.email")
	}
	return email
}

// CheckTimeZone notes when zone is not an IANA name that this program knows.
func CheckTimeZone(invalid *Invalid, field, zone string) {
	if zone == "" || zone == "Local" {
		invalid.Add(field, "problem.required")
	} else if _, err := Zone(zone); err != nil {
		invalid.Add(field, "problem.time_zone")
	}
}

// CheckLanguage notes when language is none of ours.
func CheckLanguage(invalid *Invalid, field string, language Language) {
	if !language.Known() {
		invalid.Add(field, "problem.choose")
	}
}

// invisible are blanks and characters without a shape, such as a zero-width space.
func invisible(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// printable refuses control characters and the marks that turn the direction of a line.
func printable(text string) bool {
	for _, r := range text {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}
