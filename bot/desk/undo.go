package desk

import (
	"errors"

	"aduan/store"
)

// undo takes back the last thing that this person did.
func (t *turn) undo(*store.Complaint, string) error {
	a, err := t.tx.LastAct(t.me.ID)
	if errors.Is(err, store.ErrNotFound) {
		t.tell("desk_nothing_to_undo")
		return nil
	} else if err != nil {
		return err
	}
	c, err := t.tx.ComplaintByID(a.Complaint)
	if err != nil {
		return err
	}
	t.number = c.Number
	switch a.Command {
	case "note":
		return t.undoNote(a, c)
	case "takeover":
		return t.undoTakeover(a, c)
	}
	changed := a.Was.Status != a.Became.Status || a.Was.Assignee != a.Became.Assignee
	late := t.tx.Now.Sub(a.At) > undoFor
	if changed && !late && !c.State().Same(a.Became) {
		t.tell("desk_undo_moved", "number", c.Number)
		return nil
	}
	gone, left, err := t.tx.TakeBack(a.ID)
	if err != nil {
		return err
	}
	switch {
	case gone == 0 && late:
		t.tell("desk_undo_late", "number", c.Number)
		return nil
	case gone == 0 && !changed:
		t.tell("desk_undo_left", "number", c.Number)
		return nil
	}
	if gone > 0 {
		if err := t.tx.DropNotesOf(c.ID, actKey(a.ID)); err != nil {
			return err
		}
	}
	if err := t.undone(a, c); err != nil {
		return err
	}
	if !changed || late {
		t.tell("desk_taken_back", "number", c.Number)
		return nil
	}
	to := a.Was
	if to.Status == store.StatusTaken {
		to.DueAt = t.tx.Now.Add(t.d.Rules.Lease)
	}
	if err := t.tx.SetState(c.ID, to); err != nil {
		return err
	}
	if left > 0 { // the person has read it: one correction
		lang, err := t.d.language(t.tx, c)
		if err != nil {
			return err
		}
		s, err := t.d.notice(t.tx, c, "notice_correction", "status", t.d.say(lang, "status_"+to.Status))
		if err != nil {
			return err
		}
		t.out.Sends = append(t.out.Sends, s)
	}
	t.tell("desk_undone", "number", c.Number, "status", t.status(to.Status))
	return nil
}

// undoNote takes a note back.
func (t *turn) undoNote(a store.Act, c store.Complaint) error {
	if t.tx.Now.Sub(a.At) > undoFor {
		t.tell("desk_undo_late", "number", c.Number)
		return nil
	}
	t.tell("desk_note_gone", "number", c.Number)
	return errors.Join(t.tx.DropNotesOf(c.ID, actKey(a.ID)), t.undone(a, c))
}

// undoTakeover hands a chat back, if this person still has it.
func (t *turn) undoTakeover(a store.Act, c store.Complaint) error {
	switch now, err := t.tx.Takeover(c.Contact, c.Line); {
	case errors.Is(err, store.ErrNotFound) || err == nil && now.Staff != t.me.ID:
		t.tell("desk_nothing_to_undo")
		return nil
	case err != nil:
		return err
	}
	t.tell("desk_chat_back", "numbers", c.Number)
	return errors.Join(t.tx.HandBack(c.Contact, c.Line), t.undone(a, c))
}

func (t *turn) undone(a store.Act, c store.Complaint) error {
	return errors.Join(t.tx.ActUndone(a.ID), t.event(&c, "staff_undo", map[string]string{"command": a.Command}))
}
