package store

import (
	"database/sql"
	"time"
)

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

// DropNotesOf takes words of staff out of a complaint that were taken back
// before anybody read them.
func (tx *Tx) DropNotesOf(complaint int64, messageID string) error {
	if _, err := tx.exec("DELETE FROM note WHERE complaint_id = ? AND message_id = ? AND kind IN ('answer', 'question', 'note')", complaint, messageID); err != nil {
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
