package main

import (
	"regexp"
	"strings"
	"testing"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
)

var number = regexp.MustCompile(`ADU-[0-9A-Z-]+`)

func TestComplaintFromGreetingToReceipt(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber), loopback.Named("Ana Contoh"))

	ask(t, p, "halo", "Apa kendalanya?")
	ask(t, p, "kuota belum masuk", "Berapa keping")
	ask(t, p, "2", "Kapan kejadiannya?")
	ask(t, p, "kemarin", "bukti pembayarannya")
	p.SendImage(prooftest.JPEG(1), "")
	p.Expect(t.Context(), loopback.Contains("Sudah benar?"))
	receipt := ask(t, p, "kirim", "sudah tercatat")
	n := number.FindString(receipt.Text)
	if n == "" {
		t.Fatalf("no number in %q", receipt.Text)
	}
	if status := ask(t, p, "status", n); !strings.Contains(status.Text, n) {
		t.Errorf("status: %q", status.Text)
	}
	for _, m := range p.History() {
		if m.FromMe && !m.Delivered {
			t.Errorf("%q was not acknowledged", m.Text)
		}
		if !m.FromMe && m.Copies != 1 {
			t.Errorf("%q came %d times", m.Text, m.Copies)
		}
	}
	if err := d.stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	for _, secret := range []string{ana, "Ana Contoh", "kuota belum masuk", s.LID(ana)} {
		if strings.Contains(d.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}
