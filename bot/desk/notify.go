package desk

import (
	"errors"
	"slices"
	"strings"
	"time"

	"aduan/flows"
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
// if it answers an open question, else to who works on it. What they add to a
// complaint that was resolved and is over brings it back on top of the queue;
// a talk with staff that goes on brings nothing back.
func (d *Desk) Heard(tx *store.Tx, c store.Complaint, texts []string, add flows.Append) (Result, error) {
	return d.heard(tx, c, 0, texts, add)
}

// heard is Heard, where holder may have the chat.
func (d *Desk) heard(tx *store.Tx, c store.Complaint, holder int64, texts []string, add flows.Append) (out Result, err error) {
	first, key := c.Assignee, "desk_heard"
	switch {
	case add.Answer && !closed(&c):
		if key = "desk_heard_answer"; c.Status == store.StatusWaiting {
			first = c.Asker
		}
		if err := d.answered(tx, c); err != nil {
			return out, err
		}
	case c.Status == store.StatusResolved && c.Asked == "" && !add.Talk:
		if out, err = d.again(tx, c); err != nil {
			return out, err
		}
		told, err := d.notice(tx, c, "notice_reopened")
		if err != nil {
			return out, err
		}
		out.Sends = append(out.Sends, told)
	}
	passed, err := d.pass(tx, c, key, texts, holder, first)
	out.Sends = append(passed.Sends, out.Sends...)
	return out, err
}

// answered notes that the person has answered staff: the ball is with who
// asked.
func (d *Desk) answered(tx *store.Tx, c store.Complaint) error {
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
	return errors.Join(tx.SetState(c.ID, s), tx.Event(e))
}

// listeners are who is to be told what a person says or sends: all the first,
// else who works on it, else who asked last. Nobody has to be told of what
// stands in the queue; of a closed complaint leads are, if nobody else is left.
func (d *Desk) listeners(tx *store.Tx, c store.Complaint, first ...int64) ([]store.Staff, error) {
	var told []store.Staff
	own := false
	for i, id := range append(first, c.Assignee, c.Asker) {
		if id == 0 || slices.ContainsFunc(told, func(s store.Staff) bool { return s.ID == id }) {
			continue
		}
		if i >= len(first) && (own || len(told) > 0) {
			break
		}
		s, err := tx.StaffByID(id)
		if err != nil {
			return nil, err
		}
		if s.Contact == c.Contact {
			own = true // they said it themselves
		} else if s.Contact != 0 && !s.Removed && !s.Refused {
			told = append(told, s)
		}
	}
	if own || len(told) > 0 {
		return told, nil
	}
	if !closed(&c) {
		return nil, nil
	}
	all, err := tx.Staff()
	return slices.DeleteFunc(all, func(s store.Staff) bool {
		return s.Role != store.Lead || s.Contact == 0 || s.Refused || s.Contact == c.Contact
	}), err
}

// pass gives staff the words of an applicant.
func (d *Desk) pass(tx *store.Tx, c store.Complaint, key string, texts []string, first ...int64) (out Result, err error) {
	if len(texts) == 0 {
		return out, nil
	}
	p, err := tx.ContactByID(c.Contact)
	if err != nil {
		return out, err
	}
	told, err := d.listeners(tx, c, first...)
	for _, s := range told {
		text := d.say(s.Lang, key, "number", c.Number, "name", called(p)) + "\n" + quoteOf(strings.Join(texts, "\n"))
		out.Sends = append(out.Sends, Send{Staff: s.ID, Text: wrap(text), Number: c.Number})
	}
	return out, err
}

// Verdict is the person's answer to "all well?". A complaint that is not well
// comes back on top of the queue.
func (d *Desk) Verdict(tx *store.Tx, c store.Complaint, well bool) (out Result, err error) {
	if !well {
		return d.again(tx, c)
	}
	s := c.State()
	s.Asked, s.DueAt = "", time.Time{}
	e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "well", Actor: "applicant"}
	if err := errors.Join(tx.SetState(c.ID, s), tx.Event(e)); err != nil {
		return out, err
	}
	who, err := tx.StaffByID(c.Assignee)
	if errors.Is(err, store.ErrNotFound) || err == nil && who.Contact == 0 {
		return out, nil
	} else if err != nil {
		return out, err
	}
	out.Sends = []Send{{Staff: who.ID, Text: wrap(d.say(who.Lang, "desk_well", "number", c.Number)), Number: c.Number}}
	return out, nil
}

// again brings a resolved complaint back on top of the queue: its person says
// that it is not.
func (d *Desk) again(tx *store.Tx, c store.Complaint) (out Result, err error) {
	s := c.State()
	s.Status, s.StatusAt, s.Assignee, s.Asker, s.Reopened = store.StatusNew, tx.Now, 0, c.Assignee, true
	s.Asked, s.AnsweredAt, s.DueAt = "", tx.Now, time.Time{}
	e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "reopened", Actor: "applicant"}
	if err := errors.Join(tx.SetState(c.ID, s), tx.Event(e)); err != nil {
		return out, err
	}
	now, err := tx.ComplaintByID(c.ID)
	if err != nil {
		return out, err
	}
	return d.cards(tx, now, "desk_card_again")
}
