package main

import (
	"crypto/rand"
	"strings"
	"sync/atomic"
	"testing"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waCommon"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
	"aduan/store"
)

// Whatever a stranger's client makes up, the desk goes on, and says nothing to
// what is no message.
func TestShapesThatNoPhoneSends(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	before := texts(p.Chat)
	empty := &waE2E.FutureProofMessage{}
	deep := &waE2E.Message{}
	for range 100 {
		deep = &waE2E.Message{EphemeralMessage: &waE2E.FutureProofMessage{Message: deep}}
	}
	for _, m := range []*waE2E.Message{
		{},
		{AssociatedChildMessage: empty},
		{GroupMentionedMessage: empty},
		{LimitSharingMessage: empty},
		{EditedMessage: empty},
		{EphemeralMessage: &waE2E.FutureProofMessage{Message: &waE2E.Message{}}},
		{ProtocolMessage: &waE2E.ProtocolMessage{}},
		{ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_REVOKE.Enum()}},
		{ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_HISTORY_SYNC_NOTIFICATION.Enum(), HistorySyncNotification: &waE2E.HistorySyncNotification{DirectPath: proto.String("/x?y")}}},
		{SenderKeyDistributionMessage: &waE2E.SenderKeyDistributionMessage{}},
		{SenderKeyDistributionMessage: &waE2E.SenderKeyDistributionMessage{GroupID: proto.String("x"), AxolotlSenderKeyDistributionMessage: []byte{}}},
		{PollUpdateMessage: &waE2E.PollUpdateMessage{}},
		{SecretEncryptedMessage: &waE2E.SecretEncryptedMessage{}},
		{PinInChatMessage: &waE2E.PinInChatMessage{}},
		{EncReactionMessage: &waE2E.EncReactionMessage{TargetMessageKey: &waCommon.MessageKey{}}},
		{DeviceSentMessage: &waE2E.DeviceSentMessage{DestinationJID: proto.String(deskNumber + "@s.whatsapp.net"), Message: &waE2E.Message{Conversation: proto.String("kuota belum masuk")}}},
		{AlbumMessage: &waE2E.AlbumMessage{ExpectedImageCount: proto.Uint32(1 << 31)}},
	} {
		p.SendRaw(m)
	}
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	if got := texts(p.Chat); got != before {
		t.Errorf("it answered: %s", strings.TrimPrefix(got, before))
	}
	p.SendRaw(deep)
	ask(t, p, "kuota belum masuk", "Berapa keping")
	if strings.Contains(d.log.String(), "panicked") {
		t.Errorf("it panicked:\n%s", d.log)
	}
}

// Ciphertext that is none is acknowledged, and stops nobody.
func TestCiphertextThatIsNone(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	s.NewPhone(t, bram)
	from := types.NewJID(bram, types.DefaultUserServer)
	for _, enc := range []waBinary.Node{
		{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": "pkmsg"}, Content: []byte{}},
		{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": "pkmsg"}, Content: []byte{0x33}},
		{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": "msg"}, Content: []byte(rand.Text())},
		{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": "skmsg"}, Content: []byte(rand.Text())},
		{Tag: "enc", Attrs: waBinary.Attrs{"v": "9", "type": "msmsg"}, Content: []byte(rand.Text())},
	} {
		err := s.Deliver(deskNumber, 1, waBinary.Node{
			Tag: "message", Attrs: waBinary.Attrs{"from": from, "id": rand.Text(), "type": "text"}, Content: []waBinary.Node{enc},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ask(t, p, "kuota belum masuk", "Berapa keping")
}

// A call from a stranger is no reason to write to somebody.
func TestCallFromAStrangerIsNotAnswered(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	call := func(from string) {
		t.Helper()
		caller := types.NewJID(from, types.DefaultUserServer)
		id := rand.Text()
		err := s.Deliver(deskNumber, 1, waBinary.Node{
			Tag: "call", Attrs: waBinary.Attrs{"from": caller, "id": id, "platform": "android", "version": "2"},
			Content: []waBinary.Node{{Tag: "offer", Attrs: waBinary.Attrs{"call-id": id, "call-creator": caller}}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	call(ana)
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	if got := texts(p.Chat); got != "" {
		t.Errorf("a call was answered: %s", got)
	}
	ask(t, p, "halo", "Apa kendalanya?")
	call(ana)
	p.Expect(t.Context(), loopback.Contains("telepon"))
}

// A message that always fails is put aside at the fifth delivery, not before,
// and others go on. The desk asks for a new connection by itself when a message
// fails, so a delivery may come of that or of a restart.
func TestPoisonIsPutAside(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	var poisoned atomic.Bool
	var failed atomic.Int32
	poison := func(o *wireOptions) {
		o.Hook = func(point string) {
			if point == "before commit" && poisoned.Load() {
				failed.Add(1)
				panic("poison")
			}
		}
	}
	d := runDesk(t, s, poison)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	poisoned.Store(true)
	id := p.Say("racun")
	for range 4 {
		d.restart(poison)
	}
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	if n := failed.Load(); n != 5 {
		t.Errorf("it was acknowledged after %d deliveries", n)
	}
	parked := view(d, func(tx *store.Tx) (bool, error) {
		a, err := tx.Parked(store.Address("lid:"+s.LID(ana)), id)
		if err != nil || a {
			return a, err
		}
		return tx.Parked(store.Address("+"+ana), id)
	})
	if !parked {
		t.Error("it was not put aside")
	}
	poisoned.Store(false)
	ask(t, p, "kuota belum masuk", "Berapa keping")
}
