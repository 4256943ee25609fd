package desk

import (
	"aduan/flows"
	"aduan/store"
)

func (t *turn) resolve(c *store.Complaint, words string) error {
	if ok, err := t.free(c); err != nil || !ok {
		return err
	}
	if closed(c) {
		t.tell("desk_closed", "number", c.Number, "status", t.status(c.Status))
		return nil
	}
	if words != "" && t.quoted && !t.sure {
		return t.really(c, "resolve", words, "desk_really_resolve")
	}
	to := t.mine(c)
	to.Status, to.Reopened = store.StatusResolved, false
	act, err := t.change(c, "resolve", to)
	if err != nil {
		return err
	}
	key := "notice_resolved"
	if words != "" {
		key = "notice_resolved_text"
		if err := t.words(c, act, store.NoteAnswer, words); err != nil {
			return err
		}
	}
	how, err := t.toPerson(c, act, flows.AskDone, key, "text", words)
	if err != nil {
		return err
	}
	t.tell("desk_resolved", "number", c.Number, "how", how)
	return t.handOver(c)
}

func (t *turn) reject(c *store.Complaint, reason string) error {
	if ok, err := t.free(c); err != nil || !ok {
		return err
	}
	if closed(c) {
		t.tell("desk_closed", "number", c.Number, "status", t.status(c.Status))
		return nil
	}
	if !t.sure {
		return t.really(c, "reject", reason, "desk_really_reject")
	}
	to := t.mine(c)
	to.Status, to.Reopened = store.StatusRejected, false
	act, err := t.change(c, "reject", to)
	if err != nil {
		return err
	}
	if err := t.words(c, act, store.NoteAnswer, reason); err != nil {
		return err
	}
	how, err := t.toPerson(c, act, "", "notice_rejected", "text", reason)
	if err != nil {
		return err
	}
	t.tell("desk_rejected", "number", c.Number, "how", how)
	return t.handOver(c)
}

func (t *turn) reopen(c *store.Complaint, _ string) error {
	if !closed(c) {
		t.tell("desk_open_already", "number", c.Number, "status", t.status(c.Status))
		return nil
	}
	to := c.State()
	to.Status, to.Assignee, to.Reopened = store.StatusNew, 0, true
	act, err := t.change(c, "reopen", to)
	if err != nil {
		return err
	}
	if _, err := t.toPerson(c, act, OnlyStatus, "notice_reopened"); err != nil {
		return err
	}
	t.tell("desk_reopened", "number", c.Number)
	return nil
}
