package whatsapp

import (
	"sync"

	"aduan/store"
)

const (
	maxAlbum  = 100 // pictures that an album may announce; phones send 30
	maxAlbums = 256 // albums that are counted at a time
)

// albums counts how much of an album is still to come. It is only in memory:
// after a restart in the middle of one the rest counts as single pictures.
type albums struct {
	mu    sync.Mutex
	known map[albumKey]*counted
	order []albumKey
}

// The sender chooses ids, so an album's is one only within a chat.
type albumKey struct {
	chat store.Address
	id   string
}

type counted struct {
	expected int
	seen     map[string]bool
}

func (a *albums) get(k albumKey) *counted {
	if a.known == nil {
		a.known = map[albumKey]*counted{}
	}
	if n, ok := a.known[k]; ok {
		return n
	}
	if len(a.order) == maxAlbums {
		delete(a.known, a.order[0])
		a.order = a.order[1:]
	}
	n := &counted{seen: map[string]bool{}}
	a.known[k], a.order = n, append(a.order, k)
	return n
}

// announce notes that an album of n is coming.
func (a *albums) announce(chat store.Address, id string, n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.get(albumKey{chat, id}).expected = n
}

// count notes a part of an album, and says how many are still to come; 0 also
// where it was never said how many there are.
func (a *albums) count(chat store.Address, id, part string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := a.get(albumKey{chat, id})
	if len(n.seen) < maxAlbum {
		n.seen[part] = true
	}
	return max(n.expected-len(n.seen), 0)
}
