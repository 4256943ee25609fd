package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/bot/whatsapp"
)

// refuses answers every message of the desk with an error while it is not 0.
func refuses(s *loopback.Server) *atomic.Int64 {
	code := new(atomic.Int64)
	s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		if n := code.Load(); n != 0 && x.Number == deskNumber && sends(x) {
			return loopback.Error(int(n))
		}
		return loopback.Pass
	})
	return code
}

// WhatsApp finds that too much is sent: nothing leaves for ten minutes, and
// then everything, once.
func TestTooMuchIsSent(t *testing.T) {
	t.Parallel()
	for _, code := range []int64{420, 429} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			var clock movableClock
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := runDesk(t, s, slowClock(&clock))
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			q := s.NewPhone(t, bram, loopback.To(deskNumber))
			refusing := refuses(s)
			refusing.Store(code)
			left := fault(s, 0, sends, loopback.Pass)
			p.Say("halo")
			d.passes(&clock, 0, func() bool { return d.logged("WhatsApp asks to slow down") })
			refusing.Store(0)
			q.Say("halo")
			if err := s.WaitIdle(soon(t), deskNumber); err != nil {
				t.Fatal(err)
			}
			n := left.Load()
			d.steps(&clock, 30*time.Second, 18)
			if got := left.Load(); got != n {
				t.Errorf("%d messages left all the same", got-n)
			}
			d.passes(&clock, 10*time.Second, func() bool { return d.outbox("sent") == 2 })
			p.Expect(t.Context(), loopback.Anything)
			q.Expect(t.Context(), loopback.Anything)
			saidOnce(t, p, "Apa kendalanya?")
			saidOnce(t, q, "Apa kendalanya?")
		})
	}
}

// WhatsApp locks the account out of chats: the operator is told, what is refused
// is kept, also over a restart, and leaves with the newest state when the person
// has written and the lock is gone.
func TestAccountIsLockedOutOfChats(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	notice := func(active bool) {
		t.Helper()
		err := s.Deliver(deskNumber, 1, waBinary.Node{
			Tag: "notification", Attrs: waBinary.Attrs{"from": types.ServerJID, "type": "mex"},
			Content: []waBinary.Node{{Tag: "update", Attrs: waBinary.Attrs{"op_name": "NotificationUserReachoutTimelockUpdate"}, Content: fmt.Appendf(nil,
				`{"data":{"xwa2_notify_account_reachout_timelock":{"is_active":%t,"enforcement_type":"BIZ_COMMERCE","time_enforcement_ends":"%d"}}}`, active, time.Now().Add(time.Hour).Unix())}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	refusing := refuses(s)
	refusing.Store(463)
	notice(true)
	waitFor(t, func() bool { return d.logged(whatsapp.Sentence("timelock")) })
	p.Say("halo")
	d.parked(1)
	d.restart()
	if n := d.outbox("parked"); n != 1 {
		t.Errorf("%d messages are kept after a restart", n)
	}
	p.Say("kuota belum masuk")
	waitFor(t, func() bool { return strings.Count(d.log.String(), "is parked") == 2 })
	d.parked(1) // the greeting and the question of now, in one
	if got := texts(p.Chat); got != "" {
		t.Errorf("it said %s", got)
	}
	notice(false)
	waitFor(t, func() bool { return d.logged("Trouble is over") })
	refusing.Store(0)
	got := ask(t, p, "2", "Kapan kejadiannya?")
	if !strings.Contains(got.Text, "Halo!") || strings.Contains(texts(p.Chat), "Berapa keping") {
		t.Errorf("it says %q", texts(p.Chat))
	}
	saidOnce(t, p, "Halo!", "Kapan kejadiannya?")
}

// A file that the hosts refuse is asked of the account's own phone, a client of
// its own: what that uploads again is taken, and what it has not is asked of the
// person.
func TestHostsRefuseAFile(t *testing.T) {
	t.Parallel()
	for _, status := range []int{403, 404, 410} {
		for name, has := range map[string]bool{"phone has it": true, "phone lacks it": false} {
			t.Run(fmt.Sprint(status, " ", name), func(t *testing.T) {
				t.Parallel()
				s := loopback.Start(t, loopback.Options{QuickPair: true})
				runDesk(t, s, func(o *wireOptions) { o.Phone = time.Minute })
				own := s.NewPhone(t, deskNumber, loopback.To(ana))
				p := s.NewPhone(t, ana, loopback.To(deskNumber))
				upTo(t, p)
				m := p.Image(prooftest.JPEG(1), "")
				refused, _, _ := strings.Cut(m.GetDirectPath(), "?")
				var asked sync.Once
				tries := make(chan struct{})
				s.OnMedia(func(r *http.Request) *loopback.MediaFault {
					if r.Method != http.MethodGet || r.URL.Path != refused {
						return nil
					}
					asked.Do(func() { close(tries) })
					return &loopback.MediaFault{Status: status}
				})
				p.SendRaw(&waE2E.Message{ImageMessage: m})
				<-tries
				lost, err := s.WaitLostMedia(soon(t), deskNumber)
				if err != nil {
					t.Fatal(err)
				}
				seen := own.Expect(t.Context(), func(x loopback.Message) bool { return x.ID == lost.ID })
				if !has {
					lost.Gone()
					p.Expect(t.Context(), loopback.Contains("sudah tidak bisa diambil"))
					return
				}
				key := seen.Content.GetImageMessage()
				if err := lost.Restore(key.GetMediaKey(), s.MoveMedia(key.GetDirectPath())); err != nil {
					t.Fatal(err)
				}
				p.Expect(t.Context(), loopback.Contains("1 berkas"))
			})
		}
	}
}
