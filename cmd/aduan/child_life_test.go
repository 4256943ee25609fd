package main

import (
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
)

// alone is a desk that runs in a process of its own, and a person.
func alone(t *testing.T, k *keeper) (*loopback.Server, *testDesk, *loopback.Phone) {
	t.Helper()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := newDesk(t, s)
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	k.t, k.orders.Remote, k.orders.Data = t, s.Remote(), d.config.Data
	return s, d, p
}

// A server that no longer answers pings is left for a new connection.
func TestPingsAreNotAnswered(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("not in -short: a process of its own")
	}
	k := &keeper{orders: orders{Hasty: true}, next: func(int) string { return "" }}
	s, _, p := alone(t, k)
	k.start()
	ask(t, p, "halo", "Apa kendalanya?")
	var silent atomic.Bool
	silent.Store(true)
	s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		if x.Number == deskNumber && !x.Out && x.Node.Tag == "iq" && x.Node.Attrs["xmlns"] == "w:p" && silent.Load() {
			return loopback.Drop
		}
		return loopback.Pass
	})
	if err := s.WaitOffline(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	silent.Store(false)
	ask(t, p, "kuota belum masuk", "Berapa keping")
	k.stop()
	if !strings.Contains(k.said, "Keepalive is not answered") {
		t.Error(k.said)
	}
	saidOnce(t, p, "Apa kendalanya?", "Berapa keping")
}

// A process that dies over and over stays away from WhatsApp for a while, and
// says so; WhatsApp keeps what came.
func TestCrashLoopStaysAway(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("not in -short: many processes")
	}
	const most = 5
	k := &keeper{counts: true, next: func(start int) string {
		if start < most {
			return "before receive:1:kill"
		}
		return ""
	}}
	s, d, p := alone(t, k)
	p.Say("halo")
	k.start()
	if !k.wait(func() bool { return k.kills == most && k.up != nil }) {
		t.Fatal("it does not die")
	}
	life := func() whatsapp.Life {
		db := openData(t, k.orders.Data, "aduan.db")
		defer db.Close()
		var b []byte
		if err := db.QueryRowContext(t.Context(), "SELECT value FROM setting WHERE key = ?", lifeKey).Scan(&b); err != nil {
			t.Fatal(err)
		}
		var l whatsapp.Life
		if err := json.Unmarshal(b, &l); err != nil {
			t.Fatal(err)
		}
		return l
	}
	waitFor(t, func() bool { return life().State == whatsapp.Safe })
	k.stop()
	if !strings.Contains(k.said, whatsapp.Sentence("crash_loop")) || k.kills != most || s.Pending(deskNumber) == 0 {
		t.Errorf("after %d kills, with %d stanzas waiting: %s", k.kills, s.Pending(deskNumber), k.said)
	}
	var clock movableClock
	d.open(slowClock(&clock))
	ended := d.begin()
	defer ended()
	d.passes(&clock, 0, func() bool { l, err := d.recall(); return err == nil && l.State == whatsapp.Safe })
	d.passes(&clock, 30*time.Second, func() bool { return strings.Contains(texts(p.Chat), "Apa kendalanya?") })
	saidOnce(t, p, "Apa kendalanya?")
}
