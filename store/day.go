package store

import (
	"errors"
	"time"
)

// Day is how the desk stands, and what a day brought.
type Day struct {
	Waiting  int    // in the queue
	Oldest   string // the number of the one that was filed first, "" if none waits
	OldestAt time.Time
	Taken    int // somebody works on them
	Asked    int // their person was asked something
	Came     int // filed in that day
	Resolved int // in that day, and still are
	Rejected int
}

// Day returns how the desk stands now, and what came and was closed from since
// until before until.
func (tx *Tx) Day(since, until time.Time) (d Day, err error) {
	from, to := since.UnixMilli(), until.UnixMilli()
	var filed int64
	err = found(tx.row("SELECT number, filed_at FROM complaint WHERE status = 'new' ORDER BY filed_at LIMIT 1").Scan(&d.Oldest, &filed))
	switch {
	case err == nil:
		d.OldestAt = fromMillis(filed)
	case !errors.Is(err, ErrNotFound):
		return d, err
	}
	closed := "SELECT COUNT(*) FROM complaint WHERE status = ? AND status_at >= ? AND status_at < ?"
	return d, errors.Join(
		tx.row("SELECT COUNT(*) FROM complaint WHERE status = 'new'").Scan(&d.Waiting),
		tx.row("SELECT COUNT(*) FROM complaint WHERE status = ?", StatusTaken).Scan(&d.Taken),
		tx.row("SELECT COUNT(*) FROM complaint WHERE status = ?", StatusWaiting).Scan(&d.Asked),
		tx.row("SELECT COUNT(*) FROM complaint WHERE filed_at >= ? AND filed_at < ?", from, to).Scan(&d.Came),
		tx.row(closed, StatusResolved, from, to).Scan(&d.Resolved),
		tx.row(closed, StatusRejected, from, to).Scan(&d.Rejected))
}
