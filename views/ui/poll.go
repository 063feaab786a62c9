package ui

import (
	"time"

	"github.com/a-h/templ"
)

// Poll lets a part of a page ask for itself again and again, also after an answer that failed: often at
// first, rarely after two minutes. The final state of such a part carries none. waited is how long the
// thing has been under way.
func Poll(address string, waited time.Duration) templ.Attributes {
	return asking(address, "every "+pause(waited))
}

// Watch lets a part of a page that nobody waits for ask now and then whether it still holds. An answer
// without content leaves it as it is, with whatever has the focus.
func Watch(address string) templ.Attributes {
	return asking(address, "every 15s")
}

// asking lets a part ask for itself, and take the place of what stands there. The script of the pages keeps
// what stands there when the answer is the same, and while somebody presses something in it.
func asking(address, trigger string) templ.Attributes {
	return templ.Attributes{"hx-get": address, "hx-trigger": trigger, "hx-target": "this", "hx-swap": "outerHTML"}
}

func pause(waited time.Duration) string {
	switch {
	case waited < 15*time.Second:
		return "500ms"
	case waited < 2*time.Minute:
		return "3s"
	default:
		return "15s"
	}
}
