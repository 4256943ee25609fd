package desk

import (
	"encoding/json"
	"errors"
	"time"

	"aduan/store"
)

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
