package bot

import (
	"context"
	"fmt"
	"testing"
	"time"

	"aduan/flows"
	"aduan/store"
)

// setup is a bot with a real record whose clock stands.
func setup(t testing.TB, flow func(*flows.Flow)) *Bot {
	t.Helper()
	form, err := flows.Embedded("emeterai")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := flows.LoadTexts()
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2024, 9, 6, 5, 0, 0, 0, time.UTC) }
	s, err := store.Open(context.Background(), t.TempDir(), store.Options{Now: now, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	fl := &flows.Flow{Form: form, Texts: texts, Rules: flows.DefaultRules(time.UTC)}
	if flow != nil {
		flow(fl)
	}
	return New(Options{Store: s, Messenger: deaf{}, Flow: fl, Now: now})
}

// T2, T3: a message whose handling panics every time is handed back four
// times, parked with its raw bytes at the fifth, and nobody else notices.
func TestPoisonIsParked(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	texts := b.Flow.Texts
	poison := Inbound{From: "+628111111111", ID: "p", At: b.Now(), Kind: KindText, Text: "bantuan", Raw: func() []byte { return []byte("raw") }}
	for i := 1; i <= deliveries; i++ {
		b.Flow.Texts = nil // whatever is said now, panics
		err := b.Receive(t.Context(), poison)
		b.Flow.Texts = texts
		if last := i == deliveries; (err == nil) != last {
			t.Fatalf("delivery %d: %v", i, err)
		}
		good := Inbound{From: "+628222222222", ID: fmt.Sprint("g", i), At: b.Now(), Kind: KindText, Text: "halo"}
		if err := b.Receive(t.Context(), good); err != nil {
			t.Fatalf("another person's message after delivery %d: %v", i, err)
		}
	}
	err := b.Store.View(t.Context(), func(tx *store.Tx) error {
		parked, err := tx.Parked(poison.From, poison.ID)
		if err == nil && !parked {
			t.Error("it is not parked")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Receive(t.Context(), Inbound{From: poison.From, ID: "q", At: b.Now(), Kind: KindText, Text: "halo"}); err != nil {
		t.Errorf("the same person's next message: %v", err)
	}
}

// What a network must not hand over is refused, and does not count as poison.
func TestNonsenseIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at := b.Now()
	for name, in := range map[string]Inbound{
		"no id":      {From: "+628111111111", At: at, Kind: KindText},
		"no address": {From: "budi", ID: "1", At: at, Kind: KindText},
		"no time":    {From: "+628111111111", ID: "1", Kind: KindText},
		"no file":    {From: "+628111111111", ID: "1", At: at, Kind: KindFile},
	} {
		if err := b.Receive(t.Context(), in); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
