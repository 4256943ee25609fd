package desk

import (
	"encoding/json"
	"time"

	"aduan/store"
)

// change gives the complaint a new state as one act, which can be taken back,
// and writes the audit.
func (t *turn) change(c *store.Complaint, command string, to store.State) (act int64, err error) {
	if to.Status != c.Status {
		to.StatusAt = t.tx.Now
	}
	switch to.Status {
	case store.StatusTaken:
		to.DueAt = t.tx.Now.Add(t.d.Rules.Lease)
	case c.Status: // resolved: silence goes on
	case store.StatusResolved:
		to.DueAt = t.tx.Now.Add(t.d.Rules.Close)
	default:
		to.DueAt = time.Time{}
	}
	if to.Status != store.StatusWaiting && to.Status != store.StatusResolved {
		to.Asked = ""
	}
	if act, err = t.tx.AddAct(store.Act{Staff: t.me.ID, Complaint: c.ID, Command: command, Was: c.State(), Became: to}); err != nil {
		return 0, err
	}
	if err := t.tx.SetState(c.ID, to); err != nil {
		return 0, err
	}
	detail := map[string]string{"command": command}
	if to.Status != c.Status {
		detail["from"], detail["to"] = c.Status, to.Status
	}
	err = t.event(c, "staff_"+command, detail)
	c.Status, c.StatusAt, c.Assignee, c.Asker, c.Asked, c.DueAt, c.Reopened = to.Status, to.StatusAt, to.Assignee, to.Asker, to.Asked, to.DueAt, to.Reopened
	return act, err
}

func (t *turn) event(c *store.Complaint, kind string, detail map[string]string) error {
	t.audited = true
	e := store.Event{Contact: t.me.Contact, Kind: kind, Actor: "staff", Staff: t.me.ID}
	if c != nil {
		e.Complaint = c.ID
	}
	if detail != nil {
		var err error
		if e.Detail, err = json.Marshal(detail); err != nil {
			return err
		}
	}
	return t.tx.Event(e)
}

func actKey(act int64) string { return "act:" + itoa(int(act)) }

// renew starts the time of a claim anew: its holder did something.
func (t *turn) renew(c *store.Complaint) error {
	if c.Status != store.StatusTaken || c.Assignee != t.me.ID {
		return nil
	}
	s := c.State()
	s.DueAt = t.tx.Now.Add(t.d.Rules.Lease)
	return t.tx.SetState(c.ID, s)
}
