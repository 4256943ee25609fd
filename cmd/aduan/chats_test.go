package main

import (
	"bytes"
	"strings"
	"testing"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCommon"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// upTo brings a new person to the question before the proof.
func upTo(t *testing.T, p *loopback.Phone) {
	t.Helper()
	ask(t, p, "halo", "Apa kendalanya?")
	ask(t, p, "kuota belum masuk", "Nomor WhatsApp") // taken, or asked for where the chat shows none
	ask(t, p, "081234567890", "Berapa keping")
	ask(t, p, "2", "Kapan kejadiannya?")
	ask(t, p, "kemarin", "bukti pembayarannya")
}

func contactOf(t *testing.T, d *testDesk, id int64) store.Contact {
	t.Helper()
	return view(d, func(tx *store.Tx) (store.Contact, error) { return tx.ContactByID(id) })
}

func TestPeopleAreKnownByEitherAddress(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name       string
		addressing loopback.Addressing
		hideAlt    bool
		phone, lid bool // what the record comes to know
	}{
		{"LID with number", loopback.LID, false, true, true},
		{"number with LID", loopback.Number, false, true, true},
		{"LID alone", loopback.LID, true, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := runDesk(t, s)
			s.Address(ana, test.addressing, test.hideAlt)
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			upTo(t, p)
			c := contactOf(t, d, 1)
			if got := c.Phone == "+"+ana; got != test.phone {
				t.Errorf("number %q", c.Phone)
			}
			if got := c.LID == s.LID(ana); got != test.lid {
				t.Errorf("LID %q, want %q", c.LID, s.LID(ana))
			}
		})
	}
}

// Somebody who is seen under the LID alone, then under the number, and at last
// under both, is one person with one draft.
func TestAddressesOfOnePersonAreJoined(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	s.Address(ana, loopback.LID, true)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	s.Address(ana, loopback.Number, false)
	ask(t, p, "kuota belum masuk", "Berapa keping")
	s.Address(ana, loopback.LID, false)
	c := contactOf(t, d, 1)
	if c.Phone != "+"+ana || c.LID != s.LID(ana) {
		t.Errorf("contact %+v", c)
	}
}

func TestRecycledNumberIsSomebodyElse(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	ask(t, p, "kuota belum masuk", "Berapa keping")
	p.Close()
	s.Recycle(ana)
	q := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, q, "halo", "Apa kendalanya?") // greeted anew
	if old := contactOf(t, d, 1); !old.Lost {
		t.Errorf("the first owner still has the number: %+v", old)
	}
}

func TestAlbumIsAcknowledgedOnce(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	upTo(t, p)
	p.SendAlbum("", prooftest.JPEG(1), prooftest.JPEG(2), prooftest.JPEG(3))
	p.Expect(t.Context(), loopback.Contains("3 berkas"))
	if n := strings.Count(texts(p.Chat), "Punya nomor invoice?"); n != 1 {
		t.Errorf("asked %d times:\n%s", n, texts(p.Chat))
	}
}

func TestPictureInHighQualityIsOneProof(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	upTo(t, p)
	p.SendHD(prooftest.JPEG(1), prooftest.JPEG(2), "")
	summary := p.Expect(t.Context(), loopback.Contains("Sudah benar?"))
	if strings.Contains(summary.Text, "2 berkas") {
		t.Errorf("summary: %s", summary.Text)
	}
}

func TestDocumentWithCaptionIsAProof(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	upTo(t, p)
	p.SendDocument(prooftest.PDF(1), "bukti.pdf", "ini buktinya")
	p.Expect(t.Context(), loopback.Contains("nomor invoice"))
}

func TestViewOncePictureIsAskedForAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	upTo(t, p)
	p.SendViewOnce(prooftest.JPEG(1), "")
	p.Expect(t.Context(), loopback.Contains("sekali lihat"))
}

func TestEditRevokeReactionAndQuote(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	ask(t, p, "kuota belum masuk", "Berapa keping")
	pieces := p.Say("2")
	p.Expect(t.Context(), loopback.Contains("Kapan kejadiannya?"))

	p.Edit(pieces, "5")
	edited := p.Expect(t.Context(), loopback.Contains("5"))
	m := view(d, func(tx *store.Tx) (store.Message, error) { return tx.Received(1, pieces) })
	if m.Text != "5" {
		t.Errorf("the message says %q", m.Text)
	}

	before := len(p.History())
	reaction := p.React(edited.ID, "👍") // no summary: nothing is said
	quoting := p.Quote(edited.ID, "kemarin")
	p.Expect(t.Context(), loopback.Contains("bukti pembayarannya"))
	if n := len(p.History()); n != before+2 {
		t.Errorf("a reaction was answered:\n%s", texts(p.Chat))
	}
	for id, want := range map[string]string{reaction: "reaction", quoting: "text"} {
		m := view(d, func(tx *store.Tx) (store.Message, error) { return tx.Received(1, id) })
		if m.Kind != want || m.Ref != edited.ID {
			t.Errorf("%s is recorded as %+v", want, m)
		}
	}

	revoked := p.Revoke(pieces)
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	m = view(d, func(tx *store.Tx) (store.Message, error) { return tx.Received(1, revoked) })
	if m.Kind != "revoke" || m.Ref != pieces {
		t.Errorf("the revocation is recorded as %+v", m)
	}
}

// The newer form of an edit is encrypted with a key out of the first message.
func TestEncryptedEditIsAnEdit(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	id := p.SendRaw(&waE2E.Message{
		Conversation:       proto.String("kuota belum masuk"),
		MessageContextInfo: &waE2E.MessageContextInfo{MessageSecret: bytes.Repeat([]byte{5}, 32)},
	})
	p.Expect(t.Context(), loopback.Contains("Berapa keping"))

	inner, err := proto.Marshal(&waE2E.Message{Conversation: proto.String("gagal bubuh")})
	if err != nil {
		t.Fatal(err)
	}
	own, chat := p.Client.Store.GetLID().ToNonAD(), types.NewJID(s.LID(deskNumber), types.HiddenUserServer)
	//lint:ignore SA1019 there is no other way to send what no client sends
	payload, iv, err := p.Client.DangerousInternals().EncryptMsgSecret(t.Context(), own, chat, own, id, whatsmeow.EncSecretMessageEdit, inner)
	if err != nil {
		t.Fatal(err)
	}
	p.SendRaw(&waE2E.Message{SecretEncryptedMessage: &waE2E.SecretEncryptedMessage{
		SecretEncType: waE2E.SecretEncryptedMessage_MESSAGE_EDIT.Enum(), EncPayload: payload, EncIV: iv,
		TargetMessageKey: &waCommon.MessageKey{ID: &id, FromMe: proto.Bool(true), RemoteJID: proto.String(chat.String())},
	}})
	p.Expect(t.Context(), loopback.Contains("Gagal membubuhkan"))
	if m := view(d, func(tx *store.Tx) (store.Message, error) { return tx.Received(1, id) }); m.Text != "gagal bubuh" {
		t.Errorf("the message says %q", m.Text)
	}
}
