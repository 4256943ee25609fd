package store

import "database/sql"

// History returns a part of a complaint's audit, newest first.
func (tx *Tx) History(complaint int64, after Mark, most int) ([]Recorded, error) {
	var out []Recorded
	err := tx.each(func(r *sql.Rows) error {
		var e Recorded
		var at int64
		var detail []byte
		err := r.Scan(&e.ID, &at, &e.Kind, &e.Actor, &e.Staff, &detail)
		e.At, e.Detail = fromMillis(at), detail
		out = append(out, e)
		return err
	}, "SELECT id, at, kind, actor, COALESCE(staff_id, 0), detail FROM event WHERE complaint_id = ? AND id < ? ORDER BY id DESC LIMIT ?", complaint, after.newest().ID, most)
	return out, err
}
