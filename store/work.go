package store

import (
	"database/sql"
	"errors"
	"time"

	"aduan/flows"
)

// Work is who works on a complaint, and what is open in it.
type Work struct {
	Assignee   int64     // 0: nobody
	Asker      int64     // whose question is open, or was answered last
	Asked      string    // id of the message with the open question
	AnsweredAt time.Time // when the last question of staff was answered
	Receipt    string    // id of the message with the receipt
	DueAt      time.Time // taken: when the claim ends; resolved: when silence closes it
	Reopened   bool      // comes before all others in the queue
}

const workColumns = "COALESCE(assignee, 0), COALESCE(asker, 0), asked, answered_at, receipt, due_at, reopened"

type workRow struct {
	w             Work
	answered, due sql.NullInt64
}

func (r *workRow) into() []any {
	return []any{&r.w.Assignee, &r.w.Asker, &r.w.Asked, &r.answered, &r.w.Receipt, &r.due, &r.w.Reopened}
}

func (r *workRow) work() Work {
	w := r.w
	w.AnsweredAt, w.DueAt = maybeTime(r.answered), maybeTime(r.due)
	return w
}

// State is what staff change about a complaint.
type State struct {
	Status     string    `json:"status"`
	StatusAt   time.Time `json:"status_at"`
	Assignee   int64     `json:"assignee,omitempty"`
	Asker      int64     `json:"asker,omitempty"`
	Asked      string    `json:"asked,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	DueAt      time.Time `json:"due_at,omitzero"`
	Reopened   bool      `json:"reopened,omitempty"`
}

// State is what staff can change about it, as it is.
func (c Complaint) State() State {
	return State{c.Status, c.StatusAt, c.Assignee, c.Asker, c.Asked, c.AnsweredAt, c.DueAt, c.Reopened}
}

// Same says that a complaint is as an act left it; how long a claim still runs
// does not matter.
func (s State) Same(o State) bool {
	return s.Status == o.Status && s.StatusAt.Equal(o.StatusAt) && s.Assignee == o.Assignee
}

// SetState writes what staff changed about a complaint.
func (tx *Tx) SetState(id int64, s State) error {
	_, err := tx.exec(`UPDATE complaint SET status = ?, status_at = ?, assignee = NULLIF(?, 0), asker = NULLIF(?, 0), asked = ?,
		answered_at = ?, due_at = ?, reopened = ? WHERE id = ?`,
		s.Status, s.StatusAt.UnixMilli(), s.Assignee, s.Asker, s.Asked, millis(s.AnsweredAt), millis(s.DueAt), s.Reopened, id)
	return err
}

// SetAsked notes which message asks the person something.
func (tx *Tx) SetAsked(id int64, message string) error {
	_, err := tx.exec("UPDATE complaint SET asked = ? WHERE id = ?", message, id)
	return err
}

// SetReceipt notes which message told the person the number.
func (tx *Tx) SetReceipt(id int64, message string) error {
	_, err := tx.exec("UPDATE complaint SET receipt = ? WHERE id = ?", message, id)
	return err
}

// NextComplaintDue returns the complaint in which something is due first, or
// ErrNotFound.
func (tx *Tx) NextComplaintDue() (Complaint, error) {
	return scanComplaint(tx.row("SELECT " + complaintColumns + " FROM complaint WHERE due_at IS NOT NULL ORDER BY due_at, id LIMIT 1").Scan)
}

// ownWork fills in what staff have to do with a person's own complaint.
func (tx *Tx) ownWork(c Complaint, o *flows.Own) (err error) {
	if c.Status == StatusNew {
		if o.Position, err = tx.Position(c); err != nil {
			return err
		}
	}
	if c.Asked == "" {
		return nil
	}
	var asks, state string
	var sent, queued int64
	err = found(tx.row("SELECT asks, state, COALESCE(sent_at, 0), queued_at FROM outbox WHERE message_id = ?", c.Asked).Scan(&asks, &state, &sent, &queued))
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if state == "sending" { // it may be there already
		sent = queued
	}
	if o.Ask, o.AskID = asks, c.Asked; sent != 0 {
		o.Asked = fromMillis(sent)
	}
	return err
}

// told is when staff's last words about a person's complaints left, by number.
// What only tells a status is not theirs.
func (tx *Tx) told(contact int64) (map[string]time.Time, error) {
	out := map[string]time.Time{}
	return out, tx.each(func(r *sql.Rows) error {
		var number string
		var at int64
		err := r.Scan(&number, &at)
		out[number] = fromMillis(at)
		return err
	}, `SELECT number, MAX(sent_at) FROM outbox
		WHERE contact_id = ? AND state = 'sent' AND +act <> 0 AND asks IN ('', 'done') GROUP BY number`, contact)
}
