package desk

import (
	"errors"
	"strings"

	"aduan/store"
)

// takeover gives this person the chat: the bot is silent there.
func (t *turn) takeover(c *store.Complaint, _ string) error {
	if ok, err := t.free(c); err != nil || !ok {
		return err
	}
	until := t.tx.Now.Add(t.d.Rules.TakeOver)
	now, err := t.tx.Takeover(c.Contact, c.Line)
	if err == nil && now.Staff != 0 && now.Staff != t.me.ID {
		other, err := t.tx.StaffByID(now.Staff)
		if err != nil {
			return err
		}
		t.tell("desk_chat_held", "name", other.Name, "until", t.d.clock(t.tx.Now, now.Until))
		return nil
	} else if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	_, acted := t.tx.AddAct(store.Act{Staff: t.me.ID, Complaint: c.ID, Command: "takeover", Was: c.State(), Became: c.State()})
	err = errors.Join(acted,
		t.tx.TakeOver(store.Takeover{Contact: c.Contact, Line: c.Line, Staff: t.me.ID, Number: c.Number, Until: until}),
		t.event(c, "staff_takeover", nil))
	t.tell("desk_chat_yours", "number", c.Number, "until", t.d.clock(t.tx.Now, until))
	return err
}

// goesOn gives this person the chat for longer, if they have it: they wrote.
func (t *turn) goesOn(c *store.Complaint) error {
	now, err := t.tx.Takeover(c.Contact, c.Line)
	if errors.Is(err, store.ErrNotFound) || err == nil && now.Staff != t.me.ID {
		return nil
	} else if err != nil {
		return err
	}
	now.Until = t.tx.Now.Add(t.d.Rules.TakeOver)
	return t.tx.TakeOver(now)
}

// handback ends this person's takeovers, or the one of a complaint's chat, also
// where the support phone has it.
func (t *turn) handback(c *store.Complaint, _ string) error {
	chats, err := t.tx.TakenOverBy(t.me.ID)
	if err != nil {
		return err
	}
	var back []store.Takeover
	if c != nil { // also a takeover at the support phone
		if now, err := t.tx.Takeover(c.Contact, c.Line); err == nil && (now.Staff == 0 || now.Staff == t.me.ID || t.me.Role == store.Lead) {
			back = append(back, now)
		} else if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	} else {
		back = chats
	}
	if len(back) == 0 {
		t.tell("desk_no_chat")
		return nil
	}
	var numbers []string
	for _, x := range back {
		if err := t.tx.HandBack(x.Contact, x.Line); err != nil {
			return err
		}
		if x.Number == "" { // of the support phone, before there was a complaint
			x.Number = c.Number
		}
		numbers = append(numbers, x.Number)
	}
	t.tell("desk_chat_back", "numbers", strings.Join(numbers, ", "))
	return t.event(c, "staff_handback", nil)
}
