package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
	"aduan/store"
)

func TestBacklogGetsOneAnswer(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"halo?", "kuota belum masuk", "halo", "tolong", "2"} {
		p.Say(text)
	}
	d.open()
	d.start()
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	p.Expect(t.Context(), loopback.Contains("Kapan kejadiannya?"))
	said := texts(p.Chat)
	for question, most := range map[string]int{"Apa kendalanya?": 1, "Berapa keping": 0, "Kapan kejadiannya?": 1} {
		if n := strings.Count(said, question); n > most {
			t.Errorf("%q was asked %d times:\n%s", question, n, said)
		}
	}
}

func TestRestartInTheMiddleGoesOn(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	d.restart()
	ask(t, p, "kuota belum masuk", "Berapa keping")
	if err := s.Cut(deskNumber, 1); err != nil {
		t.Fatal(err)
	}
	for _, m := range p.History() {
		if m.Waiting { // copies are one bubble: they have one id
			t.Errorf("%+v", m)
		}
	}
}

// A message that could not be taken comes again, and is taken once.
func TestFailedMessageComesAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	failures := make(chan struct{}, 2)
	failures <- struct{}{}
	d := runDesk(t, s, func(o *wireOptions) {
		o.Hook = func(point string) {
			if point != "before commit" {
				return
			}
			select {
			case <-failures:
				panic("as if by accident")
			default:
			}
		}
	})
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	ask(t, p, "kuota belum masuk", "Berapa keping")
	if !strings.Contains(d.log.String(), "Handling panicked") {
		t.Error("nothing failed")
	}
}

func TestOwnPhoneIsRecordedAndNotAnswered(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	own := s.NewPhone(t, deskNumber, loopback.To(ana))
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	before := texts(p.Chat)
	own.Say("Halo, ini petugas.")
	p.Expect(t.Context(), loopback.Says("Halo, ini petugas."))
	own.With(deskNumber).Say("catatan sendiri")
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	if got := texts(p.Chat); got != before+"\n---\nHalo, ini petugas." {
		t.Errorf("more than that was said:\n%s", got)
	}
	if d.line.Number() != "+"+deskNumber {
		t.Errorf("number %s", d.line.Number())
	}
	_, err := tryView(d, func(tx *store.Tx) (store.Contact, error) { return tx.ContactByID(2) })
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("notes to oneself made a contact: %v", err)
	}
}

func tryView[T any](d *testDesk, read func(*store.Tx) (T, error)) (out T, err error) {
	err = d.store.View(d.t.Context(), func(tx *store.Tx) (err error) {
		out, err = read(tx)
		return err
	})
	return out, err
}

func TestOnlyDirectChatsAreAnswered(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	for _, chat := range []types.JID{
		types.NewJID("120363000000000000", types.GroupServer),
		types.StatusBroadcastJID,
		types.NewJID("1700000000", types.BroadcastServer),
	} {
		p.SendVia(chat, &waE2E.Message{Conversation: proto.String("halo semua")})
	}
	if err := s.WaitIdle(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	if _, err := tryView(d, func(tx *store.Tx) (store.Contact, error) { return tx.ContactByID(1) }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a contact was made: %v", err)
	}
	ask(t, p, "halo", "Apa kendalanya?")
}

func TestAnswersDisappearWhereTheChatDoes(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	p.Disappear(86400)
	if err := p.Until(soon(t), func([]loopback.Message) bool { return true }); err != nil {
		t.Fatal(err)
	}
	if m := ask(t, p, "halo", "Apa kendalanya?"); m.Expiration != 86400 {
		t.Errorf("expiration %d", m.Expiration)
	}
	d.restart()
	if m := ask(t, p, "kuota belum masuk", "Berapa keping"); m.Expiration != 86400 {
		t.Errorf("expiration %d after a restart", m.Expiration)
	}
	p.Disappear(0)
	if m := ask(t, p, "2", "Kapan kejadiannya?"); m.Expiration != 0 {
		t.Errorf("expiration %d after it was switched off", m.Expiration)
	}
}

func TestSecondDeskIsRefused(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s)
	_, err := wire(t.Context(), d.config, testOptions(s))
	if exit := (exitError{}); !errors.As(err, &exit) || exit.code != exitInUse || !strings.Contains(err.Error(), d.config.Data) {
		t.Errorf("a second desk: %v", err)
	}
}

// What only a person can mend ends the desk, with its own exit code; the device
// is forgotten only where WhatsApp has done so.
func TestEndsThatSomebodyHasToLookAt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, sentence string
		end            func(*loopback.Server) error
	}{
		{"unlinked", "was unlinked", func(s *loopback.Server) error { return s.Unlink(deskNumber, 1) }},
		{"locked", "locked the account", func(s *loopback.Server) error {
			s.FailLogin(deskNumber, loopback.LoginFailure{Reason: 403})
			return s.Cut(deskNumber, 1)
		}},
		{"banned for good", "banned the account (406)", func(s *loopback.Server) error {
			s.FailLogin(deskNumber, loopback.LoginFailure{Reason: 406})
			return s.Cut(deskNumber, 1)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := newDesk(t, s)
			ended := make(chan error, 1)
			go func() { ended <- d.run(context.Background()) }()
			if err := d.line.Ready(soon(t)); err != nil {
				t.Fatal(err)
			}
			if err := test.end(s); err != nil {
				t.Fatal(err)
			}
			err := <-ended
			if exit := (exitError{}); !errors.As(exitOf(err), &exit) || exit.code != exitEnded || !strings.Contains(err.Error(), test.sentence) {
				t.Errorf("it ended with %v", err)
			}
			if err := d.stop(); err != nil {
				t.Fatal(err)
			}
			if d.open(); d.line.Paired() {
				t.Error("it is still paired")
			}
		})
	}
}
