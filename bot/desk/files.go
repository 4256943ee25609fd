package desk

import (
	"errors"

	"aduan/store"
)

// FileCame passes on a file that was added to a filed complaint, when it has
// been checked.
func (d *Desk) FileCame(tx *store.Tx, c store.Complaint, sha256, mime string) (out Result, err error) {
	now, err := tx.Takeover(c.Contact, c.Line)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return out, err
	}
	told, err := d.listeners(tx, c, now.Staff, asker(c))
	for _, s := range told {
		out.Sends = append(out.Sends, Send{
			Staff: s.ID, Number: c.Number, Text: wrap(d.say(s.Lang, "desk_file_came", "number", c.Number)),
			Media: sha256, MIME: mime, FileName: FileName(c.Number, 1, mime),
		})
	}
	return out, err
}

// file is a picture or document under a quote: it is fetched, checked, and
// then goes to the person with its caption. A caption that is a command other
// than the answer sends nothing: what was meant as a note must not leave.
func (t *turn) file(c store.Complaint, cmd *command, rest string) error {
	t.number, t.about = c.Number, &c
	caption := t.in.Text
	switch {
	case cmd == nil || rest != "" && !cmd.quotes:
	case cmd.key == "reply":
		caption = rest
	default:
		t.tell("desk_file_command", "command", cmd.name(t.me.Lang))
		return nil
	}
	if ok, err := t.free(&c); err != nil || !ok {
		return err
	}
	t.out.Fetch = &Order{Staff: t.me.ID, Number: c.Number, Caption: caption}
	return t.event(&c, "staff_file", nil)
}

// Fetched sends a file of staff to the person of a complaint, or says why it
// cannot be sent.
func (d *Desk) Fetched(tx *store.Tx, o Order, sha256, mime, reason string, values map[string]string) (Result, error) {
	me, err := tx.StaffByID(o.Staff)
	if err != nil {
		return Result{}, err
	}
	c, err := tx.Complaint(o.Number)
	if err != nil {
		return Result{}, err
	}
	t := &turn{d: d, tx: tx, me: me, number: c.Number}
	if reason != "" {
		t.tell("desk_file_refused", "number", c.Number, "reason", d.Flow.Texts.Say(me.Lang, reason, values))
		return t.finish()
	}
	if ok, err := t.free(&c); err != nil {
		return Result{}, err
	} else if !ok {
		return t.finish()
	}
	act, err := t.change(&c, "reply", t.kept(&c, t.mine(&c)))
	if err != nil {
		return Result{}, err
	}
	if o.Caption != "" {
		if err := t.words(&c, act, store.NoteAnswer, o.Caption); err != nil {
			return Result{}, err
		}
	}
	key := "notice_file"
	if o.Caption != "" {
		key = "notice_answer"
	}
	how, err := t.toPerson(&c, act, "", key, "text", o.Caption)
	if err != nil {
		return Result{}, err
	}
	last := &t.out.Sends[len(t.out.Sends)-1]
	last.Media, last.MIME, last.FileName = sha256, mime, FileName(c.Number, 1, mime)
	t.tell("desk_file_leaves", "number", c.Number, "how", how)
	return t.finish()
}
