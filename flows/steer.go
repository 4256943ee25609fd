package flows

import (
	"strconv"
	"strings"

	"aduan/flows/read"
)

// steer follows a steering word while a draft is open. f is the open field,
// nil at the summary.
func (t *turn) steer(w read.Steering, f *Field) {
	t.ask, t.fresh = true, true
	switch w.Word {
	case read.Help:
		t.tell("help_draft")
	case read.Status:
		t.status(w.Arg)
	case read.Privacy:
		t.news = append(t.news, t.form(t.f.Form.Privacy.Text))
	case read.Language:
		t.language(w.Arg)
	case read.Cancel:
		t.s.Aside = &Aside{Kind: asideCancel}
	case read.Restart:
		t.s.Aside = &Aside{Kind: asideRestart}
	case read.Back:
		t.back(f)
	case read.Change:
		if !t.named(w.Arg) { // "ubah jumlah jadi 3"
			t.change(w.Arg)
		}
	case read.Skip:
		t.skip(f)
	case read.Send:
		t.send()
	}
}

// language answers in another language from now on.
func (t *turn) language(to string) {
	if to == "" {
		if t.lang() == "id" {
			t.tell("language_how")
			return
		}
		to = "id"
	}
	t.s.Lang = to
	t.event("language", "to", to)
	t.tell("language_now")
}

// back opens the field answered last, or the one before the field being edited.
func (t *turn) back(f *Field) {
	lines := t.lines()
	at := len(lines)
	switch a := t.s.Aside; {
	case a != nil && a.Kind == asideEdit:
		f = t.f.Form.Field(a.Field)
	default:
		if last := t.f.Form.Field(t.s.Last); last != nil && t.applies(last) && t.answered(last) {
			t.s.Aside = &Aside{Kind: asideEdit, Field: last.Key}
			return
		}
	}
	for i, x := range lines {
		if f != nil && x.Key == f.Key {
			at = i
		}
	}
	for i := at - 1; i >= 0; i-- {
		if t.answered(lines[i]) {
			t.s.Aside = &Aside{Kind: asideEdit, Field: lines[i].Key}
			return
		}
	}
	t.tell("back_first")
}

// change opens a line of the summary, by its number or its name.
func (t *turn) change(which string) {
	lines := t.lines()
	var f *Field
	if n, err := strconv.Atoi(strings.TrimSpace(which)); err == nil && n >= 1 && n <= len(lines) {
		f = lines[n-1]
	} else if err != nil && which != "" {
		names := make([]read.Option, len(lines))
		for i, x := range lines {
			names[i] = read.Option{Key: x.Key, Label: x.Label.in(t.lang()), Words: calledBy(x)}
		}
		if r, fault := read.Choice(which, names); fault == nil {
			f = t.f.Form.Field(r.Value)
		}
	}
	t.ask, t.fresh = true, true
	switch {
	case f == nil:
		t.tell("change_which", "n", itoa(len(lines)))
	case !t.answered(f) && !f.Optional:
		t.s.Aside = nil
		if t.next() != f {
			t.tell("change_later", "label", f.Label.in(t.lang()))
		}
	default:
		t.s.Aside = &Aside{Kind: asideEdit, Field: f.Key}
	}
}

// calledBy are the ways to name a field: its key, its labels, and their longer words.
func calledBy(f *Field) []string {
	out := []string{f.Key}
	for _, label := range []string{f.Label["id"], f.Label["en"]} {
		out = append(out, label)
		for _, w := range strings.Fields(label) {
			if len(w) >= 4 {
				out = append(out, w)
			}
		}
	}
	return out
}

// skip leaves the open field out, a required one after two answers that did not
// do; at the summary, what is offered there.
func (t *turn) skip(f *Field) {
	switch {
	case f == nil && len(t.addable()) > 0:
		t.skipRest()
	case f == nil:
		t.tell("skip_nothing")
	case t.s.Tries >= 2 || t.silent():
		t.leaveOpen(f)
	default:
		t.misfit("skip_required")
		if t.s.Tries >= 2 { // the hint says how
			t.reason, t.hinted = "", true
		}
		t.fresh = true
	}
}

// leaveOpen files the field as one that staff will ask for.
func (t *turn) leaveOpen(f *Field) {
	t.take(f, Answer{Open: true, From: t.in.ID})
	t.tell("left_open", "label", t.inline(f))
	t.event("field_left_open", "field", f.Key)
}
