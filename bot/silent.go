package bot

import (
	"errors"

	"aduan/bot/desk"
	"aduan/store"
)

// silently keeps a message in a chat that a human has.
func (b *Bot) silently(tx *store.Tx, c store.Contact, now store.Takeover, in Inbound) error {
	if now.Number == "" { // there is no complaint yet: it is for the draft
		fin, err := b.input(tx, c, in)
		if err != nil {
			return err
		}
		fin.Silent = true
		return b.turn(tx, c, in.Line, fin)
	}
	if in.Kind == KindFile {
		id, err := tx.AddProof(store.Proof{
			Contact: c.ID, Line: in.Line, MessageID: in.ID, Ref: in.File.Ref, Claim: in.File.Claim,
			SentAt: in.At, DueAt: tx.Now.Add(b.FetchTime),
		})
		if err != nil {
			return err
		}
		to, err := tx.Complaint(now.Number)
		if err != nil {
			return err
		}
		if err := tx.AddFile(to, id, b.Flow.Form.ProofKey()); err != nil {
			return err
		}
	}
	var out desk.Result
	var err error
	switch in.Kind {
	case KindText, KindFile:
		out, err = b.Desk.Silent(tx, now, in.Text, in.ID, in.Kind == KindFile)
	case KindReaction, KindEdit, KindRevoke:
		return nil
	default:
		out, err = b.Desk.Unreadable(tx, now)
	}
	if err != nil {
		return err
	}
	return b.apply(tx, out)
}

// onPhone takes a message into account that was typed on the support phone
// itself. What staff have of each other there, and what is no message to the
// person, changes nothing.
func (b *Bot) onPhone(tx *store.Tx, c store.Contact, in Inbound) error {
	switch in.Kind {
	case KindEdit, KindRevoke, KindReaction, KindUndecryptable, "call", "unknown":
		return nil
	}
	if ours, err := tx.Ours(in.ID); err != nil || ours {
		return err
	}
	if n := c.Number(); n != "" {
		if _, err := tx.StaffByPhone(n); !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return b.Desk.OnPhone(tx, c.ID, in.Line, in.Text, in.ID)
}
