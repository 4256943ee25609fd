package bot

import (
	"context"
	"errors"
	"time"

	"aduan/store"
)

// sendAgain is how long to wait before a message whose arrival is unknown
// leaves again, by the number of tries.
func sendAgain(attempts int) time.Duration {
	return min(time.Duration(1<<min(attempts, 10))*time.Second, 10*time.Minute)
}

// SendNext sends the first message that may leave, and says whether there was
// one. "sending" is committed before the first try; after a crash the same
// message leaves again under the same id, so the person sees it once.
func (b *Bot) SendNext(ctx context.Context) (bool, error) {
	did, _, err := b.sendNext(ctx)
	return did, err
}

func (b *Bot) sendNext(ctx context.Context) (did bool, again time.Time, err error) {
	if err := b.Ready(ctx); err != nil {
		return false, again, err
	}
	var o store.Outbound
	var c store.Contact
	var file *Attachment
	err = b.Store.Update(ctx, func(tx *store.Tx) (err error) {
		if o, err = tx.NextOutbound(); errors.Is(err, store.ErrNotFound) {
			if again, err = sendAt(tx); err == nil {
				err = store.ErrNotFound // nothing to commit
			}
			return err
		} else if err != nil {
			return err
		}
		if c, err = tx.ContactByID(o.Contact); err != nil {
			return err
		}
		if o.Media != "" {
			file = &Attachment{MIME: o.MIME, Name: o.FileName}
			if file.Bytes, err = tx.Bytes(o.Media); errors.Is(err, store.ErrNotFound) {
				file = nil // it was deleted meanwhile: the words are left
			} else if err != nil {
				return err
			}
		}
		return tx.Sending(o.Serial)
	})
	if errors.Is(err, store.ErrNotFound) {
		if again.IsZero() { // due, and yet it cannot be sent: do not spin
			again = b.Now().Add(time.Second)
		}
		return false, again, nil
	} else if err != nil {
		return false, again, err
	}
	b.Hook("before send")
	kept := context.WithoutCancel(ctx) // what was sent is written down, also while we stop
	err = b.Messenger.Send(ctx, Message{ID: o.ID, Line: o.Line, To: o.Address, Show: c.To(), Text: o.Text(), Quote: o.Quote, File: file})
	if errors.Is(err, ErrRefused) {
		b.Log.Error().Err(err).Str("message_id", o.ID).Msg("Message was refused and is parked")
		return true, again, b.Store.Update(kept, func(tx *store.Tx) error { return tx.ParkOutbound(o.Serial) })
	}
	if err != nil {
		if ctx.Err() != nil {
			return false, again, ctx.Err()
		}
		b.Log.Warn().Err(err).Str("message_id", o.ID).Int("attempts", o.Attempts+1).Msg("Message was not sent, it will be tried again")
		return true, again, b.Store.Update(ctx, func(tx *store.Tx) error {
			return tx.SendAgain(o.Serial, tx.Now.Add(sendAgain(o.Attempts+1)))
		})
	}
	b.Hook("after send")
	b.Log.Debug().Str("message_id", o.ID).Int64("contact", o.Contact).Msg("Message sent")
	err = b.Store.Update(kept, func(tx *store.Tx) (err error) {
		if err = tx.SentOut(o.Serial); err == nil {
			again, err = sendAt(tx)
		}
		return err
	})
	return true, again, err
}

// sendAt is when a message may leave next: the zero time is now.
func sendAt(tx *store.Tx) (time.Time, error) {
	at, err := tx.NextOutboundAt()
	switch {
	case errors.Is(err, store.ErrNotFound):
		return never, nil
	case err == nil && !at.After(tx.Now):
		at = time.Time{}
	}
	return at, err
}

// releaseHeld lets the words of staff go that are still held back.
func (b *Bot) releaseHeld(ctx context.Context) (did bool, err error) {
	err = b.Store.Update(ctx, func(tx *store.Tx) (err error) {
		did, err = tx.ReleaseHeld()
		return err
	})
	return did, err
}
