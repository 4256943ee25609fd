package store

import (
	"database/sql"
	"encoding/json"
	"time"
)

// Event is a line of the audit: who did what, when. Detail is JSON with keys
// and reasons; it never holds words of people.
type Event struct {
	Contact   int64
	Complaint int64 // 0: none
	Kind      string
	Actor     string // applicant, desk, staff
	Staff     int64  // 0: none
	Detail    json.RawMessage
}

// Event appends to the audit. What stands there is never changed and never
// goes: the database refuses it.
func (tx *Tx) Event(e Event) error {
	if len(e.Detail) == 0 {
		e.Detail = json.RawMessage("{}")
	}
	_, err := tx.exec("INSERT INTO event (at, contact_id, complaint_id, kind, actor, staff_id, detail) VALUES (?, ?, NULLIF(?, 0), ?, ?, NULLIF(?, 0), ?)",
		tx.Now.UnixMilli(), e.Contact, e.Complaint, e.Kind, e.Actor, e.Staff, string(e.Detail))
	return err
}

// Misread is how often a reader could not take what people wrote, or took it
// and was put right, for one reason.
type Misread struct {
	Reader string // choice, count, date, phone, text, proof, intent, shape
	Reason string // a key of the catalogue, or changed, disputed
	Times  int
}

// Misread counts since a moment what was not understood and what was put right,
// the most frequent first. No text is kept of either.
func (tx *Tx) Misread(since time.Time) (all []Misread, err error) {
	err = tx.each(func(rows *sql.Rows) error {
		var m Misread
		err := rows.Scan(&m.Reader, &m.Reason, &m.Times)
		all = append(all, m)
		return err
	}, `SELECT COALESCE(json_extract(detail, '$.reader'), ''), COALESCE(json_extract(detail, '$.reason'), ''), COUNT(*) AS times FROM event
		WHERE kind IN ('answer_refused', 'answer_changed', 'answer_disputed', 'file_refused') AND at >= ?
		GROUP BY 1, 2 ORDER BY times DESC, 1, 2`, since.UnixMilli())
	return all, err
}
