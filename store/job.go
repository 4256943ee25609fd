package store

import "encoding/json"

// Job is work that is too much for one message's transaction.
type Job struct {
	ID    int64
	Staff int64 // who is told the result
	Kind  string
	Args  json.RawMessage
}

// AddJob stores a job; it is done after the transaction commits.
func (tx *Tx) AddJob(j Job) error {
	_, err := tx.exec("INSERT INTO job (at, staff_id, kind, args) VALUES (?, ?, ?, ?)", tx.Now.UnixMilli(), j.Staff, j.Kind, string(j.Args))
	return err
}

// NextJob returns the oldest job that is not done, or ErrNotFound.
func (tx *Tx) NextJob() (j Job, err error) {
	var args []byte
	err = tx.row("SELECT id, staff_id, kind, args FROM job WHERE done_at IS NULL ORDER BY id LIMIT 1").Scan(&j.ID, &j.Staff, &j.Kind, &args)
	j.Args = args
	return j, found(err)
}

// JobDone notes that nothing is left of a job.
func (tx *Tx) JobDone(id int64) error {
	_, err := tx.exec("UPDATE job SET done_at = ? WHERE id = ?", tx.Now.UnixMilli(), id)
	return err
}

// JobArgs keeps how far a job has come.
func (tx *Tx) JobArgs(id int64, args json.RawMessage) error {
	_, err := tx.exec("UPDATE job SET args = ? WHERE id = ?", string(args), id)
	return err
}
