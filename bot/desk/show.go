package desk

import (
	"encoding/json"
	"strings"
	"time"

	"aduan/flows"
	"aduan/store"
)

func (t *turn) status(s string) string { return t.say("desk_status_" + s) }

// card is what staff see of a new complaint: text only.
func (d *Desk) card(tx *store.Tx, lang string, c store.Complaint, head string) (string, error) {
	r, err := tx.ReportOf(c)
	if err != nil {
		return "", err
	}
	flags, err := d.flags(tx, lang, c, r)
	if err != nil {
		return "", err
	}
	lines := []string{d.say(lang, head, "number", c.Number)}
	for i, a := range r.Answers {
		switch {
		case a.Skipped || a.Open:
		case i == 0:
			lines = append(lines, inline(a.Shown(), 80))
		case a.Kind == flows.Choice || a.Kind == flows.Count || a.Kind == flows.Date:
			lines = append(lines, inline(a.Label+": "+a.Shown(), 80))
		}
	}
	lines = append(lines, d.say(lang, "desk_filed", "at", d.clock(tx.Now, c.FiledAt), "ago", d.ago(lang, tx.Now, c.FiledAt)),
		d.who(lang, r.Person))
	return strings.Join(append(lines, flags...), "\n"), nil
}

// who is the person with name and number; a hidden id is no number.
func (d *Desk) who(lang string, p store.Contact) string {
	number := flows.PhoneShown(p.Number())
	if number == "" {
		number = d.say(lang, "desk_number_unknown")
	}
	if p.Name == "" {
		return number
	}
	return called(p) + " · " + number
}

// flags are what staff should see at a glance.
func (d *Desk) flags(tx *store.Tx, lang string, c store.Complaint, r store.Report) ([]string, error) {
	var out []string
	seen, err := tx.SeenIn(c)
	if err != nil {
		return nil, err
	}
	if seen != "" {
		out = append(out, d.say(lang, "desk_flag_seen", "number", seen))
	}
	n, err := tx.FiledSince(c.Contact, c.FiledAt.Add(-7*24*time.Hour))
	if err != nil {
		return nil, err
	}
	if n > 1 {
		out = append(out, d.say(lang, "desk_flag_again", "n", itoa(n)))
	}
	for _, a := range r.Answers {
		if a.Open {
			out = append(out, d.say(lang, "desk_flag_open", "label", a.Label))
		}
	}
	return out, nil
}

func (t *turn) show(c *store.Complaint, _ string) error {
	r, err := t.tx.ReportOf(*c)
	if err != nil {
		return err
	}
	flags, err := t.d.flags(t.tx, t.me.Lang, *c, r)
	if err != nil {
		return err
	}
	head := "*" + c.Number + "*: " + t.status(c.Status)
	if c.Assignee != 0 {
		who, err := t.tx.StaffByID(c.Assignee)
		if err != nil {
			return err
		}
		head += " · " + who.Name
	}
	lines := []string{head}
	for _, a := range r.Answers {
		switch {
		case a.Open:
			lines = append(lines, "• "+a.Label+": "+t.say("desk_open"))
		case !a.Skipped:
			lines = append(lines, "• "+a.Label+": "+inline(a.Shown(), 200))
		}
	}
	lines = append(lines, t.say("desk_filed", "at", t.d.clock(t.tx.Now, c.FiledAt), "ago", t.d.ago(t.me.Lang, t.tx.Now, c.FiledAt)))
	if c.StatusAt.After(c.FiledAt) {
		lines = append(lines, t.say("desk_since", "ago", t.d.ago(t.me.Lang, t.tx.Now, c.StatusAt)))
	}
	lines = append(lines, t.d.who(t.me.Lang, r.Person))
	if len(r.Proofs) > 0 {
		lines = append(lines, t.say("desk_proofs", "n", itoa(len(r.Proofs))))
	}
	lines = append(lines, flags...)
	t.said = append(t.said, strings.Join(lines, "\n"))
	notes, err := t.tx.Notes(c.ID, 5)
	if err != nil {
		return err
	}
	for _, n := range notes {
		t.said = append(t.said, t.noted(n))
	}
	return t.renew(c)
}

// noted is words in a complaint: whose, when, what.
func (t *turn) noted(n store.Note) string {
	by := n.By
	switch {
	case n.Kind == "" && n.By == "applicant":
		by = t.say("desk_by_person")
	case n.Kind == store.NoteInternal:
		by = t.say("desk_by_note", "name", n.By)
	case n.Kind == store.NotePhone:
		by = t.say("desk_by_phone")
	}
	return t.d.clock(t.tx.Now, n.At) + " " + by + "\n" + quoteOf(inline(n.Text, 400))
}

func (t *turn) proof(c *store.Complaint, _ string) error {
	if err := t.event(c, "staff_proof", nil); err != nil {
		return err
	}
	return t.proofs(c, true)
}

// proofs sends the files of a complaint to this person.
func (t *turn) proofs(c *store.Complaint, say bool) error {
	r, err := t.tx.ReportOf(*c)
	if err != nil {
		return err
	}
	if len(r.Proofs) == 0 {
		if say {
			t.tell("desk_no_proof", "number", c.Number)
		}
		return t.renew(c)
	}
	for i, p := range r.Proofs {
		caption := c.Number
		if len(r.Proofs) > 1 {
			caption += " (" + itoa(i+1) + "/" + itoa(len(r.Proofs)) + ")"
		}
		t.out.Sends = append(t.out.Sends, Send{
			Staff: t.me.ID, Number: c.Number, Text: caption,
			Media: p.SHA256, MIME: p.MIME, FileName: FileName(c.Number, i+1, p.MIME),
		})
	}
	return t.renew(c)
}

// FileName is what a file of a complaint is called: nothing of it is the
// sender's.
func FileName(number string, n int, mime string) string {
	ext := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf", "image/heic": ".heic", "image/heif": ".heif"}[mime]
	return number + "-" + itoa(n) + ext
}

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
