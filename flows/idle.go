package flows

import (
	"strings"

	"aduan/flows/read"
)

// idle is a text while no draft is open.
func (t *turn) idle(text string) {
	if t.s.Aside != nil && t.idleAside(text) {
		return
	}
	if w, ok := read.Steer(text); ok {
		t.idleSteer(w)
		return
	}
	if number, _ := FindNumber(t.f.Rules.Prefix, text); number != "" && len(text) <= len(number)+4 {
		t.status(text)
		return
	}
	gist := read.GistOf(text)
	switch {
	case t.s.Lapsed:
		t.beginWith(text, gist)
	case gist == read.Thanks:
		t.thanks(text, gist)
	case (gist == read.Yes || gist == read.No) && t.s.Greeted: // to what we said last
	case len(t.in.Own) == 0:
		t.beginWith(text, gist)
	case t.phrased(text, "report_words"):
		t.begin()
	case gist == read.Greeting || gist == read.Knock:
		t.s.Aside = &Aside{Kind: asideHello, Number: t.in.Own[0].Number}
		t.ask, t.fresh = true, true
	default:
		if gist == read.Question && t.s.Aside == nil { // most ask how it stands
			t.news = append(t.news, t.statusOne(t.in.Own[0]))
		}
		t.keep(Kept{ID: t.in.ID, Text: text, At: t.in.At})
	}
}

// beginWith opens a draft with a first message, and takes what it says plainly.
// Where the form begins with a story, a first message of some words is it.
func (t *turn) beginWith(text string, gist read.Gist) {
	t.begin()
	switch f := t.next(); {
	case gist == read.Human:
		t.tell("human_draft")
		t.remark(text)
	case gist == read.Anger:
		t.tell("anger_draft")
		t.remark(text)
	case gist == read.Question:
		t.remark(text)
	case gist != read.None:
	case f != nil && f.Kind == Text && len(strings.Fields(text)) >= 4 && readText(f, text).fault == nil:
		t.answer(f, readText(f, text), text)
		t.understand(text)
	case !t.understand(text):
		t.remark(text)
	}
}

// thanks are answered politely once per complaint, and start nothing.
func (t *turn) thanks(text string, gist read.Gist) {
	if !t.s.Greeted && len(t.in.Own) == 0 {
		t.beginWith(text, gist) // their first words to us
		return
	}
	if !t.s.Thanked {
		t.s.Thanked = true
		t.tell("thanks")
	}
}

// idleSteer follows a steering word while no draft is open.
func (t *turn) idleSteer(w read.Steering) {
	t.s.Asked.Times = 0
	switch w.Word {
	case read.Status:
		t.status(w.Arg)
	case read.Privacy:
		t.news = append(t.news, t.form(t.f.Form.Privacy.Text))
	case read.Cancel:
		t.withdraw()
	case read.Send:
		if len(t.in.Own) == 0 {
			t.tell("nothing_open")
			return
		}
		t.tell("sent_already", "number", t.in.Own[0].Number)
	case read.Language:
		t.language(w.Arg)
		if len(t.in.Own) == 0 {
			t.begin()
		}
	case read.Restart:
		if a := t.s.Aside; a != nil && a.Kind == asideAdd {
			t.newFromKept(a)
		} else {
			t.begin()
		}
	case read.Help:
		t.tell("help_idle")
	default:
		t.tell("nothing_open")
	}
}

// withdraw notes on the newest complaint that the person wants it back: staff
// have it already.
func (t *turn) withdraw() {
	if len(t.in.Own) == 0 || t.in.Own[0].Status == "resolved" || t.in.Own[0].Status == "rejected" {
		t.tell("nothing_open")
		return
	}
	t.note(t.in.Own[0].Number, "withdraw_noted", Kept{ID: t.in.ID, Text: t.in.Text})
}

// idleAside is a text while "add or new?" or "status or new?" is open.
func (t *turn) idleAside(text string) bool {
	a := t.s.Aside
	switch a.Kind {
	case asideHello:
		switch t.oneOrTwo(text, "status_words", "new_words") {
		case 1:
			t.s.Aside = nil
			t.status("")
			return true
		case 2:
			t.begin()
			return true
		}
		if g := read.GistOf(text); g == read.Greeting || g == read.Knock {
			t.ask = true
			return true
		}
	case asideAdd:
		switch t.oneOrTwo(text, "add_words", "new_words") {
		case 1:
			t.addKept(a)
			return true
		case 2:
			t.newFromKept(a)
			return true
		}
		switch g := read.GistOf(text); {
		case g == read.Greeting || g == read.Knock:
			t.ask = true
			return true
		case g == read.Thanks:
			t.thanks(text, g)
			return true
		}
		if w, ok := read.Steer(text); ok {
			switch w.Word {
			case read.Send, read.Cancel, read.Skip, read.Back, read.Change: // of a draft, and there is none yet
				t.ask, t.fresh = true, true
				return true
			}
			return false // the messages stay, and so does the question
		}
		t.keep(Kept{ID: t.in.ID, Text: text, At: t.in.At})
		return true
	}
	t.s.Aside = nil
	return false
}

// appendDraft adds the whole draft to a filed complaint instead of filing it.
func (t *turn) appendDraft(number string) {
	add := &Append{Number: number}
	for _, f := range t.lines() {
		a := t.s.Answers[f.Key]
		if f.Kind != Proof && !a.Open && !a.Skipped && a.Read != "" {
			add.Notes = append(add.Notes, Kept{ID: a.From, Text: f.Label.in(t.lang()) + ": " + t.shown(f, a)})
		}
	}
	for _, f := range t.lines() {
		if t.s.Answers[f.Key].Open {
			add.Notes = append(add.Notes, t.s.Typed[f.Key]...)
		}
	}
	add.Notes = append(add.Notes, t.s.Notes...)
	add.Files = append(add.Files, t.s.Files...)
	t.out.Append = add
	t.s.close()
	t.out.Reply.Replace = true
}
