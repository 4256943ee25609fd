package loopback_test

import (
	"testing"

	"aduan/bot/loopback"
)

const (
	desk      = "6281100000001"
	applicant = "6281200000002"
)

func TestTextBothWays(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk), loopback.Named("Ana"))

	ana.Say("halo")
	got := bot.Expect(t.Context(), loopback.Says("halo"))
	if got.Info.PushName != "Ana" {
		t.Errorf("push name %q", got.Info.PushName)
	}
	bot.Say("selamat pagi")
	ana.Expect(t.Context(), loopback.Says("selamat pagi"))
}
