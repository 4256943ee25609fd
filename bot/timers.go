package bot

import (
	"context"
	"errors"
	"time"

	"aduan/bot/desk"
	"aduan/flows"
	"aduan/store"
)

// TickNext does what is due first in the sessions, and says whether there was
// anything. What is due stands in the record, so it survives a restart.
func (b *Bot) TickNext(ctx context.Context) (bool, error) {
	did, _, err := b.tickNext(ctx)
	return did, err
}

func (b *Bot) tickNext(ctx context.Context) (did bool, again time.Time, err error) {
	var next store.Due
	err = b.Store.View(ctx, func(tx *store.Tx) (err error) {
		next, err = tx.NextDue()
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return false, never, nil
	} else if err != nil {
		return false, again, err
	} else if next.At.After(b.Now()) {
		return false, next.At, nil
	}
	err = b.Store.Update(ctx, func(tx *store.Tx) error {
		now, err := tx.NextDue() // it may have moved meanwhile
		if errors.Is(err, store.ErrNotFound) || err == nil && now.At.After(tx.Now) {
			return nil
		} else if err != nil {
			return err
		}
		if done, err := b.deskDue(tx, now); done || err != nil {
			return err
		}
		c, err := tx.ContactByID(now.Contact)
		if err != nil {
			return err
		}
		return b.turn(tx, c, now.Line, flows.Input{Act: flows.Tick, At: tx.Now})
	})
	if err == nil {
		b.wake()
	}
	return err == nil, again, err
}

// albumOver ends the wait for the rest of one album, and says whether there
// was any.
func (b *Bot) albumOver(ctx context.Context) (bool, error) {
	err := b.Store.View(ctx, func(tx *store.Tx) error { _, err := tx.Arriving(); return err })
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	err = b.Store.Update(ctx, func(tx *store.Tx) error {
		d, err := tx.Arriving()
		if err != nil {
			return err
		}
		c, err := tx.ContactByID(d.Contact)
		if err != nil {
			return err
		}
		return b.turn(tx, c, d.Line, flows.Input{Act: flows.Arrived, At: tx.Now})
	})
	return err == nil, err
}

// deskDue does what is due at the desk. It says false where a session is due.
func (b *Bot) deskDue(tx *store.Tx, due store.Due) (bool, error) {
	var out desk.Result
	var err error
	switch {
	case due.Complaint != 0:
		out, err = b.Desk.Due(tx, due.Complaint)
	case due.Staff != 0:
		out, err = b.Desk.Digest(tx, due.Staff)
	case due.Lead != 0:
		out, err = b.Desk.Daily(tx, due.Lead)
	case due.Job != 0:
		var j store.Job
		if j, err = tx.NextJob(); err == nil {
			out, err = b.Desk.Job(tx, j)
		}
	default:
		return false, nil
	}
	if err != nil {
		return true, err
	}
	return true, b.apply(tx, out)
}
