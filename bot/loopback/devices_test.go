package loopback_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/loopback"
)

func TestEveryDeviceReadsEveryMessage(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	phone := s.NewPhone(t, desk, loopback.To(applicant))
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	tablet := s.NewPhone(t, applicant, loopback.Linked(), loopback.To(desk))
	if diff := cmp.Diff([]int{0, 1}, s.Devices(desk)); diff != "" {
		t.Error(diff)
	}

	ana.Say("halo")
	for _, p := range []*loopback.Phone{phone, bot} {
		if got := p.Expect(t.Context(), loopback.Says("halo")); got.FromMe {
			t.Error("a message from the other side looks like one's own")
		}
	}
	must(t, tablet.Until(t.Context(), own("halo")))
	bot.Say("selamat pagi")
	ana.Expect(t.Context(), loopback.Says("selamat pagi"))
	tablet.Expect(t.Context(), loopback.Says("selamat pagi"))
	must(t, phone.Until(t.Context(), own("selamat pagi")))

	// A person at the desk's own phone writes: the bot reads along.
	phone.Say("saya ambil alih")
	ana.Expect(t.Context(), loopback.Says("saya ambil alih"))
	must(t, bot.Until(t.Context(), func(history []loopback.Message) bool {
		for _, m := range history {
			if m.Text == "saya ambil alih" {
				return m.FromMe && m.Info.Sender.Device == 0 && m.Info.IsFromMe && m.Info.Chat.User == s.LID(applicant)
			}
		}
		return false
	}))
}

func own(text string) func([]loopback.Message) bool {
	return func(history []loopback.Message) bool {
		for _, m := range history {
			if m.FromMe && m.Text == text {
				return true
			}
		}
		return false
	}
}

func TestDeviceThatIsLinkedLaterReadsAlong(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ana.Say("satu")
	bot.Expect(t.Context(), loopback.Says("satu"))

	second := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	must(t, s.WaitIdle(soon(t), applicant))
	ana.Say("dua")
	second.Expect(t.Context(), loopback.Says("dua"))

	must(t, s.Unlink(desk, second.Device()))
	must(t, s.WaitIdle(soon(t), applicant))
	ana.Say("tiga")
	bot.Expect(t.Context(), loopback.Says("tiga"))
}

func TestPhoneTakesOverFromItsVirtualOne(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ana.Say("satu")
	bot.Expect(t.Context(), loopback.Says("satu"))

	phone := s.NewPhone(t, desk, loopback.To(applicant))
	ana.Say("dua")
	phone.Expect(t.Context(), loopback.Says("dua"))
	if _, err := s.OpenPhone(t.Context(), desk, t.TempDir()); err == nil {
		t.Error("the account has two phones")
	}
}

func TestParallelServersKeepApart(t *testing.T) {
	t.Parallel()
	for range 3 {
		t.Run("server", func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{})
			a := s.NewPhone(t, desk, loopback.To(applicant))
			b := s.NewPhone(t, applicant, loopback.To(desk))
			a.Say("halo")
			b.Expect(t.Context(), loopback.Says("halo"))
			if n := len(b.History()); n != 1 {
				t.Errorf("%d messages", n)
			}
		})
	}
}
