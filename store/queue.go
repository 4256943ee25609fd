package store

import "database/sql"

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

// Queue returns a part of the queue: what nobody works on, the reopened first,
// then the oldest.
func (tx *Tx) Queue(after Mark, most int) ([]Complaint, error) {
	if after == (Mark{}) {
		after.Reopened = true
	}
	return tx.complaints(`WHERE status = 'new' AND (reopened < ?1 OR reopened = ?1 AND (filed_at, id) > (?2, ?3))
		ORDER BY reopened DESC, filed_at, id LIMIT ?4`, after.Reopened, after.Filed, after.ID, most)
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
