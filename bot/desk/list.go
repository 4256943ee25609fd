package desk

import (
	"encoding/json"
	"strings"

	"aduan/store"
)

// page is a list as "more" goes on with it.
type page struct {
	Kind   string       `json:"kind"`
	Words  string       `json:"words,omitempty"`
	Number string       `json:"number,omitempty"`
	Chosen store.Chosen `json:"chosen,omitzero"`
	After  store.Mark   `json:"after,omitzero"` // the last entry that was shown
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

// page shows ten entries of a list, and keeps where "more" goes on.
func (t *turn) page(p page) error {
	var got []store.Complaint
	var err error
	var read []string
	var lines []string
	ask := pageSize + 1
	switch p.Kind {
	case "queue":
		got, err = t.tx.Queue(p.After, ask)
	case "list":
		got, err = t.tx.Listed(p.Chosen, p.After, ask)
	case "search":
		got, read, err = t.tx.Search(p.Words, p.After, ask)
	case "person":
		var c store.Complaint
		if c, err = t.tx.Complaint(p.Number); err == nil {
			got, err = t.tx.Of(c.Contact, p.After, ask)
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
	if p.After == (store.Mark{}) {
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
		p.After = got[pageSize-1].Mark()
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
