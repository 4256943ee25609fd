package desk

import (
	"encoding/json"
	"strings"
	"time"

	"aduan/store"
)

// page is a list as "more" goes on with it.
type page struct {
	Kind   string       `json:"kind"`
	Words  string       `json:"words,omitempty"`
	Number string       `json:"number,omitempty"`
	Chosen store.Chosen `json:"chosen,omitzero"`
	Offset int          `json:"offset"`
}

func (t *turn) queue(*store.Complaint, string) error { return t.page(page{Kind: "queue"}) }

func (t *turn) search(_ *store.Complaint, words string) error {
	return t.page(page{Kind: "search", Words: words})
}

func (t *turn) person(c *store.Complaint, _ string) error {
	p, err := t.tx.ContactByID(c.Contact)
	if err != nil {
		return err
	}
	t.said = append(t.said, t.d.who(t.me.Lang, p))
	return t.page(page{Kind: "person", Number: c.Number})
}

func (t *turn) more(*store.Complaint, string) error {
	var p page
	if t.me.More == "" || json.Unmarshal([]byte(t.me.More), &p) != nil {
		t.tell("desk_no_more")
		return nil
	}
	return t.page(p)
}

// list reads "daftar [status|kind|date]".
func (t *turn) list(_ *store.Complaint, words string) error {
	p := page{Kind: "list"}
	zone := t.d.Flow.Rules.Zone
	now := t.tx.Now.In(zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, zone)
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if s := t.statusOf(word); s != "" {
			p.Chosen.Status = s
			continue
		}
		if field, value, ok := t.d.Flow.ChoiceOf(word, t.me.Lang); ok {
			p.Chosen.Field, p.Chosen.Read = field, value
			continue
		}
		day, ok := t.day(word, today)
		if !ok {
			t.tell("desk_list_unknown", "said", inline(word, 20))
			return nil
		}
		p.Chosen.Since, p.Chosen.Until = day, day.AddDate(0, 0, 1)
	}
	return t.page(p)
}

// day reads "hari ini", "kemarin", 6/9, 2024-09-06.
func (t *turn) day(word string, today time.Time) (time.Time, bool) {
	switch word {
	case "hari", "ini", "today", "hariini":
		return today, true
	case "kemarin", "kmrn", "yesterday":
		return today.AddDate(0, 0, -1), true
	}
	for _, layout := range []string{"2006-01-02", "2/1/2006", "2/1"} {
		d, err := time.ParseInLocation(layout, word, today.Location())
		if err != nil {
			continue
		}
		if layout == "2/1" {
			if d = d.AddDate(today.Year(), 0, 0); d.After(today) {
				d = d.AddDate(-1, 0, 0)
			}
		}
		return d, true
	}
	return time.Time{}, false
}

// statusOf reads the name of a status in any language.
func (t *turn) statusOf(word string) string {
	for _, s := range []string{store.StatusNew, store.StatusTaken, store.StatusWaiting, store.StatusResolved, store.StatusRejected} {
		if word == s {
			return s
		}
		for _, lang := range t.d.Flow.Texts.Languages() {
			first, _, _ := strings.Cut(t.d.say(lang, "desk_status_"+s), " ")
			if strings.EqualFold(first, word) {
				return s
			}
		}
	}
	return ""
}

// page shows ten entries of a list, and keeps where "more" goes on.
func (t *turn) page(p page) error {
	var got []store.Complaint
	var err error
	var read []string
	var lines []string
	ask := pageSize + 1
	switch p.Kind {
	case "queue":
		got, err = t.tx.Queue(p.Offset, ask)
	case "list":
		got, err = t.tx.Listed(p.Chosen, p.Offset, ask)
	case "search":
		got, read, err = t.tx.Search(p.Words, p.Offset, ask)
	case "person":
		var c store.Complaint
		if c, err = t.tx.Complaint(p.Number); err == nil {
			got, err = t.tx.Of(c.Contact, p.Offset, ask)
		}
	case "history":
		return t.historyPage(p)
	}
	if err != nil {
		return err
	}
	t.me.More = ""
	if len(got) == 0 {
		t.tell("desk_empty_" + p.Kind)
		return nil
	}
	more := len(got) > pageSize
	got = got[:min(len(got), pageSize)]
	if p.Offset == 0 {
		switch p.Kind {
		case "queue":
			n, err := t.tx.QueueLength()
			if err != nil {
				return err
			}
			lines = append(lines, t.say("desk_queue_head", "n", itoa(n)))
		case "search":
			lines = append(lines, t.say("desk_search_head", "words", inline(strings.Join(read, " "), 60)))
		}
	}
	for _, c := range got {
		line, err := t.entry(c, p.Kind != "queue")
		if err != nil {
			return err
		}
		lines = append(lines, line)
	}
	if more {
		p.Offset += pageSize
		if err := t.keep(p); err != nil {
			return err
		}
		lines = append(lines, t.say("desk_more"))
	}
	t.said = append(t.said, strings.Join(lines, "\n"))
	t.number = "" // a list stands for no number
	return nil
}

func (t *turn) keep(p page) error {
	b, err := json.Marshal(p)
	t.me.More = string(b)
	return err
}

// entry is a complaint in two lines.
func (t *turn) entry(c store.Complaint, status bool) (string, error) {
	p, err := t.tx.ContactByID(c.Contact)
	if err != nil {
		return "", err
	}
	kind, err := t.tx.FirstAnswer(c.ID)
	if err != nil {
		return "", err
	}
	head := "*" + c.Number + "* " + t.d.ago(t.me.Lang, t.tx.Now, c.FiledAt)
	if status {
		head += " " + t.status(c.Status)
	} else if c.Reopened {
		head += " " + t.say("desk_again")
	}
	name := inline(p.Name, 12)
	if name != "" {
		name += " · "
	}
	return head + "\n" + inline(name+kind, lineWidth-1), nil
}

func (t *turn) history(c *store.Complaint, _ string) error {
	return t.historyPage(page{Kind: "history", Number: c.Number})
}

// historyPage shows who did what when, the newest first.
func (t *turn) historyPage(p page) error {
	c, err := t.tx.Complaint(p.Number)
	if err != nil {
		return err
	}
	events, err := t.tx.History(c.ID, p.Offset, pageSize+1)
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
	if p.Offset == 0 {
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
			what = t.say(key)
		}
		lines = append(lines, t.d.clock(t.tx.Now, e.At)+" "+who+": "+what)
	}
	if more {
		p.Offset += pageSize
		if err := t.keep(p); err != nil {
			return err
		}
		lines = append(lines, t.say("desk_more"))
	}
	t.said = append(t.said, strings.Join(lines, "\n"))
	t.number = c.Number
	return nil
}
