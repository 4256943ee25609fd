package desk

import (
	"errors"
	"strings"
	"time"

	"aduan/store"
)

// Digest tells a person in one message what came while cards were held back.
func (d *Desk) Digest(tx *store.Tx, id int64) (out Result, err error) {
	s, err := tx.StaffByID(id)
	if err != nil {
		return out, err
	}
	from := s.DigestFrom
	s.DigestAt, s.DigestFrom = time.Time{}, time.Time{}
	if err := tx.SaveStaff(s); err != nil {
		return out, err
	}
	t := &turn{d: d, tx: tx, me: s}
	f := store.Chosen{Since: from, Status: store.StatusNew}
	n, err := tx.CountChosen(f)
	if err != nil {
		return out, err
	}
	got, err := tx.Listed(f, store.Mark{}, pageSize)
	if err != nil {
		return out, err
	}
	lines := []string{t.say("desk_digest", "n", itoa(n), "at", d.clock(tx.Now, from))}
	for _, c := range got {
		line, err := t.entry(c, false)
		if err != nil {
			return out, err
		}
		lines = append(lines, line)
	}
	lines = append(lines, t.say("desk_digest_how"))
	out.Sends = []Send{{Staff: s.ID, Text: wrap(strings.Join(lines, "\n")), Priority: store.PriorityDigest}}
	return out, nil
}

// Due does what is due in a complaint: a claim ends, or silence closes what
// was resolved.
func (d *Desk) Due(tx *store.Tx, id int64) (out Result, err error) {
	c, err := tx.ComplaintByID(id)
	if err != nil || c.DueAt.IsZero() || c.DueAt.After(tx.Now) {
		return out, err
	}
	s := c.State()
	s.DueAt = time.Time{}
	switch c.Status {
	case store.StatusTaken:
		s.Status, s.StatusAt, s.Assignee = store.StatusNew, tx.Now, 0
		e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "claim_ended", Actor: "desk", Staff: c.Assignee}
		if err := errors.Join(tx.SetState(id, s), tx.Event(e)); err != nil {
			return out, err
		}
		who, err := tx.StaffByID(c.Assignee)
		if err != nil {
			return out, err
		}
		if who.Contact != 0 {
			text := d.say(who.Lang, "desk_claim_ended", "number", c.Number, "time", d.span(who.Lang, d.Rules.Lease))
			out.Sends = append(out.Sends, Send{Staff: who.ID, Text: wrap(text), Number: c.Number})
		}
		return out, d.byDay(tx, &out, c, "notice_released")
	case store.StatusResolved:
		if left, err := tx.Left(c.Asked); err != nil {
			return out, err
		} else if !left { // the question has not been seen: its silence has not begun
			s.DueAt = tx.Now.Add(d.Rules.Close)
			return out, tx.SetState(id, s)
		}
		s.Asked = ""
		e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "closed_silent", Actor: "desk"}
		if err := errors.Join(tx.SetState(id, s), tx.Event(e)); err != nil {
			return out, err
		}
		return out, d.byDay(tx, &out, c, "notice_closed")
	}
	return out, tx.SetState(id, s)
}

// byDay adds a notice that nobody is woken by.
func (d *Desk) byDay(tx *store.Tx, out *Result, c store.Complaint, key string) error {
	n, err := d.notice(tx, c, key)
	n.Held, n.Asks = d.daytime(tx.Now), OnlyStatus
	out.Sends = append(out.Sends, n)
	return err
}
