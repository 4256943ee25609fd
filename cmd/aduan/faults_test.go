package main

import (
	"maps"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aduan/bot"
	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// fault lets what goes through the desk's connection pass but for the n-th that
// holds, which fares as the verdict says.
func fault(s *loopback.Server, n int64, holds func(loopback.Stanza) bool, verdict loopback.Verdict) *atomic.Int64 {
	seen := new(atomic.Int64)
	s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		if x.Number == deskNumber && holds(x) && seen.Add(1) == n {
			return verdict
		}
		return loopback.Pass
	})
	return seen
}

func sends(x loopback.Stanza) bool { return !x.Out && x.Node.Tag == "message" }
func isAcked(x loopback.Stanza) bool {
	return x.Out && x.Node.Tag == "ack" && x.Node.Attrs["class"] == "message"
}
func receives(x loopback.Stanza) bool { return x.Out && x.Node.Tag == "message" }
func hasTaken(x loopback.Stanza) bool {
	return !x.Out && x.Node.Tag == "receipt" && x.Node.Attrs["type"] != "read"
}
func asksMedia(x loopback.Stanza) bool {
	return !x.Out && x.Node.Tag == "iq" && x.Node.Attrs["xmlns"] == "w:m"
}

// A connection that breaks, or loses a stanza and breaks, wherever it does:
// every question once, every answer counted once.
func TestConnectionBreaks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		holds func(loopback.Stanza) bool
		how   loopback.Verdict
	}{
		{"before an answer leaves", sends, loopback.Cut},
		{"before the answer is confirmed", isAcked, loopback.Cut},
		{"confirmation is lost", isAcked, loopback.Drop},
		{"before a message arrives", receives, loopback.Cut},
		{"message is lost", receives, loopback.Drop},
		{"before a message is acknowledged", hasTaken, loopback.Cut},
		{"acknowledgement is lost", hasTaken, loopback.Drop},
		{"before a file is fetched", asksMedia, loopback.Cut},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := runDesk(t, s)
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			ask(t, p, "halo", "Apa kendalanya?")
			seen := fault(s, 1, test.holds, test.how)
			p.Say("kuota belum masuk")
			if test.how == loopback.Drop {
				waitFor(t, func() bool { return seen.Load() > 0 })
				_ = s.Cut(deskNumber, 1)
			}
			p.Expect(t.Context(), loopback.Contains("Berapa keping"))
			ask(t, p, "2", "Kapan kejadiannya?")
			ask(t, p, "kemarin", "bukti pembayarannya")
			p.SendImage(prooftest.JPEG(1), "")
			p.Expect(t.Context(), loopback.Contains("Sudah benar?"))
			ask(t, p, "kirim", "sudah tercatat")
			if seen.Load() == 0 {
				t.Error("nothing broke")
			}
			said := texts(p.Chat)
			for _, once := range []string{"Apa kendalanya?", "Berapa keping", "Kapan kejadiannya?", "sudah tercatat"} {
				if got := strings.Count(said, once); got != 1 {
					t.Errorf("%q was said %d times:\n%s", once, got, said)
				}
			}
			if err := s.WaitIdle(soon(t), deskNumber); err != nil {
				t.Error(err)
			}
			if log := d.log.String(); strings.Contains(log, "panicked") || strings.Contains(log, "parked") {
				t.Error(log)
			}
		})
	}
}

