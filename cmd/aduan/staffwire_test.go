package main

import (
	"strings"
	"testing"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/store"
)

const rina = "6281400000004"

// A complaint goes from an applicant's phone to a card on a staff member's, the
// proof to whoever asks, and the answer back, quoting the receipt. Nothing of
// it is a command on the applicant's phone.
func TestStaffAnswersOverWhatsApp(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := newDesk(t, s)
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	d.config.Staff = People{{Phone: "+" + rina, Name: "Rina", Role: "lead"}}
	d.config.Desk.Hold = 0
	d.open()
	d.start()
	staff, p := s.NewPhone(t, rina, loopback.To(deskNumber)), s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, staff, "halo", "meja kerja")
	upTo(t, p)
	p.SendImage(prooftest.JPEG(1), "")
	p.Expect(t.Context(), loopback.Contains("Sudah benar?"))
	receipt := ask(t, p, "kirim", "sudah tercatat")
	card := staff.Expect(t.Context(), loopback.Contains("Kuota belum bertambah"))
	staff.Quote(card.ID, "bukti")
	picture := staff.Expect(t.Context(), func(m loopback.Message) bool { return m.Content.GetImageMessage() != nil })
	if b := staff.Download(picture); string(b) != string(prooftest.JPEG(1)) {
		t.Errorf("the proof came as %d bytes", len(b))
	}
	staff.Quote(card.ID, "ambil")
	staff.Expect(t.Context(), loopback.Contains("Anda pegang"))
	staff.Quote(card.ID, "Kuotanya sudah kami tambahkan ya")
	answer := p.Expect(t.Context(), loopback.Contains("Kuotanya sudah kami tambahkan ya"))
	if answer.Quotes != receipt.ID {
		t.Errorf("the answer quotes %q, the receipt is %q", answer.Quotes, receipt.ID)
	}
	p.Say("ambil " + strings.TrimSpace(receipt.Text[strings.Index(receipt.Text, "ADU-"):][:15]))
	p.Expect(t.Context(), loopback.Contains("Ini untuk yang mana?"))
	if n := view(d, func(tx *store.Tx) (int, error) { return tx.CountReports(store.Filter{Status: store.StatusTaken}) }); n != 1 {
		t.Errorf("%d complaints are taken", n)
	}
}
