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
	case KindReaction, KindEdit, KindRevoke, KindUndecryptable, "call":
		return true, tx.SaveStaff(s) // what was said stays said
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

// silently keeps a message in a chat that a human has.
func (b *Bot) silently(tx *store.Tx, c store.Contact, now store.Takeover, in Inbound) error {
	if in.Kind == KindFile {
		id, err := tx.AddProof(store.Proof{
			Contact: c.ID, Line: in.Line, MessageID: in.ID, Ref: in.File.Ref, Claim: in.File.Claim,
			SentAt: in.At, DueAt: tx.Now.Add(b.FetchTime),
		})
		if err != nil {
			return err
		}
		if now.Number != "" {
			to, err := tx.Complaint(now.Number)
			if err != nil {
				return err
			}
			if err := tx.AddFile(to, id, b.Flow.Form.ProofKey()); err != nil {
				return err
			}
		}
	}
	if in.Kind != KindText && in.Kind != KindFile {
		return nil
	}
	out, err := b.Desk.Silent(tx, now, in.Text, in.ID)
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

// apply queues what the desk wants to say.
func (b *Bot) apply(tx *store.Tx, r desk.Result) error {
	for _, s := range r.Sends {
		contact, line := s.Contact, s.Line
		if s.Staff != 0 {
			who, err := tx.StaffByID(s.Staff)
			if err != nil {
				return err
			}
			if who.Contact == 0 || who.Removed {
				continue // has not written yet, so is not written to; or is gone
			}
			contact, line = who.Contact, who.Line
		}
		c, err := tx.ContactByID(contact)
		if err != nil {
			return err
		}
		if s.Park && s.Asks == desk.OnlyStatus {
			if err := tx.DropParked(contact, s.Number, s.Asks); err != nil {
				return err
			}
		}
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		if err := tx.Enqueue(store.Outbound{
			ID: id, Contact: contact, Line: line, Address: c.Address, News: s.Text, Asks: s.Asks, Number: s.Number,
			Priority: s.Priority, HeldUntil: s.Held, Quote: s.Quote, Act: s.Act, Park: s.Park,
			Media: s.Media, MIME: s.MIME, FileName: s.FileName,
		}); err != nil {
			return err
		}
		if s.Asked != 0 {
			if err := tx.SetAsked(s.Asked, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// afterTurn tells staff what a turn of the conversation means to them. Reply
// is the id of the message that the turn says.
func (b *Bot) afterTurn(tx *store.Tx, reply string, t flows.Turn) error {
	results := func(r desk.Result, err error) error {
		if err != nil {
			return err
		}
		return b.apply(tx, r)
	}
	for _, v := range []struct {
		number string
		well   bool
	}{{t.Done, true}, {t.Reopen, false}} {
		if v.number == "" {
			continue
		}
		c, err := tx.Complaint(v.number)
		if err != nil {
			return err
		}
		if err := results(b.Desk.Verdict(tx, c, v.well)); err != nil {
			return err
		}
	}
	if t.File != nil {
		c, err := tx.Complaint(t.Reply.Number)
		if err != nil {
			return err
		}
		if err := errors.Join(tx.SetReceipt(c.ID, reply), results(b.Desk.Filed(tx, c))); err != nil {
			return err
		}
	}
	if t.Append != nil {
		c, err := tx.Complaint(t.Append.Number)
		if err != nil {
			return err
		}
		var texts []string
		for _, n := range t.Append.Notes {
			texts = append(texts, n.Text)
		}
		if err := results(b.Desk.Heard(tx, c, texts, t.Append.Answer)); err != nil {
			return err
		}
		for _, f := range t.Append.Files { // those that were checked already
			p, content, err := tx.Good(f.ID)
			if errors.Is(err, store.ErrNotFound) {
				continue
			} else if err != nil {
				return err
			}
			if _, err := b.fileCame(tx, p, content); err != nil {
				return err
			}
		}
	}
	return nil
}

// fetched tells the desk that the check of a file has ended that staff sent.
// It says false where the file is an applicant's.
func (b *Bot) fetched(tx *store.Tx, p store.Proof, c store.Content, reason string, values map[string]string) (bool, error) {
	if p.Desk == "" {
		return false, nil
	}
	var o desk.Order
	if err := json.Unmarshal([]byte(p.Desk), &o); err != nil {
		return true, err
	}
	out, err := b.Desk.Fetched(tx, o, c.SHA256, c.MIME, reason, values)
	if err != nil {
		return true, err
	}
	return true, b.apply(tx, out)
}

// fileCame passes on a good file of a filed complaint. It says true where a
// human has the chat, and the person is told nothing.
func (b *Bot) fileCame(tx *store.Tx, p store.Proof, content store.Content) (silent bool, err error) {
	if p.Number == "" {
		return false, nil
	}
	c, err := tx.Complaint(p.Number)
	if err != nil {
		return false, err
	}
	out, err := b.Desk.FileCame(tx, c, content.SHA256, content.MIME)
	if err != nil {
		return false, err
	}
	until, err := tx.Silent(c.Contact, c.Line)
	if err != nil {
		return false, err
	}
	return !until.IsZero(), b.apply(tx, out)
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

// releaseHeld lets the words of staff go that are still held back.
func (b *Bot) releaseHeld(ctx context.Context) (did bool, err error) {
	err = b.Store.Update(ctx, func(tx *store.Tx) (err error) {
		did, err = tx.ReleaseHeld()
		return err
	})
	return did, err
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
