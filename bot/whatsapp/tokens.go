package whatsapp

import (
	"context"
	"sync"
	"time"

	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
)

// tokenCache stands before whatsmeow's table of privacy tokens, which it asks
// three times for every message that it sends. A token is stored under either
// address of a person, so any change forgets all.
type tokenCache struct {
	store.PrivacyTokenStore
	mu    sync.Mutex
	era   int // counts changes: what was read before one is not kept after it
	known map[types.JID]*store.PrivacyToken
}

func (t *tokenCache) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.era++
	t.known = nil
}

func (t *tokenCache) PutPrivacyTokens(ctx context.Context, tokens ...store.PrivacyToken) error {
	defer t.forget()
	return t.PrivacyTokenStore.PutPrivacyTokens(ctx, tokens...)
}

func (t *tokenCache) DeleteExpiredPrivacyTokens(ctx context.Context, cutoff time.Time) (int64, error) {
	defer t.forget()
	return t.PrivacyTokenStore.DeleteExpiredPrivacyTokens(ctx, cutoff)
}

func (t *tokenCache) GetPrivacyToken(ctx context.Context, user types.JID) (*store.PrivacyToken, error) {
	user = user.ToNonAD()
	t.mu.Lock()
	token, ok := t.known[user]
	era := t.era
	t.mu.Unlock()
	if ok {
		return clone(token), nil
	}
	token, err := t.PrivacyTokenStore.GetPrivacyToken(ctx, user)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if era == t.era {
		if t.known == nil || len(t.known) >= maxChats {
			t.known = map[types.JID]*store.PrivacyToken{}
		}
		t.known[user] = clone(token)
	}
	return token, nil
}

// clone, because whatsmeow changes what it is given.
func clone(t *store.PrivacyToken) *store.PrivacyToken {
	if t == nil {
		return nil
	}
	c := *t
	return &c
}
