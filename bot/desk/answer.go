package desk

import (
	"errors"

	"aduan/flows"
	"aduan/store"
)

func (t *turn) reply(c *store.Complaint, words string) error {
	if ok, err := t.free(c); err != nil || !ok {
		return err
	}
	act, err := t.change(c, "reply", t.kept(c, t.mine(c)))
	if err != nil {
		return err
	}
	if err := t.words(c, act, store.NoteAnswer, words); err != nil {
		return err
	}
	how, err := t.toPerson(c, act, "", "notice_answer", "text", words)
	if err != nil {
		return err
	}
	t.tell("desk_answered", "number", c.Number, "text", quoteOf(words), "how", how)
	return nil
}

// kept is a state whose open question stays open: words alone change nothing.
func (t *turn) kept(c *store.Complaint, to store.State) store.State {
	to.Asked = c.Asked
	return to
}

func (t *turn) ask(c *store.Complaint, words string) error {
	if ok, err := t.free(c); err != nil || !ok {
		return err
	}
	if closed(c) {
		t.tell("desk_closed", "number", c.Number, "status", t.status(c.Status))
		return nil
	}
	to := t.mine(c)
	to.Status, to.Asker = store.StatusWaiting, t.me.ID
	act, err := t.change(c, "ask", to)
	if err != nil {
		return err
	}
	if err := t.words(c, act, store.NoteQuestion, words); err != nil {
		return err
	}
	how, err := t.toPerson(c, act, flows.AskStaff, "notice_question", "text", words)
	if err != nil {
		return err
	}
	t.tell("desk_asked", "number", c.Number, "text", quoteOf(words), "how", how)
	return nil
}

func (t *turn) note(c *store.Complaint, words string) error {
	act, err := t.tx.AddAct(store.Act{Staff: t.me.ID, Complaint: c.ID, Command: "note", Was: c.State(), Became: c.State()})
	if err != nil {
		return err
	}
	t.tell("desk_noted", "number", c.Number)
	return errors.Join(t.words(c, act, store.NoteInternal, words), t.event(c, "staff_note", nil), t.renew(c))
}
