package desk

import (
	"encoding/json"
	"errors"

	"aduan/flows"
	"aduan/store"
)

// Pin confirms a person whose account or key has changed: the account that
// came is theirs, or the next one that comes with the number.
func Pin(tx *store.Tx, s store.Staff) error {
	s.LID, s.RefusedLID, s.Refused = s.RefusedLID, "", false
	return tx.SaveStaff(s)
}

// Seed adds those of the configuration whom the record never knew. Who was
// removed stays removed.
func Seed(tx *store.Tx, seeds []store.Staff) error {
	for _, s := range seeds {
		known, err := tx.KnownStaff(s.Phone)
		if err != nil || known {
			if err != nil {
				return err
			}
			continue
		}
		added, err := tx.AddStaff(s)
		if err != nil {
			return err
		}
		detail, _ := json.Marshal(map[string]string{"staff": itoa(int(added.ID)), "role": s.Role})
		if err := tx.Event(store.Event{Kind: "staff_added", Actor: "desk", Detail: detail}); err != nil {
			return err
		}
	}
	return nil
}

// Recognise says whether a contact is staff: the number is on the list, and
// the account is the one that was pinned. At the first match it pins. Where
// another account comes with the number, that account is nobody, and leads are
// told.
func (d *Desk) Recognise(tx *store.Tx, c store.Contact) (s store.Staff, ok bool, out Result, err error) {
	number := c.Number()
	if number == "" {
		return s, false, out, nil
	}
	if s, err = tx.StaffByPhone(number); errors.Is(err, store.ErrNotFound) {
		return s, false, out, nil
	} else if err != nil {
		return s, false, out, err
	}
	event := func(kind string) error {
		return tx.Event(store.Event{Contact: c.ID, Kind: kind, Actor: "desk", Staff: s.ID})
	}
	switch {
	case s.LID != "" && c.LID != s.LID:
		if !s.Refused || s.RefusedLID != c.LID {
			s.Refused, s.RefusedLID = true, c.LID
			if err := errors.Join(tx.SaveStaff(s), event("staff_refused")); err != nil {
				return s, false, out, err
			}
			out.Sends, err = d.toLeads(tx, s.ID, "desk_lead_other_account", "name", s.Name, "phone", flows.PhoneShown(s.Phone), "pin", s.Phone)
		}
		return s, false, out, err
	case s.Refused:
		return s, false, Result{Sends: []Send{{Contact: c.ID, Text: wrap(d.say(s.Lang, "desk_refused"))}}}, nil
	case s.LID == "" && c.LID != "":
		s.LID = c.LID
		if err := errors.Join(tx.SaveStaff(s), event("staff_pinned")); err != nil {
			return s, false, out, err
		}
		out.Sends, err = d.toLeads(tx, s.ID, "desk_lead_pinned", "name", s.Name, "phone", flows.PhoneShown(s.Phone))
	}
	return s, true, out, err
}

// KeyChanged suspends a person of staff whose identity key has changed, until
// somebody confirms.
func (d *Desk) KeyChanged(tx *store.Tx, c store.Contact) (out Result, err error) {
	s, err := tx.StaffByPhone(c.Number())
	if errors.Is(err, store.ErrNotFound) || err == nil && (s.Refused || s.LID != c.LID) {
		return out, nil
	} else if err != nil {
		return out, err
	}
	s.Refused, s.RefusedLID = true, c.LID
	if err := errors.Join(tx.SaveStaff(s), tx.Event(store.Event{Contact: c.ID, Kind: "staff_key_changed", Actor: "desk", Staff: s.ID})); err != nil {
		return out, err
	}
	out.Sends, err = d.toLeads(tx, s.ID, "desk_lead_key", "name", s.Name, "phone", flows.PhoneShown(s.Phone), "pin", s.Phone)
	return out, err
}

// toLeads tells all leads that can be reached, but one.
func (d *Desk) toLeads(tx *store.Tx, but int64, key string, pairs ...string) ([]Send, error) {
	all, err := tx.Staff()
	if err != nil {
		return nil, err
	}
	var out []Send
	for _, s := range all {
		if s.Role == store.Lead && s.Contact != 0 && s.ID != but && !s.Refused {
			out = append(out, Send{Staff: s.ID, Text: wrap(d.say(s.Lang, key, pairs...))})
		}
	}
	return out, nil
}
