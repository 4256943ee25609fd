package whatsapp

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"aduan/store"
)

const (
	maxUnread = 20   // messages of one chat that one answer marks as read
	maxChats  = 4096 // chats that are remembered between an answer and the next
)

// pace is how long to wait before a message leaves: a moment, never quite the
// same, and more if the chat has just had one.
func pace(sinceLast time.Duration) time.Duration {
	moment := 300*time.Millisecond + rand.N(500*time.Millisecond)
	if rest := 1500*time.Millisecond - sinceLast; rest > 0 {
		moment += rest
	}
	return moment
}

// paces remembers when each chat last had a message from us.
type paces struct {
	mu   sync.Mutex
	last map[store.Address]time.Time
}

func (p *paces) since(a store.Address, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t, ok := p.last[a]; ok {
		return now.Sub(t)
	}
	return time.Hour
}

func (p *paces) sent(a store.Address, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last == nil || len(p.last) >= maxChats {
		p.last = map[store.Address]time.Time{}
	}
	p.last[a] = now
}

// unread remembers which messages an answer marks as read.
type unread struct {
	mu sync.Mutex
	m  map[store.Address][]string
}

func (u *unread) add(a store.Address, id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.m == nil || len(u.m) >= maxChats && u.m[a] == nil {
		u.m = map[store.Address][]string{}
	}
	if len(u.m[a]) == maxUnread {
		u.m[a] = u.m[a][1:]
	}
	u.m[a] = append(u.m[a], id)
}

func (u *unread) take(a store.Address) []string {
	u.mu.Lock()
	defer u.mu.Unlock()
	ids := u.m[a]
	delete(u.m, a)
	return ids
}

// passed is closed when so much time has passed on the desk's clock, or ctx has
// ended. The clock may wake us early.
func (c *Client) passed(ctx context.Context, d time.Duration) <-chan struct{} {
	ch := make(chan struct{})
	end := c.opts.Now().Add(d)
	go func() {
		defer close(ch)
		for ctx.Err() == nil && c.opts.Now().Before(end) {
			select {
			case <-c.opts.After(end.Sub(c.opts.Now())):
			case <-ctx.Done():
			}
		}
	}()
	return ch
}

// sleep waits, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
