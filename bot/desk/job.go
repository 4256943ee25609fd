package desk

import (
	"encoding/json"
	"errors"
	"time"

	"aduan/store"
)

type releaseArgs struct {
	Staff int64 `json:"staff"`
	Done  int   `json:"done"`
}

// addRelease stores the job that puts a person's complaints back; to is told.
func addRelease(tx *store.Tx, to, staff int64) error {
	args, err := json.Marshal(releaseArgs{Staff: staff})
	if err != nil {
		return err
	}
	return tx.AddJob(store.Job{Staff: to, Kind: "release", Args: args})
}

// releaseSome puts some of a person's complaints back into the queue, tells
// those whose they are, and returns how many.
func (d *Desk) releaseSome(tx *store.Tx, out *Result, staff int64) (int, error) {
	claims, err := tx.Claims(staff, manyAtOnce)
	if err != nil {
		return 0, err
	}
	for _, c := range claims {
		s := c.State()
		s.Status, s.StatusAt, s.Assignee, s.Asked = store.StatusNew, tx.Now, 0, ""
		s.DueAt = time.Time{}
		e := store.Event{Contact: c.Contact, Complaint: c.ID, Kind: "claim_freed", Actor: "desk"}
		if err := errors.Join(tx.SetState(c.ID, s), tx.Event(e), d.byDay(tx, out, c, "notice_released")); err != nil {
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
	n, err := d.releaseSome(tx, &out, a.Staff)
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
