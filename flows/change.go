package flows

import (
	"slices"
	"strings"

	"aduan/flows/read"
)

// askedField is the field that a question's key is about ("date", "edit:date").
func askedField(key string) string {
	if _, f, ok := strings.Cut(key, ":"); ok {
		return f
	}
	return key
}

// quoted is a text that answers an earlier message. It says false where the
// quote changes nothing: it names the open question, or nothing that we know.
func (t *turn) quoted(q Ref, text string, late bool) bool {
	if _, ok := read.Steer(text); ok {
		return false
	}
	if q.Number != "" && slices.ContainsFunc(t.in.Own, func(o Own) bool { return o.Number == q.Number }) {
		switch read.GistOf(text) {
		case read.Thanks, read.Greeting, read.Knock, read.Yes, read.No:
			return false
		}
		t.note(q.Number, "added", Kept{ID: t.in.ID, Text: text})
		return true
	}
	switch read.GistOf(text) {
	case read.Greeting, read.Knock, read.Thanks, read.Question, read.Human, read.Anger:
		return false
	}
	if !t.s.Open {
		return false
	}
	if !q.Ours {
		return t.correct(q.ID, text, late)
	}
	key, _ := t.question()
	f := t.f.Form.Field(askedField(q.Asks))
	switch {
	case q.Asks == key || f == nil:
		return false
	case !t.applies(f) || !t.answered(f): // it must not land in the open question
		t.ask = true
	case f.Kind == Proof:
		t.s.Aside = &Aside{Kind: asideEdit, Field: f.Key}
		t.misfit("proof_text")
	default:
		t.replace(f, text, late)
	}
	return true
}

// note adds words to a filed complaint and says so.
func (t *turn) note(number, said string, k Kept) {
	t.out.Append = &Append{Number: number, Notes: []Kept{k}}
	if !t.s.Open && !t.may("note") { // two machines must not talk for ever
		return
	}
	t.number = number
	t.tell(said, "number", number)
	t.ask = t.s.Open
}

// correct reads new words for the fields that a message of the person gave. It
// says false where it gave none, or where they are about something else.
func (t *turn) correct(id, text string, late bool) bool {
	var gave []*Field
	for _, f := range t.lines() {
		if a, ok := t.s.Answers[f.Key]; ok && id != "" && a.From == id && f.Kind != Proof && !a.Open && !a.Skipped {
			gave = append(gave, f)
		}
	}
	if len(gave) == 1 {
		t.replace(gave[0], text, late)
		return true
	}
	changed := false
	for _, f := range gave { // each is looked for in the text, which is not the whole answer to any
		if r, ok := t.stated(f, text); ok && r.sure && r.other == "" && !late {
			changed = true
			if r.value != t.s.Answers[f.Key].Read {
				t.answer(f, r, text)
			}
		}
	}
	var only *Field
	fits := 0
	for _, f := range gave { // a bare value: it is the one that it can be
		if r := t.read(f, text); r.fault == nil && r.sure {
			only, fits = f, fits+1
		}
	}
	if !changed && fits == 1 {
		t.replace(only, text, late)
		return true
	}
	if changed {
		t.ask, t.fresh = true, true
	}
	return changed
}

// replace takes a new value for an answered field, or asks for one.
func (t *turn) replace(f *Field, text string, late bool) {
	t.ask = true
	if late {
		t.tell("late", "label", f.Label.in(t.lang()), "value", t.shown(f, t.s.Answers[f.Key]))
		return
	}
	r := t.read(f, text)
	if t.answer(f, r, text) {
		return
	}
	t.s.Aside = &Aside{Kind: asideEdit, Field: f.Key}
	t.refuse(f, r.fault, "")
}

// reword puts new words in place of those that were kept from a message.
func (t *turn) reword(id, text string) bool {
	found := false
	change := func(list []Kept) {
		for i := range list {
			if k := &list[i]; k.ID == id && k.Text != "" && id != "" {
				k.Text, found = text, true
			}
		}
	}
	change(t.s.Notes)
	for _, list := range t.s.Typed {
		change(list)
	}
	if t.s.Aside != nil {
		change(t.s.Aside.Kept)
	}
	return found
}

// edited is new words for an earlier message.
func (t *turn) edited(late bool) {
	of, text := t.in.Of, t.in.Text
	if of == nil || of.Ours {
		return
	}
	t.in.ID = of.ID // what it says, that message says
	switch {
	case of.Number != "":
		t.note(of.Number, "added_edit", Kept{ID: of.ID, Text: t.say("edited_note", "old", of.Text, "new", text)})
		t.event("edited_after_filing")
	case t.s.Open && t.correct(of.ID, text, late):
		t.event("edited")
		if !late {
			t.understand(text)
		}
	case t.s.Open && t.s.Misfit == of.ID && !late:
		if f := t.next(); f != nil { // the words that did not do, in better words
			t.s.Typed[f.Key] = slices.DeleteFunc(t.s.Typed[f.Key], func(k Kept) bool { return k.ID == of.ID })
		}
		t.draft(text, false)
	default:
		kept := t.reword(of.ID, text)
		if t.s.Open && !late && t.understand(text) || kept {
			t.event("edited")
		}
	}
}

// revoked is an earlier message deleted by the person: what it gave stays and
// is marked.
func (t *turn) revoked() {
	of := t.in.Of
	if of == nil || of.Ours {
		return
	}
	var labels []string
	line := 0
	for i, f := range t.lines() {
		if a, ok := t.s.Answers[f.Key]; ok && a.From == of.ID && of.ID != "" && f.Kind != Proof {
			a.Deleted = true
			t.s.Answers[f.Key] = a
			labels, line = append(labels, t.inline(f)), i+1
		}
	}
	for i := range t.s.Files {
		x := &t.s.Files[i]
		if x.From != of.ID {
			continue
		}
		x.Deleted = true
		for j, f := range t.lines() {
			if f.Key == x.Field && !slices.Contains(labels, t.inline(f)) {
				labels, line = append(labels, t.inline(f)), j+1
			}
		}
	}
	if len(labels) > 0 {
		t.event("deleted")
		t.tell("deleted", "label", strings.Join(labels, ", "), "n", itoa(line))
		t.ask = true
	}
}

// reacted is an emoji: a thumb on the newest summary is *kirim*, every other
// one changes nothing.
func (t *turn) reacted() {
	key, _ := t.question()
	of := t.in.Of
	thumb := strings.HasPrefix(t.in.Text, "👍")
	if of != nil && of.Ours && thumb && t.s.Open && key == keySummary && of.ID == t.s.Summary {
		t.send()
	}
}
