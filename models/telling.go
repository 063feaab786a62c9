package models

import "time"

// Telling is what a candidate was told about an interview by one mail. Scheduling writes it with the
// mail; nothing changes it.
type Telling struct {
	ID          int64
	InterviewID int64
	Version     int
	Type        InterviewType
	StartsAt    time.Time
	EndsAt      time.Time
	Method      Method
	Room        string
	PhoneNumber string
	LinkURL     string // empty while there was none
	HostID      int64
	Message     string
	ToldAt      time.Time
}

// TellingOf is what a mail about an interview tells as it is now.
func TellingOf(i Interview, now time.Time) Telling {
	return Telling{InterviewID: i.ID, Version: i.Version, Type: i.Type, StartsAt: i.StartsAt, EndsAt: i.EndsAt, Method: i.Method,
		Room: i.Room, PhoneNumber: i.PhoneNumber, LinkURL: i.JoinURL(), HostID: i.HostID, Message: i.Message, ToldAt: now}
}

// News is what about an interview is another than its candidate was told: for each part the newest
// telling that said otherwise, nil where none did.
type News struct {
	Type, Time, Method, Room, Number, Link, Host, Message *Telling
}

// NewsOf compares an interview with what its candidate was told, newest first. One telling is what is
// new to whoever knows it; all of them are what has ever changed. Another method is news by itself: its
// room, number or link are not compared with those of the former one.
func NewsOf(i Interview, told []Telling) News {
	newest := func(differs func(Telling) bool) *Telling {
		for n := range told {
			if differs(told[n]) {
				return &told[n]
			}
		}
		return nil
	}
	alike := func(t Telling) bool { return t.Method == i.Method }
	return News{
		Type:   newest(func(t Telling) bool { return t.Type != i.Type }),
		Time:   newest(func(t Telling) bool { return !t.StartsAt.Equal(i.StartsAt) || !t.EndsAt.Equal(i.EndsAt) }),
		Method: newest(func(t Telling) bool { return !alike(t) }),
		Room:   newest(func(t Telling) bool { return alike(t) && t.Room != i.Room }),
		Number: newest(func(t Telling) bool { return alike(t) && t.PhoneNumber != i.PhoneNumber }),
		Link:   newest(func(t Telling) bool { return alike(t) && t.LinkURL != "" && t.LinkURL != i.JoinURL() }),
		Host:   newest(func(t Telling) bool { return t.HostID != i.HostID }),
		Message: newest(func(t Telling) bool {
			return t.Message != i.Message && i.Message != ""
		}),
	}
}
