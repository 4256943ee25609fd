package desk

import (
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
			lines = append(lines, inline(a.Label+": "+short(a, c), 80))
		}
	}
	lines = append(lines, d.say(lang, "desk_filed", "at", d.clock(tx.Now, c.FiledAt), "ago", d.ago(lang, tx.Now, c.FiledAt)),
		d.who(lang, r.Person))
	return strings.Join(append(lines, flags...), "\n"), nil
}

// short is an answer as staff see it: the year of a day only where it is
// another one than that of the filing.
func short(a store.ReportAnswer, c store.Complaint) string {
	if a.Kind == flows.Date {
		return strings.TrimSuffix(a.Shown(), c.FiledAt.Format(" 2006"))
	}
	return a.Shown()
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
			lines = append(lines, "• "+a.Label+": "+inline(short(a, *c), 200))
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
