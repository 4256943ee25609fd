package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aduan/flows"
)

// record is an empty one in a directory of its own.
func record(t *testing.T, now func() time.Time) *Store {
	t.Helper()
	s, err := Open(t.Context(), t.TempDir(), Options{Now: now, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t testing.TB, s *Store, fn func(*Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// T31: whatever the order in which a person's two addresses turn up, there is
// one contact, one draft with every answer, and one row for a message that
// came under both.
func TestOnePersonHasOneContact(t *testing.T) {
	t.Parallel()
	s := record(t, nil)
	person := 0
	rapid.Check(t, func(rt *rapid.T) {
		person++
		lid := Address("lid:" + itoa(person))
		phone := Address("+628" + itoa(100000000+person))
		kinds := rapid.SliceOfN(rapid.IntRange(0, 3), 1, 8).Draw(rt, "messages")
		kinds = append(kinds, 2) // in the end the network tells both
		var last Contact
		for i, kind := range kinds {
			err := s.Update(context.Background(), func(tx *Tx) error {
				from, alt := lid, Address("")
				switch kind {
				case 1:
					from = phone
				case 2:
					alt = phone
				case 3:
					from, alt = phone, lid
				}
				c, err := tx.Contact(from, alt, "Budi")
				if err != nil {
					return err
				}
				last = c
				if _, err := tx.Receive(Message{Contact: c.ID, ID: "same", Kind: "text", SentAt: tx.Now}); err != nil {
					return err
				}
				x, err := tx.Session(c.ID, "")
				if err != nil {
					return err
				}
				if x.Answers == nil {
					x.Answers = map[string]flows.Answer{}
				}
				x.Open, x.Heard = true, tx.Now
				x.Answers["field"+itoa(i)] = flows.Answer{Read: itoa(i)}
				return tx.SaveSession(c.ID, "", x, tx.Now)
			})
			if err != nil {
				rt.Fatal(err)
			}
		}
		err := s.View(context.Background(), func(tx *Tx) error {
			var contacts, sessions, messages int
			if err := tx.row("SELECT COUNT(*) FROM contact WHERE lid = ? OR phone = ?", lid.LID(), phone).Scan(&contacts); err != nil {
				return err
			}
			if err := tx.row("SELECT COUNT(*) FROM session WHERE contact_id = ?", last.ID).Scan(&sessions); err != nil {
				return err
			}
			if err := tx.row("SELECT COUNT(*) FROM inbox WHERE contact_id = ?", last.ID).Scan(&messages); err != nil {
				return err
			}
			x, err := tx.Session(last.ID, "")
			if err != nil {
				return err
			}
			if contacts != 1 || sessions != 1 || messages != 1 || len(x.Answers) != len(kinds) {
				rt.Fatalf("%v: %d contacts, %d sessions, %d messages, %d of %d answers", kinds, contacts, sessions, messages, len(x.Answers), len(kinds))
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}

// A number that comes with another LID than before is a new person, who sees
// nothing of the earlier one's.
func TestRecycledNumberIsANewPerson(t *testing.T) {
	t.Parallel()
	s := record(t, nil)
	must(t, s, func(tx *Tx) error {
		old, err := tx.Contact("lid:1", "+628123456789", "Budi")
		if err != nil {
			return err
		}
		young, err := tx.Contact("lid:2", "+628123456789", "Siti")
		if err != nil {
			return err
		}
		if young.ID == old.ID {
			t.Error("the new owner of the number is the old one")
		}
		if old, err = tx.Contact("lid:1", "", ""); err != nil {
			return err
		}
		if old.Number() != "" || old.Phone != "+628123456789" || old.To() != "lid:1" {
			t.Errorf("the old owner: %+v", old)
		}
		byPhone, err := tx.Contact("+628123456789", "", "")
		if err != nil {
			return err
		}
		if byPhone.ID != young.ID {
			t.Errorf("the number leads to contact %d, not to %d", byPhone.ID, young.ID)
		}
		old, err = tx.Contact("lid:1", "+628999999999", "") // and gets a number again
		if err != nil {
			return err
		}
		if old.Number() != "+628999999999" {
			t.Errorf("the old owner's new number is %q", old.Number())
		}
		return nil
	})
}

// The events are append-only, whoever asks.
func TestAuditStays(t *testing.T) {
	t.Parallel()
	s := record(t, nil)
	must(t, s, func(tx *Tx) error { return tx.Event(Event{Contact: 1, Kind: "x", Actor: "desk"}) })
	for _, q := range []string{"UPDATE event SET kind = 'y'", "DELETE FROM event"} {
		if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.exec(q); return err }); err == nil {
			t.Errorf("%q went through", q)
		}
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	must(t, s, func(tx *Tx) error { _, err := tx.exec("UPDATE version SET version = 99, compat = 99"); return err })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]func() (*Store, error){
		"writing": func() (*Store, error) { return Open(t.Context(), dir, Options{}) },
		"reading": func() (*Store, error) { return OpenRead(t.Context(), dir) },
	} {
		s, err := try()
		if !errors.Is(err, ErrNewer) {
			t.Errorf("%s: %v", name, err)
		}
		if s != nil {
			s.Close()
		}
	}
}

// A person's messages leave in order; one that waits holds back nobody else.
func TestOutboxOrder(t *testing.T) {
	t.Parallel()
	now := time.Unix(1000, 0)
	s := record(t, func() time.Time { return now })
	must(t, s, func(tx *Tx) error {
		for i, from := range []Address{"+628111111111", "+628222222222", "+628111111111"} {
			c, err := tx.Contact(from, "", "")
			if err != nil {
				return err
			}
			if err := tx.Enqueue(Outbound{ID: itoa(i), Contact: c.ID, Address: from, News: "x"}); err != nil {
				return err
			}
		}
		o, err := tx.NextOutbound()
		if err != nil || o.ID != "0" {
			t.Errorf("first comes %q, %v", o.ID, err)
		}
		if err := errors.Join(tx.Sending(o.Serial), tx.SendAgain(o.Serial, now.Add(time.Minute))); err != nil {
			return err
		}
		o, err = tx.NextOutbound()
		if err != nil || o.ID != "1" {
			t.Errorf("while the first waits, %q comes, %v", o.ID, err)
		}
		if err := tx.SentOut(o.Serial); err != nil {
			return err
		}
		if o, err = tx.NextOutbound(); !errors.Is(err, ErrNotFound) {
			t.Errorf("the second of a person overtakes the first: %q, %v", o.ID, err)
		}
		return nil
	})
	now = now.Add(2 * time.Minute)
	must(t, s, func(tx *Tx) error {
		o, err := tx.NextOutbound()
		if o.ID != "0" || o.State != "sending" {
			t.Errorf("then comes %+v", o)
		}
		return err
	})
}

// A question that has not left gives way; what is being sent never changes.
func TestQuestionsGiveWay(t *testing.T) {
	t.Parallel()
	s := record(t, nil)
	must(t, s, func(tx *Tx) error {
		c, err := tx.Contact("+628111111111", "", "")
		if err != nil {
			return err
		}
		for _, o := range []Outbound{{ID: "a", News: "n", Question: "q", Asks: "k"}, {ID: "b", Question: "q2", Asks: "k"}, {ID: "c", Question: "q3", Asks: "k"}} {
			o.Contact, o.Address = c.ID, "+628111111111"
			if err := tx.Enqueue(o); err != nil {
				return err
			}
		}
		c3, err := tx.SentTo(c.ID, "c")
		if err != nil {
			return err
		}
		if err := errors.Join(tx.Sending(c3.Serial), tx.DropQuestions(c.ID, "")); err != nil {
			return err
		}
		a, err := tx.SentTo(c.ID, "a")
		if err != nil || a.Text() != "n" {
			t.Errorf("the news is left as %q, %v", a.Text(), err)
		}
		if _, err := tx.SentTo(c.ID, "b"); !errors.Is(err, ErrNotFound) {
			t.Errorf("the empty row: %v", err)
		}
		if c3, err = tx.SentTo(c.ID, "c"); c3.Question != "q3" {
			t.Errorf("what is being sent became %q", c3.Question)
		}
		return err
	})
}
