package store

import (
	"errors"
	"time"
)

// Chosen is what a list is made of. Zero values choose all.
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
func (tx *Tx) Listed(f Chosen, after Mark, most int) ([]Complaint, error) {
	where, args := f.where()
	m := after.newest()
	return tx.complaints(where+" AND (filed_at, id) < (?, ?) ORDER BY filed_at DESC, id DESC LIMIT ?", append(args, m.Filed, m.ID, most)...)
}

// Of returns a part of a person's complaints, newest first.
func (tx *Tx) Of(contact int64, after Mark, most int) ([]Complaint, error) {
	m := after.newest()
	return tx.complaints("WHERE contact_id = ? AND (filed_at, id) < (?, ?) ORDER BY filed_at DESC, id DESC LIMIT ?", contact, m.Filed, m.ID, most)
}

// FiledSince counts the complaints of a person since a time.
func (tx *Tx) FiledSince(contact int64, since time.Time) (n int, err error) {
	err = tx.row("SELECT COUNT(*) FROM complaint WHERE contact_id = ? AND filed_at >= ?", contact, since.UnixMilli()).Scan(&n)
	return n, err
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

// FirstAnswer is a complaint's first answer as shown: its kind.
func (tx *Tx) FirstAnswer(complaint int64) (shown string, err error) {
	err = found(tx.row("SELECT shown FROM answer WHERE complaint_id = ? ORDER BY position LIMIT 1", complaint).Scan(&shown))
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return shown, err
}

// CountChosen is how many complaints are chosen.
func (tx *Tx) CountChosen(f Chosen) (n int, err error) {
	where, args := f.where()
	err = tx.row("SELECT COUNT(*) FROM complaint "+where, args...).Scan(&n)
	return n, err
}
