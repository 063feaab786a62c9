package handlerstest

import (
	"context"
	"net"
	"net/url"
	"os"
	"time"

	"entrevue/models"
	"entrevue/models/demo"
	"entrevue/models/store/storetest"
)

// Company founds Atelier Lumen with everybody of models/demo, connects its calendar and synchronizes
// its people, through the actions and the real protocol. It returns the people by their keys. What
// is to be different outside is done before anybody connects.
func (w *World) Company(system models.CalendarSystem, before ...func()) map[string]models.Employee {
	w.t.Helper()
	people := w.Staff(system, before...)
	w.Connect(system, people)
	return people
}

// Staff is the company before anything was connected.
func (w *World) Staff(system models.CalendarSystem, before ...func()) map[string]models.Employee {
	w.t.Helper()
	w.outsideJSON("POST", "/sandbox/start-over", map[string]string{"company": string(system)}, nil)
	for _, do := range before {
		do()
	}
	people, err := w.App.DemoPeople(w.t.Context(), w.people...)
	w.must(err)
	return people
}

// Connect lets the first administrator of the staff connect the calendar, and synchronizes everybody.
func (w *World) Connect(system models.CalendarSystem, staff map[string]models.Employee) {
	w.t.Helper()
	w.Await(func(ctx context.Context) error {
		outside, err := url.Parse(w.Outside)
		if err != nil {
			return err
		}
		return w.App.DemoCalendar(ctx, outside, staff[demo.People()[0].Key], system)
	})
}

// Await runs something that waits for the world, while the world goes on.
func (w *World) Await(do func(context.Context) error) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 3*time.Minute)
	defer cancel()
	if w.live() {
		w.must(do(ctx))
		return
	}
	done := make(chan error, 1)
	go func() { done <- do(ctx) }()
	pace := time.NewTicker(10 * time.Millisecond) // no faster: what is waited for has codes that soon expire
	defer pace.Stop()
	for {
		select {
		case err := <-done:
			w.must(err)
			return
		case <-pace.C:
			w.Settle()
			w.Advance(time.Second)
		}
	}
}

// EveryWalk tells whether long ways through the product are all to be gone, and not only a sample of
// them: ENTREVUE_WALKS=all.
func EveryWalk() bool { return os.Getenv("ENTREVUE_WALKS") == "all" }

// Quiet lets time pass until nothing is left to be done soon: everything that is repeated within
// ten minutes has been repeated.
func (w *World) Quiet() {
	w.t.Helper()
	for range 12 {
		w.Settle()
		w.Advance(10 * time.Second)
	}
	for range 5 {
		w.Tick()
		w.Advance(5 * time.Minute)
	}
	w.Settle()
}

// Restart ends the application and starts it anew on the same data; the world outside goes on.
func (w *World) Restart() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	w.must(w.App.Stop(ctx))
	w.must(w.door.SetDeadline(time.Time{}))
	w.begin()
}

// Kill ends the application in the midst of its work and starts it anew on the same data.
func (w *World) Kill() {
	w.t.Helper()
	giveBack := storetest.Sever(w.t, w.config.DatabaseURL)
	w.must(w.App.Kill())
	giveBack()
	w.must(w.door.SetDeadline(time.Time{}))
	w.begin()
}

// door is a listener that outlives the servers behind it, so that nobody takes the port between.
type door struct{ *net.TCPListener }

// Close lets the server behind go and keeps the port.
func (d door) Close() error { return d.SetDeadline(time.Now()) }
