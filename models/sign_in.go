package models

import (
	"strings"
	"time"
)

// How long a sign-in lasts: so long without being used, and so long at most.
const (
	SignInIdle  = 12 * time.Hour
	SignInLasts = 7 * 24 * time.Hour
)

// SignIn is one session of a person; revoking it ends that session at the next request. Address and
// UserAgent are those it began with.
type SignIn struct {
	ID         int64
	EmployeeID int64
	UserAgent  string
	Address    string
	CreatedAt  time.Time
	LastSeenAt time.Time
	RevokedAt  *time.Time
}

// Fresh tells whether a sign-in has neither been left alone nor lasted too long.
func (s SignIn) Fresh(now time.Time) bool {
	return now.Sub(s.LastSeenAt) < SignInIdle && now.Sub(s.CreatedAt) < SignInLasts
}

// Browser is the brand of the browser and the system it runs on, as its user knows them. Each is empty
// where it cannot be told.
func (s SignIn) Browser() (brand, system string) {
	return firstNamed(s.UserAgent, brands), firstNamed(s.UserAgent, systems)
}

// mark is a word by which a browser's own name of itself shows what it is.
type mark struct{ word, name string }

// The first word that is found decides: most browsers also name those they are made of or want to be
// taken for.
var (
	brands = []mark{{"Edg/", "Edge"}, {"EdgA/", "Edge"}, {"EdgiOS/", "Edge"}, {"OPR/", "Opera"}, {"OPT/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"}, {"Vivaldi/", "Vivaldi"}, {"YaBrowser/", "Yandex"}, {"DuckDuckGo/", "DuckDuckGo"},
		{"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Chromium/", "Chromium"},
		{"Trident/", "Internet Explorer"}, {"Safari/", "Safari"}}
	systems = []mark{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "ChromeOS"},
		{"Windows", "Windows"}, {"Macintosh", "Mac"}, {"Linux", "Linux"}}
)

func firstNamed(agent string, marks []mark) string {
	for _, m := range marks {
		if strings.Contains(agent, m.word) {
			return m.name
		}
	}
	return ""
}
