package desk

import (
	"encoding/json"
	"strings"

	"aduan/store"
)

func (t *turn) history(c *store.Complaint, _ string) error {
	return t.historyPage(page{Kind: "history", Number: c.Number})
}

// historyPage shows who did what when, the newest first.
func (t *turn) historyPage(p page) error {
	c, err := t.tx.Complaint(p.Number)
	if err != nil {
		return err
	}
	events, err := t.tx.History(c.ID, p.After, pageSize+1)
	if err != nil {
		return err
	}
	t.me.More = ""
	if len(events) == 0 {
		t.tell("desk_empty_history")
		return nil
	}
	more := len(events) > pageSize
	var lines []string
	if p.After == (store.Mark{}) {
		lines = append(lines, "*"+c.Number+"*")
	}
	for _, e := range events[:min(len(events), pageSize)] {
		who := t.say("desk_by_person")
		switch {
		case e.Staff != 0:
			s, err := t.tx.StaffByID(e.Staff)
			if err != nil {
				return err
			}
			who = s.Name
		case e.Actor != "applicant":
			who = t.say("desk_by_desk")
		}
		what := e.Kind
		if key := "desk_event_" + e.Kind; t.d.Flow.Texts.Has(key) {
			what = t.say(key, "command", t.commandIn(e.Detail))
		}
		lines = append(lines, t.d.clock(t.tx.Now, e.At)+" "+who+": "+what)
	}
	if more {
		p.After = store.Mark{ID: events[pageSize-1].ID}
		if err := t.keep(p); err != nil {
			return err
		}
		lines = append(lines, t.say("desk_more"))
	}
	t.said = append(t.said, strings.Join(lines, "\n"))
	t.number = c.Number
	return nil
}

// commandIn is the name of the command that a line of the audit speaks of.
func (t *turn) commandIn(detail json.RawMessage) string {
	var d struct{ Command string }
	if json.Unmarshal(detail, &d) != nil {
		return ""
	}
	if cmd := commandOf(d.Command); cmd != nil {
		return cmd.name(t.me.Lang)
	}
	return d.Command
}
