package desk

import (
	"errors"
	"strings"
	"time"

	"aduan/store"
)

// Filed tells staff of a new complaint: a card for everybody on duty. More
// cards than a person is to get in an hour become one digest.
func (d *Desk) Filed(tx *store.Tx, c store.Complaint) (Result, error) {
	return d.cards(tx, c, "desk_card")
}

func (d *Desk) cards(tx *store.Tx, c store.Complaint, head string) (out Result, err error) {
	all, err := tx.Staff()
	if err != nil {
		return out, err
	}
	for _, s := range all {
		if s.Contact == 0 || !s.Cards || s.Refused || s.Contact == c.Contact || !s.DigestAt.IsZero() {
			continue
		}
		n, first, err := tx.CardsSince(s.Contact, tx.Now.Add(-time.Hour))
		if err != nil {
			return out, err
		}
		if n >= d.Rules.Cards {
			if n == 0 {
				first = tx.Now
			}
			s.DigestAt, s.DigestFrom = first.Add(time.Hour), tx.Now
			if err := tx.SaveStaff(s); err != nil {
				return out, err
			}
			continue
		}
		text, err := d.card(tx, s.Lang, c, head)
		if err != nil {
			return out, err
		}
		text += "\n" + d.say(s.Lang, "desk_card_how")
		out.Sends = append(out.Sends, Send{Staff: s.ID, Text: wrap(text), Number: c.Number, Priority: store.PriorityCard})
	}
	return out, nil
}

// Heard passes on what the person of a complaint wrote about it: to who asked,
// if it answers a question, else to who works on it.
func (d *Desk) Heard(tx *store.Tx, c store.Complaint, texts []string, answer bool) (out Result, err error) {
	to, key := c.Assignee, "desk_heard"
	if to == 0 { // who had it last
		to = c.Asker
	}
	if answer {
		to, key = c.Asker, "desk_heard_answer"
		s := c.State()
		s.AnsweredAt = tx.Now
		if c.Status == store.StatusWaiting {
			s.Status, s.StatusAt, s.Asked = store.StatusTaken, tx.Now, ""
			if s.Assignee == 0 {
				s.Assignee = s.Asker
			}
			s.DueAt = tx.Now.Add(d.Rules.Lease)
		}
		e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "question_answered", Actor: "applicant"}
		if err := errors.Join(tx.SetState(c.ID, s), tx.Event(e)); err != nil {
			return out, err
		}
	}
	return d.pass(tx, to, c, key, texts)
}

// pass gives a person of staff the words of an applicant.
func (d *Desk) pass(tx *store.Tx, to int64, c store.Complaint, key string, texts []string) (out Result, err error) {
	if to == 0 || len(texts) == 0 {
		return out, nil
	}
	s, err := tx.StaffByID(to)
	if err != nil || s.Contact == 0 || s.Contact == c.Contact {
		return out, err
	}
	p, err := tx.ContactByID(c.Contact)
	if err != nil {
		return out, err
	}
	text := d.say(s.Lang, key, "number", c.Number, "name", called(p)) + "\n" + quoteOf(strings.Join(texts, "\n"))
	out.Sends = []Send{{Staff: s.ID, Text: wrap(text), Number: c.Number}}
	return out, nil
}

// Verdict is the person's answer to "all well?". A complaint that is not well
// comes back on top of the queue.
func (d *Desk) Verdict(tx *store.Tx, c store.Complaint, well bool) (out Result, err error) {
	s := c.State()
	s.Asked, s.DueAt = "", time.Time{}
	e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "well", Actor: "applicant"}
	key := "desk_well"
	if !well {
		e.Kind, key = "reopened", "desk_not_well"
		s.Status, s.StatusAt, s.Assignee, s.Reopened, s.AnsweredAt, s.Asker = store.StatusNew, tx.Now, 0, true, tx.Now, c.Assignee
	}
	if err := errors.Join(tx.SetState(c.ID, s), tx.Event(e)); err != nil {
		return out, err
	}
	if !well {
		now, err := tx.ComplaintByID(c.ID)
		if err != nil {
			return out, err
		}
		return d.cards(tx, now, "desk_card_again")
	}
	who, err := tx.StaffByID(c.Assignee)
	if errors.Is(err, store.ErrNotFound) || err == nil && who.Contact == 0 {
		return out, nil
	} else if err != nil {
		return out, err
	}
	out.Sends = []Send{{Staff: who.ID, Text: wrap(d.say(who.Lang, key, "number", c.Number)), Number: c.Number}}
	return out, nil
}

// Silent keeps what a person writes in a chat that a human has, and passes it
// on.
func (d *Desk) Silent(tx *store.Tx, now store.Takeover, text, id string) (out Result, err error) {
	if now.Number == "" || text == "" {
		return out, nil
	}
	c, err := tx.Complaint(now.Number)
	if err != nil {
		return out, err
	}
	if err := errors.Join(tx.AddNote(c, "applicant", text, id), tx.PartOf(c.Contact, []string{id}, c.Number)); err != nil {
		return out, err
	}
	if c.Status == store.StatusWaiting && c.Asked != "" {
		return d.Heard(tx, c, []string{text}, true)
	}
	return d.pass(tx, now.Staff, c, "desk_heard", []string{text})
}

// OnPhone takes words into account that somebody typed on the support phone
// itself: the bot is silent in that chat, and the words stand in the
// complaint that the person has open.
func (d *Desk) OnPhone(tx *store.Tx, contact int64, line, text, id string) error {
	now := store.Takeover{Contact: contact, Line: line, Until: tx.Now.Add(d.Rules.TakeOver)}
	if old, err := tx.Takeover(contact, line); err == nil && old.Staff != 0 {
		now.Staff, now.Number = old.Staff, old.Number
	} else if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	about, err := d.about(tx, contact)
	if err != nil {
		return err
	}
	e := store.Event{Contact: contact, Kind: "phone_takeover", Actor: "staff"}
	if about != nil {
		if now.Number == "" {
			now.Number = about.Number
		}
		e.Complaint = about.ID
		if text != "" {
			if err := tx.AddStaffNote(*about, store.Note{By: "phone", Kind: store.NotePhone, Text: text, MessageID: id}); err != nil {
				return err
			}
		}
	}
	return errors.Join(tx.TakeOver(now), tx.Event(e))
}

// about is the complaint that is talked about in a person's chat: the newest
// that is open, else the newest; nil if there is none.
func (d *Desk) about(tx *store.Tx, contact int64) (*store.Complaint, error) {
	all, err := tx.Of(contact, 0, 10)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	for i := range all {
		if !closed(&all[i]) {
			return &all[i], nil
		}
	}
	return &all[0], nil
}
