package bot

import (
	"context"
	"encoding/json"
	"errors"

	"aduan/bot/desk"
	"aduan/flows"
	"aduan/store"
)

// forStaff takes a message of staff, or one in a chat that a human has, into
// account. It says false where the message is for the conversation.
func (b *Bot) forStaff(tx *store.Tx, c store.Contact, in Inbound) (done bool, err error) {
	s, is, told, err := b.Desk.Recognise(tx, c)
	if err != nil {
		return false, err
	}
	for i := range told.Sends {
		if told.Sends[i].Contact == c.ID {
			told.Sends[i].Line = in.Line
		}
	}
	if err := b.apply(tx, told); err != nil || !is && len(told.Sends) > 0 && told.Sends[0].Contact == c.ID {
		return true, err
	}
	if is {
		return b.fromStaff(tx, s, c, in)
	}
	now, err := tx.Takeover(c.ID, in.Line)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	return true, b.silently(tx, c, now, in)
}

// fromStaff hands a message to the desk. It says false where the person files
// a complaint of their own.
func (b *Bot) fromStaff(tx *store.Tx, s store.Staff, c store.Contact, in Inbound) (done bool, err error) {
	first := s.Contact == 0
	if s.Contact != c.ID || s.Line != in.Line {
		s.Contact, s.Line = c.ID, in.Line
		if s.Role == store.Lead && s.DailyAt.IsZero() {
			s.DailyAt = b.Desk.NextDaily(tx.Now)
		}
		if err := tx.SaveStaff(s); err != nil {
			return false, err
		}
	}
	if s.Filing {
		if open, err := b.filing(tx, c, in.Line); err != nil || open {
			return false, err
		}
		s.Filing = false
	}
	if own, err := b.ownQuestion(tx, c, in); err != nil || own {
		return false, err
	}
	m := desk.Message{ID: in.ID, At: in.At, Text: in.Text, Quote: in.Quote, File: in.Kind == KindFile}
	switch in.Kind {
	case KindText, KindFile:
	case KindEdit, KindRevoke: // what was said stays said
		m.Changed, m.Text = true, ""
	case KindReaction, KindUndecryptable, "call":
		if m.Text = ""; !first {
			return true, tx.SaveStaff(s)
		}
	default:
		m.Other = true
	}
	out, err := b.Desk.Handle(tx, s, m, first)
	if err != nil {
		return false, err
	}
	if out.Fetch != nil {
		order, err := json.Marshal(out.Fetch)
		if err != nil {
			return false, err
		}
		if _, err := tx.AddProof(store.Proof{
			Contact: c.ID, Line: in.Line, MessageID: in.ID, Ref: in.File.Ref, Claim: in.File.Claim,
			SentAt: in.At, DueAt: tx.Now.Add(b.FetchTime), Desk: string(order),
		}); err != nil {
			return false, err
		}
	}
	if err := b.apply(tx, out); err != nil || out.Flow == "" {
		return true, err
	}
	return true, b.turn(tx, c, in.Line, flows.Input{Act: flows.Said, ID: in.ID, At: in.At, Text: out.Flow})
}

// filing says that a person has a complaint of their own in hand.
func (b *Bot) filing(tx *store.Tx, c store.Contact, line string) (bool, error) {
	s, err := tx.Session(c.ID, line)
	return s.Open || s.Aside != nil, err
}

// ownQuestion says that a person of staff quotes what was asked about a
// complaint of their own.
func (b *Bot) ownQuestion(tx *store.Tx, c store.Contact, in Inbound) (bool, error) {
	if in.Quote == "" {
		return false, nil
	}
	out, err := tx.SentTo(c.ID, in.Quote)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && (out.Asks == flows.AskStaff || out.Asks == flows.AskDone), err
}

// KeyChanged takes note that a person's identity key is another one now: staff
// can do nothing until somebody confirms them.
func (b *Bot) KeyChanged(ctx context.Context, from, alt store.Address) error {
	err := b.Store.Update(ctx, func(tx *store.Tx) error {
		c, err := tx.Known(from, alt)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		out, err := b.Desk.KeyChanged(tx, c)
		if err != nil {
			return err
		}
		return b.apply(tx, out)
	})
	if err == nil {
		b.wake()
	}
	return err
}
