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

// ComplaintByID returns the complaint with our own id, or ErrNotFound.
func (tx *Tx) ComplaintByID(id int64) (Complaint, error) {
	return scanComplaint(tx.row("SELECT "+complaintColumns+" FROM complaint WHERE id = ?", id).Scan)
}

// EndingIn returns complaints whose number ends so, newest first, at most so
// many.
func (tx *Tx) EndingIn(end string, most int) ([]Complaint, error) {
	r := []byte(end)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return tx.complaints("WHERE backwards >= ? AND backwards < ? ORDER BY filed_at DESC, id DESC LIMIT ?", string(r), string(r)+"~", most)
}

func (tx *Tx) complaints(where string, args ...any) ([]Complaint, error) {
	var out []Complaint
	err := tx.each(func(r *sql.Rows) error {
		c, err := scanComplaint(r.Scan)
		out = append(out, c)
		return err
	}, "SELECT "+complaintColumns+" FROM complaint "+where, args...)
	return out, err
}

// queueWhere is the queue: what nobody works on, the reopened first, then the
// oldest.
const queueWhere = "WHERE status = 'new' ORDER BY reopened DESC, filed_at, id LIMIT ? OFFSET ?"

// Queue returns a part of the queue.
func (tx *Tx) Queue(offset, most int) ([]Complaint, error) {
	return tx.complaints(queueWhere, most, offset)
}

// QueueLength is how many complaints wait.
func (tx *Tx) QueueLength() (n int, err error) {
	err = tx.row("SELECT COUNT(*) FROM complaint WHERE status = 'new'").Scan(&n)
	return n, err
}

const positionQuery = `SELECT COUNT(*) FROM complaint WHERE status = 'new' AND (reopened > ?1 OR reopened = ?1 AND (filed_at, id) <= (?2, ?3))`

// Position is a waiting complaint's place in the queue, from 1.
func (tx *Tx) Position(c Complaint) (n int, err error) {
	err = tx.row(positionQuery, c.Reopened, c.FiledAt.UnixMilli(), c.ID).Scan(&n)
	return n, err
}

// Choice is what a list is made of. Zero values choose all.
type Chosen struct {
	Status string
	Field  string // with Read: an answer of a choice
	Read   string
	Since  time.Time
	Until  time.Time
}

func (f Chosen) where() (string, []any) {
	since, until := int64(0), int64(1)<<60
	if !f.Since.IsZero() {
		since = f.Since.UnixMilli()
	}
	if !f.Until.IsZero() {
		until = f.Until.UnixMilli()
	}
	args := []any{since, until}
	where := "WHERE filed_at >= ? AND filed_at < ?"
	if f.Status != "" {
		where += " AND status = ?"
		args = append(args, f.Status)
	}
	if f.Read != "" {
		where += " AND EXISTS (SELECT 1 FROM answer WHERE complaint_id = complaint.id AND field = ? AND read = ?)"
		args = append(args, f.Field, f.Read)
	}
	return where, args
}

// Listed returns a part of the complaints that are chosen, newest first.
func (tx *Tx) Listed(f Chosen, offset, most int) ([]Complaint, error) {
	where, args := f.where()
	return tx.complaints(where+" ORDER BY filed_at DESC, id DESC LIMIT ? OFFSET ?", append(args, most, offset)...)
}

// Of returns a person's complaints, newest first.
func (tx *Tx) Of(contact int64, offset, most int) ([]Complaint, error) {
	return tx.complaints("WHERE contact_id = ? ORDER BY filed_at DESC, id DESC LIMIT ? OFFSET ?", contact, most, offset)
}

// FiledSince counts the complaints of a person since a time.
func (tx *Tx) FiledSince(contact int64, since time.Time) (n int, err error) {
	err = tx.row("SELECT COUNT(*) FROM complaint WHERE contact_id = ? AND filed_at >= ?", contact, since.UnixMilli()).Scan(&n)
	return n, err
}

// NextComplaintDue returns the complaint in which something is due first, or
// ErrNotFound.
func (tx *Tx) NextComplaintDue() (Complaint, error) {
	return scanComplaint(tx.row("SELECT " + complaintColumns + " FROM complaint WHERE due_at IS NOT NULL ORDER BY due_at, id LIMIT 1").Scan)
}

