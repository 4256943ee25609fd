package desk

import (
	"encoding/json"
	"errors"
	"time"

	"aduan/flows"
	"aduan/store"
)

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

// language is the one in which the person of a complaint is answered.
func (d *Desk) language(tx *store.Tx, c store.Complaint) (string, error) {
	s, err := tx.Session(c.Contact, c.Line)
	switch {
	case err != nil:
		return "", err
	case s.Lang != "":
		return s.Lang, nil
	case c.Lang != "":
		return c.Lang, nil
	}
	return d.Flow.Rules.Language, nil
}

// notice is a message to the person of a complaint. It quotes the receipt, and
// is parked where they have not written for long.
func (d *Desk) notice(tx *store.Tx, c store.Complaint, key string, pairs ...string) (Send, error) {
	lang, err := d.language(tx, c)
	if err != nil {
		return Send{}, err
	}
	heard, err := tx.LastHeard(c.Contact)
	if err != nil {
		return Send{}, err
	}
	return Send{
		Contact: c.Contact, Line: c.Line, Number: c.Number, Quote: c.Receipt,
		Text: d.say(lang, key, append([]string{"number", c.Number}, pairs...)...),
		Park: d.Rules.Window > 0 && tx.Now.Sub(heard) > d.Rules.Window,
	}, nil
}

// toPerson queues words of an act to the person: they wait a little, so that
// they can be taken back. It says how they leave.
func (t *turn) toPerson(c *store.Complaint, act int64, asks, key string, pairs ...string) (how string, err error) {
	s, err := t.d.notice(t.tx, *c, key, pairs...)
	if err != nil {
		return "", err
	}
	s.Act, s.Held = act, t.tx.Now.Add(t.d.Rules.Hold)
	if s.Asks = asks; asks == flows.AskStaff || asks == flows.AskDone {
		s.Asked = c.ID
	}
	t.out.Sends = append(t.out.Sends, s)
	if s.Park {
		return t.say("desk_parked"), nil
	}
	if t.d.Rules.Hold <= 0 {
		return t.say("desk_leaves_now"), nil
	}
	return t.say("desk_leaves", "n", itoa(int(t.d.Rules.Hold/time.Second))), nil
}

// words keeps what staff say to the person in the complaint.
func (t *turn) words(c *store.Complaint, act int64, kind, text string) error {
	return t.tx.AddStaffNote(*c, store.Note{By: t.me.Name, Kind: kind, Staff: t.me.ID, Text: text, MessageID: actKey(act)})
}

// OnlyStatus marks a notice that tells a status and nothing more: of those
// that wait for the person to write, the newest is enough.
const OnlyStatus = "status"

// handOver ends a takeover: the bot has asked, and has to hear the answer.
func (t *turn) handOver(c *store.Complaint) error {
	now, err := t.tx.Takeover(c.Contact, c.Line)
	if errors.Is(err, store.ErrNotFound) || err == nil && now.Number != c.Number {
		return nil
	} else if err != nil {
		return err
	}
	return t.tx.HandBack(c.Contact, c.Line)
}

func actKey(act int64) string { return "act:" + itoa(int(act)) }

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

// renew starts the time of a claim anew: its holder did something.
func (t *turn) renew(c *store.Complaint) error {
	if c.Status != store.StatusTaken || c.Assignee != t.me.ID {
		return nil
	}
	s := c.State()
	s.DueAt = t.tx.Now.Add(t.d.Rules.Lease)
	return t.tx.SetState(c.ID, s)
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

func (t *turn) note(c *store.Complaint, words string) error {
	err := errors.Join(
		t.tx.AddStaffNote(*c, store.Note{By: t.me.Name, Kind: store.NoteInternal, Staff: t.me.ID, Text: words, MessageID: t.in.ID}),
		t.event(c, "staff_note", nil), t.renew(c))
	t.tell("desk_noted", "number", c.Number)
	return err
}
