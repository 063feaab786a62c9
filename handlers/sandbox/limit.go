package sandbox

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// Limits of one application (11).
const (
	perSecond = 50
	perMinute = 500
)

// limiter remembers the calls of the last minute.
type limiter struct {
	mu    sync.Mutex
	calls []time.Time
}

// allow counts a call at now unless one of the limits is reached.
func (l *limiter) allow(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.calls) > 0 && now.Sub(l.calls[0]) >= time.Minute {
		l.calls = l.calls[1:]
	}
	second := 0
	for i := len(l.calls) - 1; i >= 0 && now.Sub(l.calls[i]) < time.Second; i-- {
		second++
	}
	if second >= perSecond || len(l.calls) >= perMinute {
		return false
	}
	l.calls = append(l.calls, now)
	return true
}

// limit refuses a call of the API beyond the limits, when they are switched on.
func (c *call) limit() (answer, bool) {
	if !strings.HasPrefix(c.request().URL.Path, "/v1/") || c.set("rate_limit") != "documented" ||
		c.s.limits.allow(c.now) {
		return answer{}, false
	}
	a := c.refusal(http.StatusTooManyRequests)
	a.header.Set("Retry-After", "1")
	return a, true
}
