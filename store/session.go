package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"aduan/flows"
)

// Session returns where a person stands; somebody new has an empty one.
func (tx *Tx) Session(contact int64, line string) (s flows.Session, err error) {
	var b []byte
	err = found(tx.row("SELECT session FROM session WHERE contact_id = ? AND line = ?", contact, line).Scan(&b))
	if errors.Is(err, ErrNotFound) {
		return s, nil
	} else if err != nil {
		return s, err
	}
	err = json.Unmarshal(b, &s)
	return s, err
}

// SaveSession keeps where a person stands, and when something in it is due;
// the zero time is never.
func (tx *Tx) SaveSession(contact int64, line string, s flows.Session, due time.Time) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if !due.IsZero() { // never before its time: the record keeps whole milliseconds
		due = due.Add(time.Millisecond - 1).Truncate(time.Millisecond)
	}
	_, err = tx.exec(`INSERT INTO session (contact_id, line, session, due_at, updated_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET session = excluded.session, due_at = excluded.due_at, updated_at = excluded.updated_at`,
		contact, line, string(b), millis(due), tx.Now.UnixMilli())
	return err
}

// Arriving returns a person of whom more of an album is expected, or
// ErrNotFound.
func (tx *Tx) Arriving() (d Due, err error) {
	err = tx.row(`SELECT contact_id, line FROM session
		WHERE due_at IS NOT NULL AND json_extract(session, '$.hold.left') > 0 LIMIT 1`).Scan(&d.Contact, &d.Line)
	return d, found(err)
}

// Due is something that is due: in a session, or in one of the desk's rows.
type Due struct {
	Contact   int64 // a session's
	Line      string
	Complaint int64 // a claim ends, or silence closes it
	Staff     int64 // a digest of cards
	Lead      int64 // is told how the desk stands
	Job       int64
	At        time.Time
}

// NextDue returns what is due first, or ErrNotFound.
func (tx *Tx) NextDue() (d Due, err error) {
	var at sql.NullInt64
	err = tx.row(`SELECT contact_id, line, 0, 0, 0, 0, due_at FROM (SELECT * FROM session WHERE due_at IS NOT NULL ORDER BY due_at, contact_id LIMIT 1)
		UNION ALL SELECT 0, '', id, 0, 0, 0, due_at FROM (SELECT * FROM complaint WHERE due_at IS NOT NULL ORDER BY due_at, id LIMIT 1)
		UNION ALL SELECT 0, '', 0, id, 0, 0, digest_at FROM staff WHERE digest_at IS NOT NULL
		UNION ALL SELECT 0, '', 0, 0, id, 0, daily_at FROM staff WHERE daily_at IS NOT NULL
		UNION ALL SELECT 0, '', 0, 0, 0, id, at FROM (SELECT * FROM job WHERE done_at IS NULL ORDER BY id LIMIT 1)
		ORDER BY 7 LIMIT 1`).Scan(&d.Contact, &d.Line, &d.Complaint, &d.Staff, &d.Lead, &d.Job, &at)
	d.At = maybeTime(at)
	return d, found(err)
}
