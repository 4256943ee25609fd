package whatsapp

import (
	"context"
	"sync"

	"aduan/store"
)

// chatTimers knows how long messages last in each chat. An answer has to say
// the same, or the person reads that it will not disappear.
type chatTimers struct {
	db *database
	mu sync.Mutex
	m  map[store.Address]uint32
}

// lasts are the times that WhatsApp lets people choose: off, a day, a week, 90
// days.
func lasts(seconds uint32) bool {
	switch seconds {
	case 0, 86400, 604800, 7776000:
		return true
	}
	return false
}

// learn notes what a message says of its chat, under both addresses.
func (t *chatTimers) learn(ctx context.Context, p person, seconds uint32) error {
	if !lasts(seconds) {
		return nil
	}
	for _, a := range []store.Address{p.from(), p.alias()} {
		if a == "" || t.of(a) == seconds {
			continue
		}
		if err := t.db.setTimer(ctx, a, seconds); err != nil {
			return err
		}
		t.mu.Lock()
		t.m[a] = seconds
		t.mu.Unlock()
	}
	return nil
}

// of is how long messages last in a chat, in seconds; 0 is for ever.
func (t *chatTimers) of(a store.Address) uint32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.m[a]
}
