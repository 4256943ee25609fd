package demo

import (
	"errors"
	"sync"
	"time"
)

// farthest is how far a clock can be moved at once.
const farthest = 366 * 24 * time.Hour

var errBackwards = errors.New("the clock can be moved forward only, by a year at most")

// Clock is the real time, moved forward. The zero Clock is the real time.
type Clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

// Now is the time.
func (c *Clock) Now() time.Time { return time.Now().Add(c.Ahead()) }

// Ahead is how far the clock is ahead of the real time.
func (c *Clock) Ahead() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ahead
}

// Move moves the clock forward: time that has passed in a record cannot be taken back.
func (c *Clock) Move(by time.Duration) error {
	if by < 0 || by > farthest {
		return errBackwards
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += by
	return nil
}