// ReportOf returns a complaint with everything that belongs to it.
func (tx *Tx) ReportOf(c Complaint) (Report, error) {
	r := Report{Complaint: c}
	return r, tx.fill(&r)
}

// SeenIn returns the number of another person's complaint that has one of this
// complaint's proofs, or "".
func (tx *Tx) SeenIn(c Complaint) (number string, err error) {
	err = found(tx.row(`SELECT o.number FROM proof p JOIN proof q ON q.sha256 = p.sha256 AND q.contact_id <> p.contact_id
		JOIN complaint o ON o.id = q.complaint_id WHERE p.complaint_id = ? ORDER BY o.id LIMIT 1`, c.ID).Scan(&number))
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return number, err
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

// Note is words in a complaint.
type Note struct {
	At        time.Time
	By        string
	Kind      string // "": of the applicant; see migrations
	Staff     int64
	Text      string
	MessageID string
}

// The kinds of notes.
const (
	NoteInternal = "note"
	NoteAnswer   = "answer"
	NoteQuestion = "question"
	NotePhone    = "phone"
)

// AddStaffNote adds words of staff to a complaint.
func (tx *Tx) AddStaffNote(c Complaint, n Note) error { return tx.addNote(c, n) }

func (tx *Tx) addNote(c Complaint, n Note) error {
	_, err := tx.exec("INSERT INTO note (complaint_id, at, by, text, message_id, kind, staff_id) VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, 0))",
		c.ID, tx.Now.UnixMilli(), n.By, n.Text, n.MessageID, n.Kind, n.Staff)
	if err != nil {
		return err
	}
	return tx.indexComplaint(c.ID)
}

// DropNotesOf takes words out of a complaint that were taken back before they
// left.
func (tx *Tx) DropNotesOf(complaint int64, messageID string) error {
	if _, err := tx.exec("DELETE FROM note WHERE complaint_id = ? AND message_id = ? AND kind IN ('answer', 'question')", complaint, messageID); err != nil {
		return err
	}
	return tx.indexComplaint(complaint)
}

// Notes returns the newest words in a complaint, oldest first.
func (tx *Tx) Notes(complaint int64, most int) ([]Note, error) {
	var out []Note
	err := tx.each(func(r *sql.Rows) error {
		var n Note
		var at int64
		err := r.Scan(&at, &n.By, &n.Kind, &n.Staff, &n.Text)
		n.At = fromMillis(at)
		out = append([]Note{n}, out...)
		return err
	}, "SELECT at, by, kind, COALESCE(staff_id, 0), text FROM note WHERE complaint_id = ? ORDER BY id DESC LIMIT ?", complaint, most)
	return out, err
}

// FirstAnswer is a complaint's first answer as shown: its kind.
func (tx *Tx) FirstAnswer(complaint int64) (shown string, err error) {
	err = found(tx.row("SELECT shown FROM answer WHERE complaint_id = ? ORDER BY position LIMIT 1", complaint).Scan(&shown))
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return shown, err
}

// History returns a part of a complaint's audit, newest first.
func (tx *Tx) History(complaint int64, offset, most int) ([]Recorded, error) {
	var out []Recorded
	err := tx.each(func(r *sql.Rows) error {
		var e Recorded
		var at int64
		var detail []byte
		err := r.Scan(&at, &e.Kind, &e.Actor, &e.Staff, &detail)
		e.At, e.Detail = fromMillis(at), detail
		out = append(out, e)
		return err
	}, "SELECT at, kind, actor, COALESCE(staff_id, 0), detail FROM event WHERE complaint_id = ? ORDER BY id DESC LIMIT ? OFFSET ?", complaint, most, offset)
	return out, err
}

// CountChosen is how many complaints are chosen.
func (tx *Tx) CountChosen(f Chosen) (n int, err error) {
	where, args := f.where()
	err = tx.row("SELECT COUNT(*) FROM complaint "+where, args...).Scan(&n)
	return n, err
}
