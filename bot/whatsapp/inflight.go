package whatsapp

import (
	"context"
	"sync"
)

// inFlight counts messages that are being handed over. It starts closed.
type inFlight struct {
	mu   sync.Mutex
	open bool
	n    int
	idle chan struct{} // non-nil while somebody waits for none
}

func (f *inFlight) enter() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open {
		f.n++
	}
	return f.open
}

func (f *inFlight) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.n--; f.n == 0 && f.idle != nil {
		close(f.idle)
		f.idle = nil
	}
}

// begin lets messages in.
func (f *inFlight) begin() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open = true
}

// stop lets no more in, and waits for those that are under way.
func (f *inFlight) stop(ctx context.Context) error {
	f.mu.Lock()
	f.open = false
	if f.n == 0 {
		f.mu.Unlock()
		return nil
	}
	if f.idle == nil {
		f.idle = make(chan struct{})
	}
	idle := f.idle
	f.mu.Unlock()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
