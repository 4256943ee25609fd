package desk

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

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
	return nil
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
		t.asks = "confirm"
		t.tell("desk_really_remove", "name", who.Name, "phone", flows.PhoneShown(who.Phone), "n", itoa(n))
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
			line += " · " + t.say("desk_staff_refused")
		case s.Contact == 0:
			line += " · " + t.say("desk_staff_silent")
		case !s.Cards:
			line += " · " + t.say("desk_staff_home")
		}
		lines = append(lines, line)
	}
	t.said = append(t.said, strings.Join(lines, "\n"))
	return nil
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
	n, err := t.tx.ClaimsOf(id)
	if err != nil {
		return err
	}
	if err := errors.Join(t.tx.RemoveStaff(id), t.event(nil, "staff_removed", map[string]string{"staff": itoa(int(id))})); err != nil {
		return err
	}
	t.tell("desk_staff_gone", "name", who.Name)
	if n > manyAtOnce {
		args, err := json.Marshal(releaseArgs{Staff: id})
		if err != nil {
			return err
		}
		t.tell("desk_job", "n", itoa(n))
		return t.tx.AddJob(store.Job{Staff: t.me.ID, Kind: "release", Args: args})
	}
	_, err = releaseSome(t.tx, id, manyAtOnce)
	return err
}

type releaseArgs struct {
	Staff int64 `json:"staff"`
	Done  int   `json:"done"`
}

// releaseSome puts some of a person's complaints back into the queue, and
// returns how many.
func releaseSome(tx *store.Tx, staff int64, most int) (int, error) {
	claims, err := tx.Claims(staff, most)
	if err != nil {
		return 0, err
	}
	for _, c := range claims {
		s := c.State()
		s.Status, s.StatusAt, s.Assignee, s.Asked = store.StatusNew, tx.Now, 0, ""
		s.DueAt = time.Time{}
		e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "claim_ended", Actor: "desk"}
		if err := errors.Join(tx.SetState(c.ID, s), tx.Event(e)); err != nil {
			return 0, err
		}
	}
	return len(claims), nil
}

// Job does a part of a job that is stored, and says what to send when it is
// done.
func (d *Desk) Job(tx *store.Tx, j store.Job) (Result, error) {
	var out Result
	if j.Kind != "release" {
		return out, tx.JobDone(j.ID)
	}
	var a releaseArgs
	if err := json.Unmarshal(j.Args, &a); err != nil {
		return out, errors.Join(err, tx.JobDone(j.ID))
	}
	n, err := releaseSome(tx, a.Staff, manyAtOnce)
	if err != nil {
		return out, err
	}
	a.Done += n
	if n == manyAtOnce {
		args, err := json.Marshal(a)
		if err != nil {
			return out, err
		}
		return out, tx.JobArgs(j.ID, args)
	}
	me, err := tx.StaffByID(j.Staff)
	if err != nil {
		return out, err
	}
	out.Sends = append(out.Sends, Send{Staff: me.ID, Text: wrap(d.say(me.Lang, "desk_job_done", "n", itoa(a.Done)))})
	return out, tx.JobDone(j.ID)
}

// Remove takes a person's rights away, outside a chat. What they had goes back
// into the queue: by a job where it is much.
func Remove(tx *store.Tx, s store.Staff) error {
	if err := tx.RemoveStaff(s.ID); err != nil {
		return err
	}
	n, err := tx.ClaimsOf(s.ID)
	if err != nil {
		return err
	}
	if n > manyAtOnce {
		args, err := json.Marshal(releaseArgs{Staff: s.ID})
		return errors.Join(err, tx.AddJob(store.Job{Staff: s.ID, Kind: "release", Args: args}))
	}
	_, err = releaseSome(tx, s.ID, manyAtOnce)
	return err
}

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
