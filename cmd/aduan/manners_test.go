package main

import (
	"strings"
	"sync"
	"testing"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
	"aduan/store"
)

// What a person sees of an answer: blue ticks, typing, the message, no more
// typing.
func TestAnswersAreReadTypedAndSent(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	var mu sync.Mutex
	var order []string
	s.OnStanza(func(x loopback.Stanza) loopback.Verdict {
		if x.Number != deskNumber || x.Out {
			return loopback.Pass
		}
		mu.Lock()
		defer mu.Unlock()
		switch {
		case x.Node.Tag == "receipt" && x.Node.Attrs["type"] == "read":
			order = append(order, "read")
		case x.Node.Tag == "chatstate":
			order = append(order, x.Node.GetChildren()[0].Tag)
		case x.Node.Tag == "message":
			order = append(order, "message")
		}
		return loopback.Pass
	})
	id := p.Say("halo")
	p.Expect(t.Context(), loopback.Contains("Apa kendalanya?"))
	if err := p.UntilTyping(soon(t), false); err != nil {
		t.Fatal(err)
	}
	if err := p.Until(soon(t), func(h []loopback.Message) bool { return h[0].ID == id && h[0].Read }); err != nil {
		t.Fatal(err)
	}
	ask(t, p, "kuota belum masuk", "Berapa keping")
	mu.Lock()
	defer mu.Unlock()
	if got := strings.Join(order[:4], " "); got != "read composing message paused" {
		t.Errorf("the order was %s", got)
	}
}

// A message that cannot be read is asked for once more, and taken when it
// comes.
func TestUnreadableMessageIsTakenWhenItComesAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	if err := s.Garble(deskNumber, 1, 1); err != nil {
		t.Fatal(err)
	}
	ask(t, p, "kuota belum masuk", "Berapa keping")
	if strings.Contains(texts(p.Chat), "tidak terbaca") {
		t.Errorf("it was complained about:\n%s", texts(p.Chat))
	}
}

// A quote of a message of another chat proves nothing.
func TestForgedQuoteProvesNothing(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	a := s.NewPhone(t, ana, loopback.To(deskNumber))
	b := s.NewPhone(t, bram, loopback.To(deskNumber))
	question := ask(t, a, "halo", "Apa kendalanya?")
	ask(t, b, "halo", "Apa kendalanya?")
	b.SendRaw(&waE2E.Message{ExtendedTextMessage: &waE2E.ExtendedTextMessage{
		Text: proto.String("kuota belum masuk"),
		ContextInfo: &waE2E.ContextInfo{
			StanzaID: proto.String(question.ID), Participant: proto.String(deskNumber + "@s.whatsapp.net"),
			QuotedMessage: &waE2E.Message{Conversation: proto.String("Laporan ADU-1 selesai.")},
		},
	}})
	b.Expect(t.Context(), loopback.Contains("Berapa keping"))
	if strings.Contains(texts(b.Chat), "ADU-1") {
		t.Errorf("the quote was believed:\n%s", texts(b.Chat))
	}
}

// The same id from two people is two messages; the same from one is one.
func TestSenderChosenIDs(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	a := s.NewPhone(t, ana, loopback.To(deskNumber))
	b := s.NewPhone(t, bram, loopback.To(deskNumber))
	say := &waE2E.Message{Conversation: proto.String("halo")}
	for _, p := range []*loopback.Phone{a, b} {
		for range 2 {
			if _, err := p.Send(soon(t), "3EB0000000000000000000", proto.Clone(say).(*waE2E.Message)); err != nil {
				t.Fatal(err)
			}
		}
		p.Expect(t.Context(), loopback.Contains("Apa kendalanya?"))
	}
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	ask(t, a, "kuota belum masuk", "Berapa keping")
	if n := strings.Count(texts(a.Chat), "Apa kendalanya?"); n != 1 {
		t.Errorf("greeted %d times", n)
	}
	for id := range int64(2) {
		view(d, func(tx *store.Tx) (store.Message, error) { return tx.Received(id+1, "3EB0000000000000000000") })
	}
}

func TestEnglishBackAndEdit(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	ask(t, p, "english", "What is the trouble?")
	ask(t, p, "1", "How many pieces")
	ask(t, p, "back", "What is the trouble?")
	ask(t, p, "2", "How many pieces")
}
