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
