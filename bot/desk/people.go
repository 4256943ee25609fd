package desk

import (
	"errors"
	"strings"

	"aduan/flows"
	"aduan/store"
)

// comeIn and goHome set who gets cards.
func (t *turn) comeIn(*store.Complaint, string) error {
	t.me.Cards = true
	n, err := t.tx.QueueLength()
	t.tell("desk_in", "n", itoa(n))
	return errors.Join(err, t.event(nil, "staff_in", nil))
}

func (t *turn) goHome(*store.Complaint, string) error {
	t.me.Cards = false
	n, err := t.tx.ClaimsOf(t.me.ID)
	if n > 0 {
		t.tell("desk_out_claims", "n", itoa(n))
	} else {
		t.tell("desk_out")
	}
	return errors.Join(err, t.event(nil, "staff_out", nil))
}

// own hands the person over to the conversation until their complaint is filed
// or cancelled.
func (t *turn) own(_ *store.Complaint, words string) error {
	t.me.Filing = true
	t.out.Flow = "ulang"
	if words != "" {
		t.out.Flow = words
	}
	return t.event(nil, "staff_own", nil)
}

// staff lists, adds and removes people: "staf", "staf tambah NUMBER NAME",
// "staf hapus NUMBER", "staf pin NUMBER".
func (t *turn) staff(_ *store.Complaint, words string) error {
	word, rest := cut(words)
	switch strings.ToLower(word) {
	case "":
		return t.listStaff()
	case "tambah", "add":
		return t.addStaff(rest)
	case "hapus", "remove":
		who, err := t.person1(rest)
		if err != nil || who == nil {
			return err
		}
		n, err := t.tx.ClaimsOf(who.ID)
		if err != nil {
			return err
		}
		key := "desk_really_remove"
		if n > 0 {
			key = "desk_really_remove_claims"
		}
		t.tell(key, "name", who.Name, "phone", flows.PhoneShown(who.Phone), "n", itoa(n))
		return t.await(asked{Kind: "staff", Staff: who.ID})
	case "pin":
		who, err := t.person1(rest)
		if err != nil || who == nil {
			return err
		}
		t.tell("desk_pinned_anew", "name", who.Name)
		if who.ID == t.me.ID { // they write from it right now
			return nil
		}
		return errors.Join(Pin(t.tx, *who), t.event(nil, "staff_pin", map[string]string{"staff": itoa(int(who.ID))}))
	}
	t.tell("desk_staff_usage")
	return nil
}

func (t *turn) listStaff() error {
	all, err := t.tx.Staff()
	if err != nil {
		return err
	}
	var lines []string
	for _, s := range all {
		line := "*" + inline(s.Name, 24) + "* (" + s.Role + ")\n" + flows.PhoneShown(s.Phone)
		switch {
		case s.Refused:
			line += "\n" + t.say("desk_staff_refused")
		case s.Contact == 0:
			line += " · " + t.say("desk_staff_silent")
		case !s.Cards:
			line += " · " + t.say("desk_staff_home")
		}
		lines = append(lines, line)
	}
	t.said = append(t.said, strings.Join(lines, "\n"))
	return t.event(nil, "staff_staff", nil)
}

// person1 is the person of staff whom a number or a name means; nil where
// there is none, which it says.
func (t *turn) person1(words string) (*store.Staff, error) {
	all, err := t.tx.Staff()
	if err != nil {
		return nil, err
	}
	phone := flows.PhoneNumber(words)
	var found []store.Staff
	for _, s := range all {
		if phone != "" && s.Phone == phone || phone == "" && strings.EqualFold(s.Name, strings.TrimSpace(words)) {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		t.tell("desk_staff_unknown", "said", inline(words, 24))
		return nil, nil
	}
	return &found[0], nil
}

// addStaff reads "NUMBER NAME", where the number may hold blanks and the last
// word may be a role.
func (t *turn) addStaff(words string) error {
	i := strings.LastIndexAny(words, "0123456789")
	if i < 0 {
		t.tell("desk_staff_usage")
		return nil
	}
	phone, name := flows.PhoneNumber(words[:i+1]), strings.TrimSpace(words[i+1:])
	role := store.Agent
	if rest, ok := strings.CutSuffix(name, " lead"); ok {
		role, name = store.Lead, strings.TrimSpace(rest)
	}
	if phone == "" || name == "" {
		t.tell("desk_staff_usage")
		return nil
	}
	s, err := t.tx.AddStaff(store.Staff{Phone: phone, Name: inline(name, 40), Role: role, Lang: t.me.Lang})
	if errors.Is(err, store.ErrConflict) {
		t.tell("desk_staff_there", "phone", flows.PhoneShown(phone))
		return nil
	} else if err != nil {
		return err
	}
	t.tell("desk_staff_added", "name", s.Name, "phone", flows.PhoneShown(phone), "role", role)
	return t.event(nil, "staff_added", map[string]string{"staff": itoa(int(s.ID)), "role": role})
}

// removeStaff takes a person's rights away and puts what they had back into
// the queue: by a job where it is much.
func (t *turn) removeStaff(id int64) error {
	who, err := t.tx.StaffByID(id)
	if err != nil {
		return err
	}
	all, err := t.tx.Staff()
	if err != nil {
		return err
	}
	leads := 0
	for _, s := range all {
		if s.Role == store.Lead && s.ID != id {
			leads++
		}
	}
	if leads == 0 {
		t.tell("desk_last_lead")
		return nil
	}
	n, err := leave(t.tx, id)
	if err != nil {
		return err
	}
	if err := t.event(nil, "staff_removed", map[string]string{"staff": itoa(int(id))}); err != nil {
		return err
	}
	key := "desk_staff_gone"
	switch t.gone = id == t.me.ID; {
	case t.gone:
		key = "desk_goodbye"
	case n > manyAtOnce:
		key = "desk_staff_gone_job"
	case n > 0:
		key = "desk_staff_gone_claims"
	}
	t.tell(key, "name", who.Name, "n", itoa(n))
	if n > manyAtOnce {
		return addRelease(t.tx, t.me.ID, id)
	}
	_, err = t.d.releaseSome(t.tx, &t.out, id)
	return err
}

// leave takes a person's rights away, with the chats that they have. It
// returns how many complaints they leave behind.
func leave(tx *store.Tx, id int64) (claims int, err error) {
	chats, err := tx.TakenOverBy(id)
	if err != nil {
		return 0, err
	}
	for _, x := range chats {
		if err := tx.HandBack(x.Contact, x.Line); err != nil {
			return 0, err
		}
	}
	if err := tx.RemoveStaff(id); err != nil {
		return 0, err
	}
	return tx.ClaimsOf(id)
}

// Remove takes a person's rights away, outside a chat. A running desk puts what
// they had back into the queue.
func Remove(tx *store.Tx, s store.Staff) error {
	n, err := leave(tx, s.ID)
	if err != nil || n == 0 {
		return err
	}
	return addRelease(tx, s.ID, s.ID)
}
