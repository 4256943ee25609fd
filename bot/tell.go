package bot

import (
	"encoding/json"
	"errors"

	"aduan/bot/desk"
	"aduan/flows"
	"aduan/store"
)

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
		id := s.ID
		if id == "" {
			if id, err = tx.NewID(); err != nil {
				return err
			}
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
		if err := results(b.Desk.Heard(tx, c, texts, *t.Append)); err != nil {
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
