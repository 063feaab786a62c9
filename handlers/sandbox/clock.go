package sandbox

import "time"

const clockSetting = "clock"

// now is the instant of this world, in UTC and microseconds.
func (s *Sandbox) now() time.Time {
	clock := s.config.Now
	if clock == nil {
		clock = func() time.Time { return time.Now().Add(time.Duration(s.offset.Load())) }
	}
	return clock().UTC().Truncate(time.Microsecond)
}

// advance moves the clock forward and remembers by how much in all.
func (t *tx) advance(by time.Duration) {
	offset := time.Duration(t.s.offset.Load()) + by
	save(t, setting{Name: clockSetting, Value: offset.String()})
	if t.err == nil {
		t.s.offset.Store(int64(offset))
	}
}
