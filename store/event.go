package store

import "encoding/json"

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