// waitFor waits for what nobody signals.
func waitFor(t *testing.T, holds func() bool) {
	t.Helper()
	for late := time.After(patience); !holds(); {
		select {
		case <-late:
			t.Fatal("it does not happen")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// The very same stanza again, ciphertext and all, is no new message and no
// unreadable one.
func TestStanzaThatComesTwice(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	var again atomic.Bool
	var asked atomic.Int64
	again.Store(true)
	s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		switch {
		case x.Number != deskNumber:
		case receives(x) && again.Load():
			node := *x.Node
			node.Attrs = maps.Clone(node.Attrs)
			again.Store(false)
			if err := s.Deliver(deskNumber, 1, node); err != nil {
				t.Error(err)
			}
		case !x.Out && x.Node.Tag == "receipt" && x.Node.Attrs["type"] == "retry":
			asked.Add(1)
		}
		return loopback.Pass
	})
	for _, line := range [][2]string{{"halo", "Apa kendalanya?"}, {"kuota belum masuk", "Berapa keping"}, {"2", "Kapan kejadiannya?"}} {
		again.Store(true)
		ask(t, p, line[0], line[1])
		if again.Load() {
			t.Error("it did not come twice")
		}
		if err := s.WaitIdle(soon(t), deskNumber); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(strings.Split(texts(p.Chat), "\n---\n")); n != 3 {
		t.Errorf("%d answers:\n%s", n, texts(p.Chat))
	}
	if asked.Load() > 0 {
		t.Errorf("it was asked for again %d times", asked.Load())
	}
}

// What cannot be read is asked for by the client at once; the person is asked
// after minutes only, and once.
func TestUnreadableMessageIsMentionedOnceAfterMinutes(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	var ahead atomic.Int64
	d := runDesk(t, s, func(o *wireOptions) {
		o.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	})
	a := s.NewPhone(t, ana, loopback.To(deskNumber))
	b := s.NewPhone(t, bram, loopback.To(deskNumber))
	ask(t, a, "halo", "Apa kendalanya?")
	ask(t, b, "halo", "Apa kendalanya?")
	asked := new(atomic.Int64)
	s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		if x.Number == deskNumber && !x.Out && x.Node.Tag == "receipt" && x.Node.Attrs["type"] == "retry" {
			asked.Add(1)
			return loopback.Drop // the phone is off by now
		}
		return loopback.Pass
	})
	spoilt := func() {
		t.Helper()
		before := asked.Load()
		if err := s.Garble(deskNumber, 1, 1); err != nil {
			t.Fatal(err)
		}
		id := a.Say("kuota belum masuk")
		waitFor(t, func() bool {
			m, err := tryView(d, func(tx *store.Tx) (store.Message, error) { return tx.Received(1, id) })
			return err == nil && m.Kind == string(bot.KindUndecryptable) && asked.Load() > before
		})
	}
	// later lets time pass; what bram says makes the desk look at its clock.
	words := [][2]string{{"1", "Berapa keping"}, {"ya", "Berapa keping"}, {"2", "Kapan kejadiannya?"}, {"kemarin", "bukti pembayarannya"}}
	later := func(by time.Duration) {
		t.Helper()
		ahead.Add(int64(by))
		ask(t, b, words[0][0], words[0][1])
		words = words[1:]
	}
	const sorry = "tidak terbaca"
	spoilt()
	later(time.Minute)
	if strings.Contains(texts(a.Chat), sorry) {
		t.Errorf("after a minute:\n%s", texts(a.Chat))
	}
	later(3 * time.Minute)
	a.Expect(t.Context(), loopback.Contains(sorry))
	spoilt()
	later(10 * time.Minute)
	later(10 * time.Minute)
	if n := strings.Count(texts(a.Chat), sorry); n != 1 {
		t.Errorf("it was mentioned %d times:\n%s\n%s", n, texts(a.Chat), d.log)
	}
	ask(t, a, "kuota belum masuk", "Berapa keping")
}

func TestSlowFileIsAProof(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	q := s.NewPhone(t, bram, loopback.To(deskNumber))
	release := make(chan struct{})
	s.OnMedia(func(r *http.Request) *loopback.MediaFault {
		if r.Method == http.MethodGet {
			select {
			case <-release:
			case <-r.Context().Done():
			}
		}
		return nil
	})
	for _, line := range [][2]string{{"halo", "Apa kendalanya?"}, {"1", "Berapa keping"}, {"2", "Kapan"}, {"kemarin", "bukti pembayarannya"}} {
		ask(t, p, line[0], line[1])
	}
	p.SendImage(prooftest.JPEG(1), "")
	ask(t, q, "halo", "Apa kendalanya?") // nobody else waits for it
	close(release)
	p.Expect(t.Context(), loopback.Contains("nomor invoice"))
}

// A queue that WhatsApp hands over one by one, each after the last was
// acknowledged, with one among them that cannot be read at first.
func TestBacklogOneByOne(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true, OfflineWindow: 1})
	d := runDesk(t, s)
	a := s.NewPhone(t, ana, loopback.To(deskNumber))
	b := s.NewPhone(t, bram, loopback.To(deskNumber))
	ask(t, a, "halo", "Apa kendalanya?")
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	a.Say("kuota belum masuk")
	b.Say("halo")
	if err := s.Garble(deskNumber, 1, 1); err != nil {
		t.Fatal(err)
	}
	a.Say("2")
	b.Say("1")
	d.open()
	d.start()
	b.Expect(t.Context(), loopback.Contains("Berapa keping"))
	a.Expect(t.Context(), loopback.Contains("Kapan kejadiannya?"))
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Error(err)
	}
}

// A server that has trouble of its own is come back to.
func TestServerHasTrouble(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func(*loopback.Server) error{
		"stream error 503": func(s *loopback.Server) error { return s.StreamError(deskNumber, 1, 503) },
		"stream error 500": func(s *loopback.Server) error { return s.StreamError(deskNumber, 1, 500) },
		"stream error 401": func(s *loopback.Server) error { return s.StreamError(deskNumber, 1, 401) },
		"stream error 409": func(s *loopback.Server) error { return s.StreamError(deskNumber, 1, 409) },
		"stream error 515": func(s *loopback.Server) error { return s.StreamError(deskNumber, 1, 515) },
		"login refused with 500": func(s *loopback.Server) error {
			s.FailLogin(deskNumber, loopback.LoginFailure{Reason: 500})
			time.AfterFunc(time.Second, func() { s.FailLogin(deskNumber, loopback.LoginFailure{}) })
			return s.Cut(deskNumber, 1)
		},
		"down": func(s *loopback.Server) error {
			s.Down(503)
			err := s.Cut(deskNumber, 1)
			time.AfterFunc(time.Second, func() { s.Down(0) })
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			runDesk(t, s)
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			ask(t, p, "halo", "Apa kendalanya?")
			if err := trouble(s); err != nil {
				t.Fatal(err)
			}
			ask(t, p, "kuota belum masuk", "Berapa keping")
		})
	}
}
