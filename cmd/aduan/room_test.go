package main

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
	"aduan/store"
)

// long is a text that a page of a database does not hold.
var long = strings.Repeat("apa saja ", 4000)

// A database that is full, or locked by somebody else, while a person writes:
// nothing is said meanwhile, and afterwards everything is answered, once, with
// no word from anybody.
func TestDatabaseCannotBeWritten(t *testing.T) {
	t.Parallel()
	full := func(limit func(*testDesk) func(context.Context, int) (int, error)) func(*testDesk) func() {
		return func(d *testDesk) (mend func()) {
			pages, err := limit(d)(d.t.Context(), 0)
			if err == nil {
				_, err = limit(d)(d.t.Context(), pages)
			}
			if err != nil {
				d.t.Fatal(err)
			}
			return func() {
				if _, err := limit(d)(d.t.Context(), 1<<30); err != nil {
					d.t.Error(err)
				}
			}
		}
	}
	locked := func(name string) func(*testDesk) func() {
		return func(d *testDesk) (mend func()) {
			other, err := sql.Open("sqlite3", "file:"+filepath.Join(d.config.Data, name)+"?_txlock=immediate&_busy_timeout=10000")
			if err != nil {
				d.t.Fatal(err)
			}
			lock, err := other.Begin()
			if err != nil {
				d.t.Fatal(err)
			}
			return func() {
				if err := lock.Rollback(); err != nil {
					d.t.Error(err)
				}
				other.Close()
			}
		}
	}
	disk := whatsapp.Sentence("disk")
	for _, test := range []struct {
		name   string
		damage func(*testDesk) (mend func())
		says   string
	}{
		{"aduan.db is full", full(func(d *testDesk) func(context.Context, int) (int, error) { return d.store.LimitPages }), disk},
		{"whatsapp.db is full", full(func(d *testDesk) func(context.Context, int) (int, error) { return d.line.LimitPages }), disk},
		{"aduan.db is locked", locked(store.FileName), "Message was not taken"},
		{"whatsapp.db is locked", locked(whatsapp.FileName), disk},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var clock movableClock
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := runDesk(t, s, slowClock(&clock), func(o *wireOptions) { o.Busy = 50 * time.Millisecond })
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			q := s.NewPhone(t, bram, loopback.To(deskNumber))
			ask(t, p, "halo", "Apa kendalanya?")
			before := texts(p.Chat)
			mend := test.damage(d)
			first := p.Say(long)
			d.passes(&clock, 0, func() bool { return d.logged(test.says) })
			if strings.Contains(test.says, "disk") {
				if err := s.WaitOffline(soon(t), deskNumber); err != nil {
					t.Fatal(err)
				}
			}
			second := q.Say("halo")
			d.steps(&clock, 10*time.Second, 10) // it looks whether there is room, and stays away
			if got := texts(p.Chat) + texts(q.Chat); got != before {
				t.Errorf("it said %s", strings.TrimPrefix(got, before))
			}
			mend()
			d.passes(&clock, 5*time.Second, func() bool { return strings.Contains(texts(q.Chat), "Apa kendalanya?") })
			ask(t, p, "kuota belum masuk", "Berapa keping")
			if err := s.WaitIdle(soon(t), deskNumber); err != nil {
				t.Fatal(err)
			}
			saidOnce(t, p, "Berapa keping")
			saidOnce(t, q, "Apa kendalanya?")
			for contact, id := range []string{first, second} {
				m := view(d, func(tx *store.Tx) (store.Message, error) { return tx.Received(int64(contact+1), id) })
				if m.Kind != "text" {
					t.Errorf("message %d stands there as %s", contact+1, m.Kind)
				}
			}
			if d.logged("panicked") {
				t.Error(d.log)
			}
		})
	}
}
