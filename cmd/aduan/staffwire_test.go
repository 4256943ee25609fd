package main

import (
	"bytes"
	"strings"
	"testing"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// Numbers of staff.
const (
	rina = "6281400000004" // lead
	tito = "6281500000005" // agent
)

func isPicture(m loopback.Message) bool { return m.Content.GetImageMessage() != nil }

// A mannedDesk is a desk with staff who have written, and the phones of all.
type mannedDesk struct {
	*testDesk
	rina, tito, ana *loopback.Phone
}

func manned(t *testing.T, s *loopback.Server) *mannedDesk {
	t.Helper()
	d := newDesk(t, s)
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	d.config.Staff = People{{Phone: "+" + rina, Name: "Rina", Role: store.Lead, Lang: "id"}, {Phone: "+" + tito, Name: "Tito", Role: store.Agent, Lang: "id"}}
	d.config.Desk.Hold = 0
	d.open()
	d.start()
	m := &mannedDesk{
		testDesk: d,
		rina:     s.NewPhone(t, rina, loopback.To(deskNumber)), tito: s.NewPhone(t, tito, loopback.To(deskNumber)), ana: s.NewPhone(t, ana, loopback.To(deskNumber)),
	}
	ask(t, m.rina, "halo", "meja kerja")
	ask(t, m.tito, "halo", "meja kerja")
	m.rina.Expect(t.Context(), loopback.Contains("pertama kali")) // Tito's account is pinned
	return m
}

// files is a whole complaint of Ana's: its receipt and its number.
func (d *mannedDesk) files() (receipt loopback.Message, number string) {
	d.t.Helper()
	t := d.t.(*testing.T)
	upTo(t, d.ana)
	d.ana.SendImage(prooftest.JPEG(1), "")
	d.ana.Expect(t.Context(), loopback.Contains("Sudah benar?"))
	receipt = ask(t, d.ana, "kirim", "sudah tercatat")
	return receipt, strings.TrimSpace(receipt.Text[strings.Index(receipt.Text, "ADU-"):][:15])
}

// quiet waits until the desk has nothing more to do, and returns what Ana was
// told by then.
func (d *mannedDesk) quiet() string {
	d.t.Helper()
	if err := d.server.WaitIdle(soon(d.t), deskNumber); err != nil {
		d.t.Fatal(err)
	}
	return texts(d.ana.Chat)
}

// A complaint goes from an applicant's phone to a card on a staff member's, the
// proof to whoever asks, and the answer back, quoting the receipt. Nothing of
// it is a command on the applicant's phone.
func TestStaffAnswersOverWhatsApp(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := manned(t, s)
	receipt, number := d.files()
	card := d.tito.Expect(t.Context(), loopback.Contains("Kuota belum bertambah"))
	d.tito.Quote(card.ID, "bukti")
	picture := d.tito.Expect(t.Context(), isPicture)
	if b := d.tito.Download(picture); string(b) != string(prooftest.JPEG(1)) {
		t.Errorf("the proof came as %d bytes", len(b))
	}
	d.tito.Quote(card.ID, "ambil")
	d.tito.Expect(t.Context(), loopback.Contains("Anda pegang"))
	d.tito.Quote(card.ID, "Kuotanya sudah kami tambahkan ya")
	answer := d.ana.Expect(t.Context(), loopback.Contains("Kuotanya sudah kami tambahkan ya"))
	if answer.Quotes != receipt.ID {
		t.Errorf("the answer quotes %q, the receipt is %q", answer.Quotes, receipt.ID)
	}
	d.ana.Say("ambil " + number)
	d.ana.Expect(t.Context(), loopback.Contains("kami tambahkan ke laporan")) // words like any others
	if n := view(d.testDesk, func(tx *store.Tx) (int, error) { return tx.CountReports(store.Filter{Status: store.StatusTaken}) }); n != 1 {
		t.Errorf("%d complaints are taken", n)
	}
}

// A chat that staff take over: the bot is silent in it, what the person writes
// and sends comes to them, quoting it answers, and handing it back ends it.
func TestStaffTakeAChatOverOnWhatsApp(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := manned(t, s)
	_, number := d.files()
	ask(t, d.tito, "alih "+number[len(number)-4:], "Bot diam")
	before := d.quiet()
	d.ana.Say("halo, ada orang?")
	passed := d.tito.Expect(t.Context(), loopback.Contains("halo, ada orang?"))
	d.ana.SendImage(prooftest.JPEG(2), "ini layarnya")
	if b := d.tito.Download(d.tito.Expect(t.Context(), isPicture)); string(b) != string(prooftest.JPEG(2)) {
		t.Errorf("the picture came as %d bytes", len(b))
	}
	if got := d.quiet(); got != before {
		t.Errorf("the bot was not silent:\n%s", strings.TrimPrefix(got, before))
	}
	d.tito.Quote(passed.ID, "ada kak, saya Tito")
	d.ana.Expect(t.Context(), loopback.Contains("ada kak, saya Tito"))
	ask(t, d.tito, "kembalikan", "menjawab lagi")
	ask(t, d.ana, "status", number)
}

// Words typed on the support phone itself make the bot silent in that chat;
// they stand in the complaint, and staff can hand the chat back.
func TestSupportPhoneTakesAChatOver(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := manned(t, s)
	_, number := d.files()
	own := s.NewPhone(t, deskNumber, loopback.To(ana))
	own.Say("Kak, ini dari kantor, kami cek ya")
	d.ana.Expect(t.Context(), loopback.Contains("ini dari kantor"))
	before := d.quiet()
	d.ana.Say("baik kak, saya tunggu")
	d.ana.Say("status")
	if got := d.quiet(); got != before {
		t.Errorf("the bot was not silent:\n%s", strings.TrimPrefix(got, before))
	}
	shown := ask(t, d.tito, "lihat "+number, "HP kantor")
	if !strings.Contains(shown.Text, "ini dari kantor") || !strings.Contains(shown.Text, "saya tunggu") {
		t.Errorf("the complaint has not what was said:\n%s", shown.Text)
	}
	d.restart() // the silence stands in the record
	d.ana.Say("halo?")
	if got := d.quiet(); got != before {
		t.Errorf("the bot was not silent after a restart:\n%s", strings.TrimPrefix(got, before))
	}
	ask(t, d.tito, "kembalikan "+number, "menjawab lagi")
	ask(t, d.ana, "status", number)
}

// aduan runs a command beside the running desk.
func (d *mannedDesk) aduan(args ...string) {
	d.t.Helper()
	var out bytes.Buffer
	if code := run(d.t.Context(), append([]string{"--data", d.config.Data}, args...), strings.NewReader(""), &out, &out, nil); code != 0 {
		d.t.Errorf("aduan %s: exit code %d, %s", strings.Join(args, " "), code, &out)
	}
}

// Another account that comes with the number of staff is nobody, and leads are
// told; "aduan staff pin" beside the running desk makes it theirs.
func TestChangedAccountIsRefusedUntilPinned(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := manned(t, s)
	d.tito.Close()
	s.Recycle(tito)
	other := s.NewPhone(t, tito, loopback.To(deskNumber))
	ask(t, other, "antrean", "Apa kendalanya?")
	d.rina.Expect(t.Context(), loopback.Contains("Akun lain"))
	ask(t, d.rina, "staf", "dikonfirmasi")
	d.aduan("staff", "pin", "+"+tito)
	ask(t, other, "antrean", "Antrean kosong")
}

// A new handset is another identity key: the person of staff is suspended, leads
// are told, and one of them confirms.
func TestChangedKeySuspendsUntilPinned(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := manned(t, s)
	d.tito.Close()
	s.Reset(tito)
	d.rina.Expect(t.Context(), loopback.Contains("Kunci keamanan"))
	fresh := s.NewPhone(t, tito, loopback.To(deskNumber))
	ask(t, fresh, "antrean", "Akses petugas")
	ask(t, d.rina, "staf pin +"+tito, "dikonfirmasi")
	ask(t, fresh, "antrean", "Antrean kosong")
}

// Staff who are added and removed beside the running desk are so at once.
func TestStaffIsAddedAndRemovedBesideTheDesk(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := manned(t, s)
	tono := s.NewPhone(t, bram, loopback.To(deskNumber))
	ask(t, tono, "antrean", "Apa kendalanya?")
	d.aduan("staff", "add", "+"+bram, "Tono")
	ask(t, tono, "antrean", "Antrean kosong")
	d.aduan("staff", "remove", "+"+bram)
	ask(t, tono, "batal", "Batalkan laporan ini?")
}
