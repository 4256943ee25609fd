package desk

import (
	"errors"
	"time"

	"aduan/flows"
	"aduan/store"
)

// language is the one in which the person of a complaint is answered.
func (d *Desk) language(tx *store.Tx, c store.Complaint) (string, error) {
	s, err := tx.Session(c.Contact, c.Line)
	switch {
	case err != nil:
		return "", err
	case s.Lang != "":
		return s.Lang, nil
	case c.Lang != "":
		return c.Lang, nil
	}
	return d.Flow.Rules.Language, nil
}

// notice is a message to the person of a complaint. It quotes the receipt, and
// is parked where they have not written for long.
func (d *Desk) notice(tx *store.Tx, c store.Complaint, key string, pairs ...string) (Send, error) {
	lang, err := d.language(tx, c)
	if err != nil {
		return Send{}, err
	}
	heard, err := tx.LastHeard(c.Contact)
	if err != nil {
		return Send{}, err
	}
	return Send{
		Contact: c.Contact, Line: c.Line, Number: c.Number, Quote: c.Receipt,
		Text: d.say(lang, key, append([]string{"number", c.Number}, pairs...)...),
		Park: d.Rules.Window > 0 && tx.Now.Sub(heard) > d.Rules.Window,
	}, nil
}

// toPerson queues words of an act to the person: they wait a little, so that
// they can be taken back. It says how they leave.
func (t *turn) toPerson(c *store.Complaint, act int64, asks, key string, pairs ...string) (how string, err error) {
	s, err := t.d.notice(t.tx, *c, key, pairs...)
	if err != nil {
		return "", err
	}
	s.Act, s.Held = act, t.tx.Now.Add(t.d.Rules.Hold)
	if s.Asks = asks; asks == flows.AskStaff || asks == flows.AskDone {
		s.Asked = c.ID
	}
	t.out.Sends = append(t.out.Sends, s)
	if err := t.goesOn(c); err != nil {
		return "", err
	}
	if s.Park {
		return t.say("desk_parked"), nil
	}
	if t.d.Rules.Hold <= 0 {
		return t.say("desk_leaves_now"), nil
	}
	return t.say("desk_leaves", "n", itoa(int(t.d.Rules.Hold/time.Second))), nil
}

// words keeps what staff say to the person in the complaint.
func (t *turn) words(c *store.Complaint, act int64, kind, text string) error {
	return t.tx.AddStaffNote(*c, store.Note{By: t.me.Name, Kind: kind, Staff: t.me.ID, Text: text, MessageID: actKey(act)})
}

// OnlyStatus marks a notice that tells a status and nothing more: of those
// that wait for the person to write, the newest is enough.
const OnlyStatus = "status"

// handOver ends a takeover, and says so, for undo does not bring it back: the
// bot has asked, and has to hear the answer.
func (t *turn) handOver(c *store.Complaint) error {
	now, err := t.tx.Takeover(c.Contact, c.Line)
	if errors.Is(err, store.ErrNotFound) || err == nil && now.Number != c.Number {
		return nil
	} else if err != nil {
		return err
	}
	t.tell("desk_chat_back", "numbers", c.Number)
	return t.tx.HandBack(c.Contact, c.Line)
}
