package store

import (
	"database/sql"
	"encoding/json"
	"time"
)

// Act is something that staff did and may take back.
type Act struct {
	ID        int64
	At        time.Time
	Staff     int64
	Complaint int64
	Command   string
	Was       State
	Became    State
	Undone    bool
}

// AddAct records what staff did, and returns its id.
func (tx *Tx) AddAct(a Act) (int64, error) {
	was, err := json.Marshal(a.Was)
	if err != nil {
		return 0, err
	}
	became, err := json.Marshal(a.Became)
	if err != nil {
		return 0, err
	}
	res, err := tx.exec("INSERT INTO act (at, staff_id, complaint_id, command, was, became) VALUES (?, ?, ?, ?, ?, ?)",
		tx.Now.UnixMilli(), a.Staff, a.Complaint, a.Command, string(was), string(became))
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// ActBecame notes what a complaint became by an act.
func (tx *Tx) ActBecame(id int64, s State) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = tx.exec("UPDATE act SET became = ? WHERE id = ?", string(b), id)
	return err
}

// LastAct returns the newest thing that a person did and has not taken back,
// or ErrNotFound.
func (tx *Tx) LastAct(staff int64) (a Act, err error) {
	var at int64
	var was, became []byte
	var undone sql.NullInt64
	err = tx.row("SELECT id, at, staff_id, complaint_id, command, was, became, undone_at FROM act WHERE staff_id = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1", staff).
		Scan(&a.ID, &at, &a.Staff, &a.Complaint, &a.Command, &was, &became, &undone)
	if err != nil {
		return a, found(err)
	}
	a.At, a.Undone = fromMillis(at), undone.Valid
	if err := json.Unmarshal(was, &a.Was); err != nil {
		return a, err
	}
	return a, json.Unmarshal(became, &a.Became)
}

// ActUndone notes that an act was taken back.
func (tx *Tx) ActUndone(id int64) error {
	_, err := tx.exec("UPDATE act SET undone_at = ? WHERE id = ?", tx.Now.UnixMilli(), id)
	return err
}
