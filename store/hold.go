package store

import "time"

// heldMillis is a time until which something is held; 0 is not at all.
func heldMillis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// ReleaseHeld lets the words of staff go that are still held back, and says
// whether there were any.
func (tx *Tx) ReleaseHeld() (bool, error) {
	// Both states and the plus are for the planner: it takes the index of what is
	// open, and not that of everything that staff ever said.
	res, err := tx.exec("UPDATE outbox SET held_until = 0 WHERE state IN ('queued', 'sending') AND state = 'queued' AND +act <> 0 AND held_until > ?", tx.Now.UnixMilli())
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// ReleaseSilence lets the words go that were held back while a human had the
// chat.
func (tx *Tx) ReleaseSilence(contact int64, line string) error {
	_, err := tx.exec("UPDATE outbox SET held_until = 0 WHERE state = 'queued' AND act = 0 AND contact_id = ? AND line = ?", contact, line)
	return err
}

// TakeBack deletes what an act of staff wanted to say and has not left yet. It
// returns how many messages went and how many had left.
func (tx *Tx) TakeBack(act int64) (gone, left int64, err error) {
	if err := tx.row("SELECT COUNT(*) FROM outbox WHERE act = ? AND state IN ('sending', 'sent')", act).Scan(&left); err != nil {
		return 0, 0, err
	}
	res, err := tx.exec("DELETE FROM outbox WHERE act = ? AND state IN ('queued', 'parked')", act)
	if err != nil {
		return 0, 0, err
	}
	gone, err = res.RowsAffected()
	return gone, left, err
}

// CardsSince counts the cards queued for a person since a time, and when the
// first of them was.
func (tx *Tx) CardsSince(contact int64, since time.Time) (n int, first time.Time, err error) {
	var at int64
	err = tx.row("SELECT COUNT(*), COALESCE(MIN(queued_at), 0) FROM outbox WHERE priority = 1 AND contact_id = ? AND queued_at > ?", contact, since.UnixMilli()).Scan(&n, &at)
	return n, fromMillis(at), err
}

// LastHeard is when the person's last message came, the zero time if none did.
func (tx *Tx) LastHeard(contact int64) (time.Time, error) {
	var at int64
	err := tx.row("SELECT COALESCE(MAX(received_at), 0) FROM inbox WHERE contact_id = ? AND from_me = 0 AND kind <> 'call'", contact).Scan(&at)
	if at == 0 {
		return time.Time{}, err
	}
	return fromMillis(at), err
}

// Ours says whether we sent a message of this id ourselves.
func (tx *Tx) Ours(id string) (ours bool, err error) {
	err = tx.row("SELECT EXISTS (SELECT 1 FROM outbox WHERE message_id = ?)", id).Scan(&ours)
	return ours, err
}

// DropParked takes back what waits for the person to write and is out of date:
// of several that tell a complaint's status, the newest is enough.
func (tx *Tx) DropParked(contact int64, number, asks string) error {
	_, err := tx.exec("DELETE FROM outbox WHERE state = 'parked' AND attempts = 0 AND contact_id = ? AND number = ? AND asks = ?", contact, number, asks)
	return err
}

// Left says whether a message has left.
func (tx *Tx) Left(id string) (left bool, err error) {
	err = tx.row("SELECT EXISTS (SELECT 1 FROM outbox WHERE message_id = ? AND state IN ('sending', 'sent'))", id).Scan(&left)
	return left, err
}
