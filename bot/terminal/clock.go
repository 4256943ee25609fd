package terminal

import (
	"sync"
	"time"
)

// Clock is the time that the bot sees, in whole milliseconds as the record
// keeps them: what is due has to be due when the clock is moved to it. It
// stands still until it is moved, or, made by [LiveClock], runs with the real
// one; it never goes back.
type Clock struct {
	mu    sync.Mutex
	at    time.Time
	since func() time.Duration // nil: stands still
	mark  time.Duration
}

// NewClock returns a clock that stands at a time.
func NewClock(at time.Time) *Clock { return &Clock{at: at} }

// LiveClock returns a clock that starts at a time and runs.
func LiveClock(at time.Time, since func() time.Duration) *Clock {
	return &Clock{at: at, since: since, mark: since()}
}

// Now is the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.since != nil {
		d := c.since()
		c.at, c.mark = c.at.Add(d-c.mark), d
	}
	return c.at.Truncate(time.Millisecond)
}

// MoveTo moves the clock forward; an earlier time leaves it where it is.
func (c *Clock) MoveTo(at time.Time) {
	now := c.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(now) {
		c.at = at
	}
}
