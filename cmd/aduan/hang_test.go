package main

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
)

// slowClock is a desk's clock in the hands of a test, without chance in it.
func slowClock(clock *movableClock) func(*wireOptions) {
	return func(o *wireOptions) {
		o.Now, o.After, o.Jitter = clock.Now, clock.After, func() float64 { return 0 }
	}
}

// passes lets the desk's time pass, in steps, until something holds.
func (d *testDesk) passes(clock *movableClock, step time.Duration, holds func() bool) {
	d.t.Helper()
	for late := time.After(20 * time.Second); !holds(); {
		clock.Add(step)
		d.bot.Wake()
		select {
		case <-late:
			d.t.Fatalf("it does not happen\n%s", d.log)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// steps lets the desk's time pass in so many steps.
func (d *testDesk) steps(clock *movableClock, step time.Duration, n int) {
	d.t.Helper()
	d.passes(clock, step, func() bool { n--; return n < 0 })
}

func (d *testDesk) logged(part string) bool { return strings.Contains(d.log.String(), part) }

// outbox counts what the desk has to say, by its state.
func (d *testDesk) outbox(state string) (n int) {
	d.t.Helper()
	db := openData(d.t, d.config.Data, "aduan.db")
	defer db.Close()
	if err := db.QueryRowContext(d.t.Context(), "SELECT COUNT(*) FROM outbox WHERE state = ?", state).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

// saidOnce fails the test for what was not said exactly once.
func saidOnce(t *testing.T, p *loopback.Phone, all ...string) {
	t.Helper()
	for _, part := range all {
		if n := strings.Count(texts(p.Chat), part); n != 1 {
			t.Errorf("%q was said %d times:\n%s", part, n, texts(p.Chat))
		}
	}
}

// WhatsApp passes a message on and does not say so, though the connection
// stands. Either the send gives up in time, or somebody notices that it never
// ends: the same id leaves again, and the person sees one message.
func TestConfirmationIsWithheld(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		send time.Duration
		step time.Duration
		says string
	}{
		{"the send gives up", time.Second, 0, "Message was not sent, it will be tried again"},
		{"the send never ends", time.Hour, 5 * time.Second, `"reason":"stuck"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var clock movableClock
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := runDesk(t, s, slowClock(&clock), func(o *wireOptions) { o.Send = test.send })
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			withheld := fault(s, 1, isAcked, loopback.Drop)
			sent := make(chan string, 8)
			s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
				if x.Number == deskNumber && sends(x) {
					sent <- x.Node.Attrs["id"].(string)
				}
				return loopback.Pass
			})
			ask(t, p, "halo", "Apa kendalanya?")
			d.passes(&clock, test.step, func() bool { return d.logged(test.says) })
			d.passes(&clock, time.Second, func() bool { return d.outbox("sent") == 1 })
			if first, again := <-sent, <-sent; first != again || withheld.Load() < 2 {
				t.Errorf("it left as %s and as %s, confirmed the %d. time", first, again, withheld.Load())
			}
			ask(t, p, "kuota belum masuk", "Berapa keping")
			saidOnce(t, p, "Apa kendalanya?", "Berapa keping")
		})
	}
}

// A message whose taking hangs holds up everybody behind it until a new
// connection, and the desk can be stopped meanwhile. It is taken then, once,
// also when what hung wakes up.
func TestTakingAMessageHangs(t *testing.T) {
	t.Parallel()
	var clock movableClock
	var armed atomic.Bool
	hung, wake := make(chan struct{}), make(chan struct{})
	hanging := func(o *wireOptions) {
		o.Hook = func(point string) {
			if point == "before receive" && armed.Swap(false) {
				hung <- struct{}{}
				<-wake
			}
		}
	}
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s, slowClock(&clock), hanging)
	a := s.NewPhone(t, ana, loopback.To(deskNumber))
	b := s.NewPhone(t, bram, loopback.To(deskNumber))
	ask(t, a, "halo", "Apa kendalanya?")
	armed.Store(true)
	a.Say("kuota belum masuk")
	<-hung
	b.Say("halo")
	d.passes(&clock, 10*time.Second, func() bool { return d.logged(`"reason":"hung"`) })
	a.Expect(t.Context(), loopback.Contains("Berapa keping"))
	b.Expect(t.Context(), loopback.Contains("Apa kendalanya?"))

	armed.Store(true)
	b.Say("kuota belum masuk")
	<-hung
	stopped := make(chan error, 1)
	go func() { stopped <- d.stop() }()
	d.passes(&clock, time.Second, func() bool { return len(stopped) > 0 })
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	wake <- struct{}{}
	wake <- struct{}{}
	d.open(slowClock(&clock), hanging)
	d.start()
	b.Expect(t.Context(), loopback.Contains("Berapa keping"))
	ask(t, a, "2", "Kapan kejadiannya?")
	saidOnce(t, a, "Apa kendalanya?", "Berapa keping", "Kapan kejadiannya?")
	saidOnce(t, b, "Apa kendalanya?", "Berapa keping")
	if d.logged("panicked") {
		t.Error(d.log)
	}
}

// A connection on which nothing is answered is given up, and after three of
// them the process, so that another one may do better.
func TestDeafSessionEndsTheProcess(t *testing.T) {
	t.Parallel()
	var clock movableClock
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := newDesk(t, s, slowClock(&clock))
	ended := make(chan error, 1)
	running := d.desk
	go func() { ended <- running.run(context.Background()) }()
	if err := d.line.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		if x.Number == deskNumber && !x.Out && x.Node.Tag == "iq" && x.Node.Attrs["xmlns"] == "privacy" {
			return loopback.Drop
		}
		return loopback.Pass
	})
	d.passes(&clock, 2*time.Second, func() bool { return len(ended) > 0 })
	err := <-ended
	if end := (*whatsapp.Ended)(nil); !errors.As(err, &end) || !end.Restart() || errors.As(exitOf(err), new(exitError)) {
		t.Errorf("it ended with %v", err)
	}
	if n := strings.Count(d.log.String(), "gives no sign of life"); n != 2 {
		t.Errorf("%d new connections were made", n)
	}
}

// A restart that WhatsApp asked for and that failed, which whatsmeow only logs,
// and a network that is gone for long: the desk comes back by itself.
func TestNoConnectionForLong(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		end  func(*loopback.Server) error
		step time.Duration
		says string
	}{
		{"restart fails", func(s *loopback.Server) error { return s.StreamError(deskNumber, 1, 515) }, 0, "Failed to reconnect after 515"},
		{"network is gone", func(s *loopback.Server) error { return s.Cut(deskNumber, 1) }, 10 * time.Second, "there is no connection to WhatsApp"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var clock movableClock
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := runDesk(t, s, slowClock(&clock))
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			ask(t, p, "halo", "Apa kendalanya?")
			s.Down(503)
			if err := test.end(s); err != nil {
				t.Fatal(err)
			}
			d.passes(&clock, test.step, func() bool { return d.logged(test.says) })
			p.Say("kuota belum masuk")
			s.Down(0)
			d.passes(&clock, 10*time.Second, func() bool { return strings.Contains(texts(p.Chat), "Berapa keping") })
			ask(t, p, "2", "Kapan kejadiannya?")
			saidOnce(t, p, "Apa kendalanya?", "Berapa keping", "Kapan kejadiannya?")
		})
	}
}

// A send that hangs, though it was told to end, is seen when its time is over,
// whatever waits behind it: after three connections the process ends, so that
// another one may do better. The message is kept for it.
func TestSendIsStuck(t *testing.T) {
	t.Parallel()
	var clock movableClock
	var armed atomic.Bool
	hung, wake := make(chan struct{}), make(chan struct{})
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := newDesk(t, s, slowClock(&clock), func(o *wireOptions) {
		o.Send = time.Second
		o.Hook = func(point string) {
			if point == "before leave" && armed.Swap(false) {
				close(hung)
				<-wake
			}
		}
	})
	t.Cleanup(func() { close(wake) })
	ended := make(chan error, 1)
	running := d.desk
	go func() { ended <- running.run(context.Background()) }()
	if err := d.line.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	armed.Store(true)
	p.Say("kuota belum masuk")
	<-hung
	// More slowly than the sender gives up: it has tried again before.
	d.passes(&clock, 200*time.Millisecond, func() bool { return d.logged(`"reason":"stuck"`) })
	d.passes(&clock, 5*time.Second, func() bool { return len(ended) > 0 })
	err := <-ended
	if end := (*whatsapp.Ended)(nil); !errors.As(err, &end) || end.Reason != "stuck" || !end.Restart() {
		t.Errorf("it ended with %v", err)
	}
	if n := d.outbox("sending"); n != 1 {
		t.Errorf("%d messages are kept", n)
	}
}
