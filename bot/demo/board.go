package demo

import "sync"

// board tells every open page what has changed, by key: the number of a phone, or "desk". It keeps no news, only
// which edition of each key is the latest, so that a slow page misses editions and never the last one.
type board struct {
	mu       sync.Mutex
	editions map[string]int
	keys     []string // in the order in which they first appeared
	readers  map[chan struct{}]bool
}

// changed never blocks: phones call it while they are locked.
func (b *board) changed(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.editions == nil {
		b.editions = map[string]int{}
	}
	if b.editions[key]++; b.editions[key] == 1 {
		b.keys = append(b.keys, key)
	}
	for wake := range b.readers {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// read returns a channel that has something in it when there is something new.
func (b *board) read() (wake chan struct{}, leave func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.readers == nil {
		b.readers = map[chan struct{}]bool{}
	}
	wake = make(chan struct{}, 1)
	wake <- struct{}{}
	b.readers[wake] = true
	return wake, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.readers, wake)
	}
}

// newer are the keys with a later edition than seen has, which it then has too.
func (b *board) newer(seen map[string]int) (keys []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range b.keys {
		if b.editions[key] > seen[key] {
			seen[key] = b.editions[key]
			keys = append(keys, key)
		}
	}
	return keys
}
