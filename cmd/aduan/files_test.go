package main

import (
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// Files that cannot be had, are too large, or are not what was said: the
// person is asked again, and nothing else happens.
func TestFilesThatAreNoProof(t *testing.T) {
	t.Parallel()
	image := func(change func(*waE2E.ImageMessage)) func(*loopback.Server, *loopback.Phone) {
		return func(_ *loopback.Server, p *loopback.Phone) {
			m := p.Image(prooftest.JPEG(1), "")
			change(m)
			p.SendRaw(&waE2E.Message{ImageMessage: m})
		}
	}
	faulty := func(fault loopback.MediaFault) func(*loopback.Server, *loopback.Phone) {
		return func(s *loopback.Server, p *loopback.Phone) {
			s.OnMedia(func(r *http.Request) *loopback.MediaFault {
				if r.Method != http.MethodGet {
					return nil
				}
				return &fault
			})
			p.SendImage(prooftest.JPEG(1), "")
		}
	}
	const gone, big = "sudah tidak bisa diambil", "terlalu besar"
	for _, test := range []struct {
		name string
		send func(*loopback.Server, *loopback.Phone)
		says string
	}{
		{"path to another host", image(func(m *waE2E.ImageMessage) { m.DirectPath = proto.String("@127.0.0.1:1/x?y=") }), gone},
		{"path without a slash", image(func(m *waE2E.ImageMessage) { m.DirectPath = proto.String("x") }), gone},
		{"no path", image(func(m *waE2E.ImageMessage) { m.DirectPath = nil }), gone},
		{"no key", image(func(m *waE2E.ImageMessage) { m.MediaKey = nil }), gone},
		{"another hash", image(func(m *waE2E.ImageMessage) { m.FileSHA256 = make([]byte, 32) }), gone},
		{"lied about the length", image(func(m *waE2E.ImageMessage) { m.FileLength = proto.Uint64(1 << 40) }), big},
		{"not there", faulty(loopback.MediaFault{Status: 404}), gone},
		{"gone", faulty(loopback.MediaFault{Status: 410}), gone},
		{"forbidden", faulty(loopback.MediaFault{Status: 403}), gone},
		{"sent elsewhere", faulty(loopback.MediaFault{Redirect: "https://127.0.0.1:1/x"}), gone},
		{"endless", faulty(loopback.MediaFault{Endless: true}), big},
		{"announced as huge", faulty(loopback.MediaFault{Length: 1 << 40, Endless: true}), big},
		{"another file", faulty(loopback.MediaFault{Body: []byte("not what was sent, and long enough")}), gone},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			runDesk(t, s)
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			upTo(t, p)
			test.send(s, p)
			p.Expect(t.Context(), loopback.Contains(test.says))
			s.OnMedia(nil)
			p.SendImage(prooftest.JPEG(2), "")
			p.Expect(t.Context(), loopback.Contains("nomor invoice"))
		})
	}
}

// A file that the hosts have lost is asked of the account's own phone, and
// taken when that has uploaded it again.
func TestLostFileIsUploadedAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s, func(o *wireOptions) { o.Phone = time.Minute })
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	upTo(t, p)
	m := p.Image(prooftest.JPEG(1), "")
	moved := s.MoveMedia(m.GetDirectPath())
	p.SendRaw(&waE2E.Message{ImageMessage: m})
	lost, err := s.WaitLostMedia(soon(t), deskNumber)
	if err != nil {
		t.Fatal(err)
	}
	if err := lost.Restore(m.GetMediaKey(), moved); err != nil {
		t.Fatal(err)
	}
	p.Expect(t.Context(), loopback.Contains("nomor invoice"))
}

// An answer that WhatsApp refuses (463: the contact may not be written to) is
// kept, and leaves with the newest state when the person writes again.
func TestRefusedAnswerLeavesWhenTheyWrite(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	refused := make(chan struct{}, 1)
	remove := s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		if !x.Out && x.Node.Tag == "message" && x.Number == deskNumber {
			select {
			case refused <- struct{}{}:
			default:
			}
			return loopback.Error(463)
		}
		return loopback.Pass
	})
	p.Say("halo")
	<-refused
	d.parked(1)
	remove()
	p.Say("kuota belum masuk")
	got := p.Expect(t.Context(), loopback.Contains("Berapa keping"))
	if !strings.Contains(got.Text, "Halo!") || strings.Contains(got.Text, "Apa kendalanya") {
		t.Errorf("it says %q", got.Text)
	}
}

// parked waits until so many messages are parked.
func (d *testDesk) parked(n int) {
	d.t.Helper()
	for ctx := soon(d.t); ; runtime.Gosched() {
		if got := view(d, (*store.Tx).CountParked); got == n {
			return
		} else if ctx.Err() != nil {
			d.t.Fatalf("%d messages are parked, want %d", got, n)
		}
	}
}
