package store

import (
	"database/sql"
	"errors"
	"time"
)

// Takeover is a chat in which a human writes: we are silent there.
type Takeover struct {
	Contact int64
	Line    string
	Staff   int64  // 0: somebody at the support phone
	Number  string // the complaint that words belong to, "" if none
	Until   time.Time
}

// Takeover returns the takeover of a chat that is in force now, or ErrNotFound.
func (tx *Tx) Takeover(contact int64, line string) (t Takeover, err error) {
	var until int64
	t = Takeover{Contact: contact, Line: line}
	err = tx.row("SELECT COALESCE(staff_id, 0), number, until FROM takeover WHERE contact_id = ? AND line = ? AND until > ?",
		contact, line, tx.Now.UnixMilli()).Scan(&t.Staff, &t.Number, &until)
	t.Until = fromMillis(until)
	return t, found(err)
}

// Silent is until when we are silent in a chat, the zero time if we are not.
func (tx *Tx) Silent(contact int64, line string) (time.Time, error) {
	t, err := tx.Takeover(contact, line)
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, nil
	}
	return t.Until, err
}

// TakeOver notes that a human has a chat.
func (tx *Tx) TakeOver(t Takeover) error {
	_, err := tx.exec(`INSERT INTO takeover (contact_id, line, staff_id, number, until) VALUES (?, ?, NULLIF(?, 0), ?, ?)
		ON CONFLICT DO UPDATE SET staff_id = excluded.staff_id, number = excluded.number, until = excluded.until`,
		t.Contact, t.Line, t.Staff, t.Number, t.Until.UnixMilli())
	return err
}

// HandBack ends a takeover, and lets what waited for its end leave.
func (tx *Tx) HandBack(contact int64, line string) error {
	if _, err := tx.exec("DELETE FROM takeover WHERE contact_id = ? AND line = ?", contact, line); err != nil {
		return err
	}
	return tx.ReleaseSilence(contact, line)
}

// TakenOverBy returns the chats that a person has taken over.
func (tx *Tx) TakenOverBy(staff int64) (out []Takeover, err error) {
	err = tx.each(func(r *sql.Rows) error {
		t := Takeover{Staff: staff}
		var until int64
		err := r.Scan(&t.Contact, &t.Line, &t.Number, &until)
		t.Until = fromMillis(until)
		out = append(out, t)
		return err
	}, "SELECT contact_id, line, number, until FROM takeover WHERE staff_id = ? AND until > ? ORDER BY until", staff, tx.Now.UnixMilli())
	return out, err
}
