package whatsapp

import (
	"context"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
)

// table is a table of one token, which counts how often it is asked.
type table struct {
	token *store.PrivacyToken
	asked int
}

func (t *table) PutPrivacyTokens(_ context.Context, tokens ...store.PrivacyToken) error {
	t.token = &tokens[0]
	return nil
}

func (t *table) GetPrivacyToken(context.Context, types.JID) (*store.PrivacyToken, error) {
	t.asked++
	return clone(t.token), nil
}

func (t *table) DeleteExpiredPrivacyTokens(context.Context, time.Time) (int64, error) {
	t.token = nil
	return 1, nil
}

func TestTokenCacheForgetsWhatChanges(t *testing.T) {
	t.Parallel()
	under := &table{}
	c := &tokenCache{PrivacyTokenStore: under}
	user := types.NewJID("1", types.HiddenUserServer)
	get := func(want string, asked int) {
		t.Helper()
		for range 3 {
			token, err := c.GetPrivacyToken(t.Context(), user)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if token != nil {
				got = string(token.Token)
				token.Token = nil // as whatsmeow may
			}
			if got != want {
				t.Errorf("token %q, want %q", got, want)
			}
		}
		if under.asked != asked {
			t.Errorf("the table was asked %d times, want %d", under.asked, asked)
		}
	}
	get("", 1)
	if err := c.PutPrivacyTokens(t.Context(), store.PrivacyToken{User: user, Token: []byte("a")}); err != nil {
		t.Fatal(err)
	}
	get("a", 2)
	if _, err := c.DeleteExpiredPrivacyTokens(t.Context(), time.Time{}); err != nil {
		t.Fatal(err)
	}
	get("", 3)
}
