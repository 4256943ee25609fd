package desk

import "aduan/store"

// free says that this person may work on the complaint: nobody else has it, or
// they are a lead. Otherwise it says who has.
func (t *turn) free(c *store.Complaint) (bool, error) {
	if c.Assignee == 0 || c.Assignee == t.me.ID || t.me.Role == store.Lead || closed(c) {
		return true, nil
	}
	return false, t.heldBy(c)
}

func (t *turn) heldBy(c *store.Complaint) error {
	other, err := t.tx.StaffByID(c.Assignee)
	if err != nil {
		return err
	}
	t.tell("desk_held", "number", c.Number, "name", other.Name, "ago", t.d.ago(t.me.Lang, t.tx.Now, c.StatusAt))
	return nil
}

func closed(c *store.Complaint) bool {
	return c.Status == store.StatusResolved || c.Status == store.StatusRejected
}

func (t *turn) take(c *store.Complaint, _ string) error {
	switch {
	case closed(c):
		t.tell("desk_closed", "number", c.Number, "status", t.status(c.Status))
		return nil
	case c.Assignee == t.me.ID:
		t.tell("desk_yours", "number", c.Number)
		return t.renew(c)
	case c.Assignee != 0:
		return t.heldBy(c)
	}
	to := c.State()
	to.Status, to.Assignee, to.Reopened = store.StatusTaken, t.me.ID, false
	act, err := t.change(c, "take", to)
	if err != nil {
		return err
	}
	if _, err := t.toPerson(c, act, OnlyStatus, "notice_taken"); err != nil {
		return err
	}
	t.tell("desk_taken", "number", c.Number, "time", t.d.span(t.me.Lang, t.d.Rules.Lease))
	return t.proofs(c, false)
}

func (t *turn) release(c *store.Complaint, _ string) error {
	if c == nil {
		mine, err := t.tx.Claims(t.me.ID, 2)
		if err != nil {
			return err
		}
		switch len(mine) {
		case 0:
			t.tell("desk_none_yours")
			return nil
		case 2:
			t.tell("desk_which_yours")
			return nil
		}
		c = &mine[0]
		t.number = c.Number
	}
	switch ok, err := t.free(c); {
	case err != nil || !ok:
		return err
	case c.Assignee == 0 || closed(c):
		t.tell("desk_not_taken", "number", c.Number)
		return nil
	}
	to := c.State()
	to.Status, to.Assignee = store.StatusNew, 0
	act, err := t.change(c, "release", to)
	if err != nil {
		return err
	}
	if _, err := t.toPerson(c, act, OnlyStatus, "notice_released"); err != nil {
		return err
	}
	t.tell("desk_released", "number", c.Number)
	return nil
}

// mine makes the complaint this person's, where nobody has it.
func (t *turn) mine(c *store.Complaint) store.State {
	to := c.State()
	if to.Assignee == 0 && !closed(c) {
		to.Assignee, to.Reopened = t.me.ID, false
		if to.Status == store.StatusNew {
			to.Status = store.StatusTaken
		}
	}
	return to
}
