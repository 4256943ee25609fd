package loopback_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"aduan/bot/loopback"
	"aduan/bot/loopback/testdata/baileys"
)

func TestBaileysIsServedLikeAnyClient(t *testing.T) {
	t.Parallel()
	baileys.Need(t)
	for name, addressing := range map[string]loopback.Addressing{"mirror": loopback.Mirror, "lid": loopback.LID, "number": loopback.Number} {
		t.Run(name, func(t *testing.T) {
			s := loopback.Start(t, loopback.Options{Addressing: addressing})
			bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
			ana := baileys.Start(t, s)
			must(t, s.Pair(ana.Event("qr").Text, applicant))
			ana.Event("open")

			file := filepath.Join(t.TempDir(), "proof.png")
			must(t, os.WriteFile(file, picture(7), 0o600))
			ana.Say(desk, "halo dari baileys")
			bot.Expect(t.Context(), loopback.Says("halo dari baileys"))
			ana.SendImage(desk, file, "bukti")
			got := bot.Expect(t.Context(), loopback.Says("bukti"))
			if !bytes.Equal(bot.Download(got), picture(7)) {
				t.Error("another image arrived")
			}
			bot.Say("diterima")
			ana.Next(func(e baileys.Event) bool { return e.Event == "message" && e.Text == "diterima" && !e.FromMe })
			bot.SendImage(picture(9), "balasan")
			if got := ana.Next(func(e baileys.Event) bool { return e.Text == "balasan" }); !bytes.Equal(got.Image, picture(9)) {
				t.Error("another image came back")
			}
			must(t, s.WaitIdle(soon(t), applicant))
		})
	}
}
