package whatsapp

// When messages may leave. After a connection stands, WhatsApp first hands
// over what came meanwhile; an answer to the first of fifty messages would be
// forty-nine too early. So sending, and only sending, waits until that is over,
// a minute at most.

import (
	"context"
	"sync"
	"time"
)

const backlogTime = time.Minute

// readiness is whether messages may leave. WhatsApp may report the end of its
// backlog just before whatsmeow reports the connection.
type readiness struct {
	mu        sync.Mutex
	connected bool
	caughtUp  bool
	slowed    bool // WhatsApp has asked for a pause
	late      *time.Timer
	changed   chan struct{} // closed and renewed at every change
}

func newReadiness() *readiness { return &readiness{changed: make(chan struct{})} }

func (r *readiness) set(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
	close(r.changed)
	r.changed = make(chan struct{})
}

// up: the connection stands. The backlog has a minute.
func (r *readiness) up() {
	r.set(func() {
		r.connected = true
		if r.late != nil {
			r.late.Stop()
		}
		if !r.caughtUp {
			r.late = time.AfterFunc(backlogTime, r.done)
		}
	})
}

// done: what came meanwhile has been handed over.
func (r *readiness) done() { r.set(func() { r.caughtUp = true }) }

// slow: nothing leaves until a time has come.
func (r *readiness) slow(until <-chan struct{}) {
	r.set(func() { r.slowed = true })
	go func() {
		<-until
		r.set(func() { r.slowed = false })
	}()
}

// down: there is no connection.
func (r *readiness) down() {
	r.set(func() {
		r.connected, r.caughtUp = false, false
		if r.late != nil {
			r.late.Stop()
		}
	})
}

func (r *readiness) now() (ready bool, changed <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.connected && r.caughtUp && !r.slowed, r.changed
}

// until waits until messages may leave, or may not.
func (r *readiness) until(ctx context.Context, want bool) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		ready, changed := r.now()
		if ready == want {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Ready returns when messages may leave.
func (c *Client) Ready(ctx context.Context) error { return c.ready.until(ctx, true) }
