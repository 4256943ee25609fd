package loopback_test

import (
	"errors"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types/events"

	"aduan/bot/loopback"
)

func TestSecondLoginReplacesTheFirst(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked())
	h := watch(bot.Client)
	twin := newClient(t, s, bot.Client.Store)
	must(t, twin.Connect())
	first(t, h, func(*events.StreamReplaced) bool { return true })
	must(t, bot.WaitOnline(soon(t))) // as the twin
}

func TestUnlinkedDeviceIsLoggedOut(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked())
	h := watch(bot.Client)
	must(t, s.Unlink(desk, bot.Device()))
	first(t, h, func(e *events.LoggedOut) bool { return !e.OnConnect })
	if n := len(s.Devices(desk)); n != 1 {
		t.Errorf("%d devices", n)
	}
}

func TestLogoutForgetsTheDevice(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked())
	must(t, bot.Client.Logout(t.Context()))
	if n := len(s.Devices(desk)); n != 1 {
		t.Errorf("%d devices", n)
	}
}

func TestCutConnectionComesBack(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	h := watch(bot.Client)
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	must(t, s.Cut(desk, bot.Device()))
	first(t, h, func(*events.Disconnected) bool { return true })
	ana.Say("masih ada?")
	bot.Expect(t.Context(), loopback.Says("masih ada?"))
	if err := s.Cut(another, 0); err == nil {
		t.Error("cut the connection of nobody")
	}
}

func TestStreamErrorComesBack(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked())
	h := watch(bot.Client)
	must(t, s.StreamError(desk, bot.Device(), 503))
	first(t, h, func(*events.Disconnected) bool { return true })
	must(t, bot.WaitOnline(soon(t)))
}

func TestLoginFailures(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault loopback.LoginFailure
		came  func(*testing.T, *happened)
	}{
		{loopback.LoginFailure{Reason: 401}, loggedOut},
		{loopback.LoginFailure{Reason: 403}, loggedOut},
		{loopback.LoginFailure{Reason: 406}, loggedOut},
		{loopback.LoginFailure{Reason: 402, Code: 104, Expire: time.Hour}, func(t *testing.T, h *happened) {
			first(t, h, func(e *events.TemporaryBan) bool { return e.Code == 104 && e.Expire == time.Hour })
		}},
		{loopback.LoginFailure{Reason: 405}, func(t *testing.T, h *happened) {
			first(t, h, func(*events.ClientOutdated) bool { return true })
		}},
		{loopback.LoginFailure{Reason: 503}, func(t *testing.T, h *happened) {
			first(t, h, func(*events.Disconnected) bool { return true })
		}},
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{})
			bot := s.NewPhone(t, desk)
			must(t, bot.Offline(soon(t)))
			h := watch(bot.Client)
			s.FailLogin(desk, test.fault)
			must(t, bot.Client.Connect())
			test.came(t, h)
			s.FailLogin(desk, loopback.LoginFailure{})
			if test.fault.Reason == 503 {
				must(t, bot.WaitOnline(soon(t)))
			}
		})
	}
}

func loggedOut(t *testing.T, h *happened) {
	first(t, h, func(e *events.LoggedOut) bool { return e.OnConnect })
}

func TestServerIsDown(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk)
	must(t, bot.Offline(soon(t)))
	s.Down(503)
	if err := bot.Client.Connect(); err == nil {
		t.Error("connected")
	}
	s.Down(0)
	must(t, bot.Online(soon(t)))
}

func TestRefusedMessageIsNotDelivered(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	s.OnStanza(func(stanza loopback.Stanza) loopback.Verdict {
		if !stanza.Out && stanza.Number == desk && stanza.Node.Tag == "message" {
			return loopback.Error(463)
		}
		return loopback.Pass
	})
	if _, err := bot.Send(t.Context(), "", hello); !errors.Is(err, whatsmeow.ErrServerReturnedError) {
		t.Errorf("sent: %v", err)
	}
	s.OnStanza(nil)
	bot.Say("kedua")
	ana.Expect(t.Context(), loopback.Says("kedua"))
	if n := len(ana.History()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestLostAckIsAskedForAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	once := make(chan struct{}, 1)
	once <- struct{}{}
	s.OnStanza(func(stanza loopback.Stanza) loopback.Verdict {
		if stanza.Out && stanza.Number == desk && stanza.Node.Tag == "ack" && stanza.Node.Attrs["class"] == "message" {
			select {
			case <-once:
				return loopback.Cut
			default:
			}
		}
		return loopback.Pass
	})
	bot.Say("sekali saja") // whatsmeow repeats the frame, the phone drops the second copy
	ana.Expect(t.Context(), loopback.Says("sekali saja"))
	must(t, s.WaitIdle(soon(t), applicant))
	if n := len(ana.History()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestServersClockIsOnEveryStanza(t *testing.T) {
	t.Parallel()
	past := time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)
	s := loopback.Start(t, loopback.Options{Now: func() time.Time { return past }})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	s.OnStanza(func(stanza loopback.Stanza) loopback.Verdict {
		if at, ok := stanza.Node.Attrs["t"]; ok && stanza.Out && at != past.Unix() {
			t.Errorf("%s at %v", stanza.Node.Tag, at)
		}
		return loopback.Pass
	})
	ana.Say("halo")
	if got := bot.Expect(t.Context(), loopback.Anything); !got.Info.Timestamp.Equal(past) {
		t.Errorf("sent at %s", got.Info.Timestamp)
	}
}

func TestLatencyHoldsBackAnswers(t *testing.T) {
	t.Parallel()
	const latency = 30 * time.Millisecond
	s := loopback.Start(t, loopback.Options{Latency: latency})
	bot := s.NewPhone(t, desk)
	begin := time.Now()
	_, err := bot.Client.GetBlocklist(t.Context())
	must(t, err)
	if took := time.Since(begin); took < latency {
		t.Errorf("answered after %s", took)
	}
}
