package desk

import (
	"errors"

	"aduan/flows"
	"aduan/store"
)

// Silent keeps what a person writes or sends in a chat that a human has, and
// passes the words on, to who has it and to who asked. A file was added to the complaint by the caller.
func (d *Desk) Silent(tx *store.Tx, now store.Takeover, text, id string, file bool) (out Result, err error) {
	if now.Number == "" {
		return out, nil
	}
	c, err := tx.Complaint(now.Number)
	if err != nil {
		return out, err
	}
	var texts []string
	if text != "" {
		texts = []string{text}
		if err := errors.Join(tx.AddNote(c, "applicant", text, id), tx.PartOf(c.Contact, []string{id}, c.Number)); err != nil {
			return out, err
		}
	}
	if c.Status == store.StatusWaiting && c.Asked != "" && (file || text != "") {
		return d.heard(tx, c, now.Staff, texts, flows.Append{Answer: true})
	}
	return d.pass(tx, c, "desk_heard", texts, now.Staff, asker(c))
}

// asker is who asked the person something, 0 where nothing was answered yet:
// what the person says after an answer may belong to it.
func asker(c store.Complaint) int64 {
	if c.AnsweredAt.IsZero() {
		return 0
	}
	return c.Asker
}

// Unreadable tells who has a chat that the person sent something that cannot
// be passed on: a voice message, a sticker.
func (d *Desk) Unreadable(tx *store.Tx, now store.Takeover) (out Result, err error) {
	if now.Staff == 0 || now.Number == "" {
		return out, nil // they see it on the support phone
	}
	who, err := tx.StaffByID(now.Staff)
	if err == nil {
		out.Sends = []Send{{Staff: who.ID, Text: wrap(d.say(who.Lang, "desk_heard_shape", "number", now.Number)), Number: now.Number}}
	}
	return out, err
}

// OnPhone takes words into account that somebody typed on the support phone
// itself: the bot is silent in that chat, and the words stand in the
// complaint that the person has open.
func (d *Desk) OnPhone(tx *store.Tx, contact int64, line, text, id string) error {
	now := store.Takeover{Contact: contact, Line: line, Until: tx.Now.Add(d.Rules.TakeOver)}
	if old, err := tx.Takeover(contact, line); err == nil && old.Staff != 0 {
		now.Staff, now.Number = old.Staff, old.Number
	} else if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	about, err := d.about(tx, contact)
	if err != nil {
		return err
	}
	e := store.Event{Contact: contact, Kind: "phone_takeover", Actor: "staff"}
	if about != nil {
		if now.Number == "" {
			now.Number = about.Number
		}
		e.Complaint = about.ID
		if text != "" {
			if err := tx.AddStaffNote(*about, store.Note{By: "phone", Kind: store.NotePhone, Text: text, MessageID: id}); err != nil {
				return err
			}
		}
	}
	return errors.Join(tx.TakeOver(now), tx.Event(e))
}

// about is the complaint that is talked about in a person's chat: the newest
// that is open, else the newest; nil if there is none.
func (d *Desk) about(tx *store.Tx, contact int64) (*store.Complaint, error) {
	all, err := tx.Of(contact, store.Mark{}, 10)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	for i := range all {
		if !closed(&all[i]) {
			return &all[i], nil
		}
	}
	return &all[0], nil
}
