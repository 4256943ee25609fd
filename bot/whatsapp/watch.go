package whatsapp

// Whether what goes on comes to an end, and whether anybody is there.

import (
	"context"
	"sync/atomic"
	"time"
)

// underWay is what goes on now and has to come to an end, one at a time: a
// message that leaves, or one that is taken. One whose taking hangs is left
// alone after a new connection, and the next begins.
type underWay struct {
	since atomic.Int64 // in nanoseconds, 0: nothing goes on
	ended atomic.Int64 // how many have
}

func (u *underWay) begin(now time.Time) (end func()) {
	at := now.UnixNano()
	u.since.Store(at)
	return func() {
		u.since.CompareAndSwap(at, 0)
		u.ended.Add(1) // last: whoever has counted it does not see it go on
	}
}

// watched is how far the supervisor has followed what is under way.
type watched struct{ since, ended int64 }

// watch follows what is under way. Where a trouble of the connection ended the
// watch on something that still goes on, the watch begins anew.
func (s *supervisor) watch(ctx context.Context, u *underWay, w *watched, on *Watch, began, ended Happened) error {
	n := u.ended.Load() // first: what is counted as ended is not seen to go on
	since := u.since.Load()
	if n != w.ended {
		*w = watched{ended: n}
		if err := s.step(ctx, Happening{Kind: ended}); err != nil {
			return err
		}
	}
	switch {
	case since == 0:
		return nil
	case since != w.since:
		w.since = since
		return s.step(ctx, Happening{Kind: began, Since: time.Unix(0, since)})
	case on.Since.IsZero():
		return s.step(ctx, Happening{Kind: began})
	}
	return nil
}

// probe asks WhatsApp something that it has to answer.
func (c *Client) probe() {
	const patience = 20 * time.Second
	if !c.wa.IsConnected() {
		c.tell(probed{})
		return
	}
	ctx, cancel := context.WithCancel(c.life)
	defer cancel()
	answered := make(chan error, 1)
	go func() {
		_, err := c.wa.TryFetchPrivacySettings(ctx, true)
		answered <- err
	}()
	select {
	case err := <-answered:
		c.tell(probed{err == nil, c.wa.IsConnected()})
	case <-c.passed(ctx, patience):
		c.tell(probed{false, c.wa.IsConnected()})
	}
}
