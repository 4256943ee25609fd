package loopback_test

import (
	"fmt"
	"testing"

	"go.mau.fi/whatsmeow/types"

	"aduan/bot/loopback"
)

func TestTextBothWays(t *testing.T) {
	t.Parallel()
	number, lid := types.DefaultUserServer, types.HiddenUserServer
	for _, test := range []struct {
		addressing loopback.Addressing
		hide       bool
		chat, alt  string // servers of the addresses that the receiver sees
	}{
		{loopback.Mirror, false, lid, number},
		{loopback.LID, false, lid, number},
		{loopback.LID, true, lid, ""},
		{loopback.Number, false, number, lid},
		{loopback.Number, true, number, ""},
	} {
		t.Run(fmt.Sprintf("addressing %d hide %t", test.addressing, test.hide), func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{Addressing: test.addressing, HideAlt: test.hide})
			bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
			ana := s.NewPhone(t, applicant, loopback.To(desk), loopback.Named("Ana"))

			ana.Say("halo")
			got := bot.Expect(t.Context(), loopback.Says("halo"))
			if got.Info.PushName != "Ana" || got.Info.Chat.Server != test.chat || got.Info.Chat.Device != 0 {
				t.Errorf("from %q in %s", got.Info.PushName, got.Info.Chat)
			}
			if got.Info.SenderAlt.Server != test.alt {
				t.Errorf("other address %q, want server %q", got.Info.SenderAlt, test.alt)
			}
			bot.Say("selamat pagi")
			ana.Expect(t.Context(), loopback.Says("selamat pagi"))
			ana.Say("terima kasih")
			bot.Expect(t.Context(), loopback.Says("terima kasih"))
		})
	}
}

func TestWhoWritesFirstIsRead(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	bot.Say("kami punya kabar")
	ana.Expect(t.Context(), loopback.Says("kami punya kabar"))
	ana.Say("ya?")
	bot.Expect(t.Context(), loopback.Says("ya?"))
}

func TestNumberChangesHandsWithItsLID(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ana.Say("dari ana")
	first := bot.Expect(t.Context(), loopback.Anything)
	must(t, s.WaitIdle(soon(t), desk))

	s.Recycle(applicant)
	budi := s.NewPhone(t, applicant, loopback.To(desk))
	budi.Say("dari budi")
	second := bot.Expect(t.Context(), loopback.Says("dari budi"))
	if first.Info.Chat == second.Info.Chat || first.Info.SenderAlt.User != second.Info.SenderAlt.User {
		t.Errorf("%s (%s) and %s (%s)", first.Info.Chat, first.Info.SenderAlt, second.Info.Chat, second.Info.SenderAlt)
	}
}
