package flows

import (
	"slices"
	"strings"
	"time"

	"aduan/flows/read"
)

// What staff want to know of a person: see [Own.Ask]. Which open question does
// a message answer? A quote decides; else an aside; else the newest of staff's
// question, the draft's, and "all well?". What fits both a question of staff
// and a draft is asked about.
const (
	AskStaff = "staff" // a question in staff's own words
	AskDone  = "done"  // all well?
)

const (
	moreAfter = 3 * time.Minute // further bubbles belong to an answer given to staff
	talkAfter = time.Hour       // what a person writes is for the staff who wrote to them
)

// quotedAsk is a text that quotes an open question of staff.
func (t *turn) quotedAsk(text string) bool {
	for i := range t.in.Own {
		if o := &t.in.Own[i]; o.Ask != "" && t.in.Quote.Ours && o.AskID == t.in.Quote.ID {
			if o.Ask == AskDone {
				return t.verdict(o, text)
			}
			t.answerStaff(o.Number, Kept{ID: t.in.ID, Text: text})
			return true
		}
	}
	return false
}

// newestAsk is the question of staff that was asked last and has left; nil if
// none is open. With "" it is of any kind.
func (t *turn) newestAsk(kind string) *Own {
	var newest *Own
	for i := range t.in.Own {
		o := &t.in.Own[i]
		if o.Ask != "" && (kind == "" || o.Ask == kind) && !o.Asked.IsZero() && (newest == nil || o.Asked.After(newest.Asked)) {
			newest = o
		}
	}
	return newest
}

// asked is a text that may answer a question of staff. It says false where it
// is for the draft, or for nothing that is open.
func (t *turn) asked(text string) bool {
	if t.s.Aside != nil {
		return false
	}
	if _, ok := read.Steer(text); ok {
		return false
	}
	if number, _ := FindNumber(t.f.Rules.Prefix, text); number != "" && len(text) <= len(number)+4 {
		return false
	}
	gist := read.GistOf(text)
	o := t.newestAsk("")
	if o == nil || t.s.Open && t.s.Asked.At.After(o.Asked) {
		return !t.s.Open && o == nil && t.more(text, gist)
	}
	if o.Ask == AskDone {
		return t.verdict(o, text) || !t.s.Open && t.more(text, gist)
	}
	switch {
	case gist == read.Thanks:
		return false
	case gist == read.Greeting || gist == read.Knock:
		if !t.s.Open {
			t.tell("staff_waits", "number", o.Number)
		}
		return !t.s.Open
	case t.s.Open && t.fits(text):
		t.whose(o.Number, Kept{ID: t.in.ID, Text: text, At: t.in.At})
	default:
		t.answerStaff(o.Number, Kept{ID: t.in.ID, Text: text})
	}
	return true
}

// fits says that a text can be the answer to the draft's open question.
func (t *turn) fits(text string) bool {
	f := t.next()
	if f == nil || f.Kind == Proof {
		return false
	}
	return t.read(f, text).fault == nil
}

// more is a further bubble of an answer that was just given to staff, or says
// something to what staff have just written.
func (t *turn) more(text string, gist read.Gist) bool {
	if gist != read.None && gist != read.Question {
		return false
	}
	return t.goesOn(Kept{ID: t.in.ID, Text: text})
}

// goesOn hands a message on where it goes on with what was said between the
// person and staff.
func (t *turn) goesOn(k Kept) bool {
	var talk *Own
	for i := range t.in.Own {
		o := &t.in.Own[i]
		if !o.Answered.IsZero() && t.in.Now.Sub(o.Answered) < moreAfter {
			t.answerStaff(o.Number, k)
			return true
		}
		if !o.Told.IsZero() && t.in.Now.Sub(o.Told) < talkAfter && (talk == nil || o.Told.After(talk.Told)) {
			talk = o
		}
	}
	if talk != nil {
		t.handOn(talk.Number, false, k)
	}
	return talk != nil
}

// answerStaff hands an answer to whoever asked.
func (t *turn) answerStaff(number string, kept ...Kept) { t.handOn(number, true, kept...) }

