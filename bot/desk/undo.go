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
	if err := errors.Join(t.tx.ActUndone(a.ID), t.event(&c, "staff_undo", map[string]string{"command": a.Command})); err != nil {
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