// handOn adds what was said to a complaint, for staff to read.
func (t *turn) handOn(number string, answer bool, kept ...Kept) {
	add := t.kept(&Aside{Number: number, Kept: kept})
	add.Answer, add.Talk = answer, !answer
	if before := t.out.Append; before != nil && before.Number == number {
		add.Notes, add.Files = append(before.Notes, add.Notes...), append(before.Files, add.Files...)
	}
	t.out.Append = add
	t.number, t.fresh = number, true
	if len(add.Notes) > 0 || slices.ContainsFunc(kept, func(k Kept) bool { return k.Checked }) {
		said := "added" // somebody may have to take it up first
		if answer {
			said = "answered"
		}
		t.tell(said, "number", number)
	}
	t.ask = t.s.Open
}

// verdict is the answer to "all well?".
func (t *turn) verdict(o *Own, text string) bool {
	way := t.oneOrTwo(text, "done_words", "undone_words")
	bare := true
	switch gist := read.GistOf(text); {
	case way != 0:
	case gist == read.Yes:
		way = 1
	case gist == read.No:
		way = 2
	case gist == read.Thanks:
	case t.holds(text, "undone_holds"): // "sudah dicoba tapi belum masuk"
		way, bare = 2, false
	case gist != read.Question && len(strings.Fields(text)) <= 4 && t.beginsWith(text, "done_begins"):
		way = 1
	}
	if way == 0 {
		return false
	}
	t.number, t.fresh = o.Number, true
	if way == 1 {
		t.out.Done = o.Number
		t.tell("done_yes", "number", o.Number)
		t.s.Thanked = false
		return true
	}
	t.out.Reopen = o.Number
	bare = bare && len(strings.Fields(text)) < 3
	if bare {
		t.tell("done_no", "number", o.Number)
	} else {
		t.out.Append = &Append{Number: o.Number, Notes: []Kept{{ID: t.in.ID, Text: text}}}
		t.tell("done_no_noted", "number", o.Number)
	}
	return true
}

// askedFile is a file that may answer a question of staff.
func (t *turn) askedFile(caption string) bool {
	k := Kept{ID: t.in.ID, Text: caption, File: t.in.File, At: t.in.At}
	if a := t.s.Aside; a != nil {
		if a.Kind == asideWhose {
			t.whose(a.Number, k)
			return true
		}
		return false
	}
	o := t.newestAsk(AskStaff)
	switch {
	case o == nil && t.s.Open:
		return false
	case o == nil:
		return t.goesOn(k)
	case t.s.Open && t.fileField() != nil:
		t.whose(o.Number, k)
	default:
		t.answerStaff(o.Number, k)
	}
	return true
}

// whose keeps a message until the person says whether it is for staff or for
// the draft.
func (t *turn) whose(number string, k Kept) {
	const most = 50
	if t.s.Aside == nil {
		t.s.Aside = &Aside{Kind: asideWhose, Number: number}
	}
	if a := t.s.Aside; len(a.Kept) < most {
		a.Kept = append(a.Kept, k)
	} else { // enough to ask about: staff get the rest at once
		t.answerStaff(a.Number, k)
	}
	t.ask, t.fresh = true, true
}

// settle gives staff what was kept and not decided on: nothing is lost by
// going on.
func (t *turn) settle() {
	if a := t.s.Aside; a != nil && a.Kind == asideWhose {
		t.s.Aside = nil
		t.answerStaff(a.Number, a.Kept...)
	}
}

// whoseAside is the answer to "for the complaint, or for the new one?".
func (t *turn) whoseAside(a *Aside, text string) bool {
	switch t.oneOrTwo(text, "whose_staff_words", "new_words") {
	case 1:
		t.s.Aside = nil
		t.answerStaff(a.Number, a.Kept...)
		return true
	case 2:
		t.s.Aside = nil
		t.keptToDraft(a)
		return true
	}
	if _, ok := read.Steer(text); ok {
		t.settle()
		return false
	}
	if g := read.GistOf(text); g != read.None && g != read.Question {
		t.ask = true
		return true
	}
	t.whose(a.Number, Kept{ID: t.in.ID, Text: text, At: t.in.At})
	return true
}

// keptToDraft gives the draft what was kept for it.
func (t *turn) keptToDraft(a *Aside) {
	t.replay(a.Kept, func(k Kept) {
		switch {
		case k.File != 0:
			t.caption(k.Text)
		case t.s.Aside == nil:
			t.draft(k.Text, false)
		default:
			t.remark(k.Text)
		}
	})
	t.ask, t.fresh = true, true
}
