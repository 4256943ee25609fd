package flows

import (
	"slices"
	"strings"

	"aduan/flows/read"
)

// The end of a draft: the summary, *kirim*, and the complaint that follows.

// atSummary is a text when everything is answered.
func (t *turn) atSummary(text string, gist read.Gist) {
	addable := t.addable()
	switch {
	case gist == read.Yes:
		t.send()
		return
	case len(addable) > 0 && t.phrased(text, "none_words"):
		t.skipRest()
		t.usable()
		return
	case gist == read.No:
		t.tell("change_which", "n", itoa(len(t.lines())))
		t.ask = true
		return
	}
	if r, fault := read.Count(text, read.CountLimits{Min: 1, Max: len(t.lines())}); fault == nil && r.Basis == "digits" {
		t.change(itoa(r.Value)) // a bare line number
		return
	}
	if gist == read.None && (t.restated(text) || t.bareCode(addable, text)) {
		return
	}
	switch {
	case t.wait(text):
	case t.talk(gist, text):
	case len(strings.Fields(text)) >= storyWords:
		t.remark(text)
		t.misfit("noted")
	default:
		t.misfit("summary_unclear")
	}
}

// addable are the optional fields that the summary still offers.
func (t *turn) addable() []*Field {
	return slices.DeleteFunc(t.lines(), func(f *Field) bool { return !f.Optional || t.answered(f) })
}

// bareCode takes a word with digits for the code that the summary offers to
// add, such as an invoice number; it is shown for checking.
func (t *turn) bareCode(addable []*Field, text string) bool {
	const least = 5
	text = strings.TrimSpace(text)
	for _, f := range addable {
		if f.Like == "invoice" && len(text) >= least && !strings.ContainsAny(text, " \n") && strings.ContainsAny(text, "0123456789") {
			if r := readText(f, text); r.fault == nil {
				r.sure = false
				return t.answer(f, r, text)
			}
		}
	}
	return false
}

// send is *kirim*: the draft becomes a complaint, at once or when the last
// check has ended.
func (t *turn) send() {
	if t.next() != nil {
		t.tell("not_yet")
		t.ask, t.fresh = true, true
		return
	}
	t.fresh = true
	if t.s.Summary == "" && !t.s.Send && !t.pending() { // nothing is sent that was not shown
		t.ask = true
		return
	}
	if t.s.waiting("") > 0 {
		if !t.s.Send {
			t.tell("send_kept")
		}
		t.s.Send = true
		if t.s.Hold == nil {
			t.s.Hold = &Hold{Since: t.in.Now, Slow: true}
		}
		t.s.Hold.Slow, t.s.Hold.Block = true, true
		return
	}
	t.s.Send = false
	if number := t.same(); number != "" && !t.s.Same {
		t.s.Aside = &Aside{Kind: asideSame, Number: number}
		t.ask = true
		return
	}
	t.file()
}

// skipRest leaves out the optional fields that have no answer.
func (t *turn) skipRest() {
	for _, f := range t.addable() {
		t.s.Answers[f.Key] = Answer{Skipped: true, From: t.in.ID}
	}
}

// same is the number of a complaint of this person that looks like the draft:
// the fields of the form's "same" agree, or a proof has the same bytes.
func (t *turn) same() string {
	for _, own := range t.in.Own {
		for _, sha := range own.Proofs {
			for _, f := range t.s.Files {
				if f.SHA256 == sha && sha != "" {
					return own.Number
				}
			}
		}
		alike := len(t.f.Form.Same) > 0
		for _, key := range t.f.Form.Same {
			v := t.s.Answers[key].Read
			alike = alike && v != "" && own.Read[key] == v
		}
		if alike {
			return own.Number
		}
	}
	return ""
}

// file hands the complaint over and closes the draft.
func (t *turn) file() {
	t.settle()
	t.skipRest()
	fl := &Filing{Lang: t.lang()}
	for _, f := range t.lines() {
		a := t.s.Answers[f.Key]
		fl.Answers = append(fl.Answers, Filed{Field: f.Key, Kind: f.Kind, Label: f.Label.in(fl.Lang), Shown: t.shown(f, a), Answer: a})
		if a.Open {
			fl.Notes = append(fl.Notes, t.s.Typed[f.Key]...)
		}
		for _, x := range t.s.Files {
			if x.Field == f.Key {
				fl.Files = append(fl.Files, x)
			}
		}
	}
	fl.Notes = append(fl.Notes, t.s.Notes...)
	for _, x := range t.s.Files { // of a field that does not apply any more: kept all the same
		if f := t.f.Form.Field(x.Field); f == nil || !t.applies(f) {
			x.Field = ""
			fl.Files = append(fl.Files, x)
		}
	}
	t.out.File = fl
	t.s.close()
	t.out.Reply.Replace = true
}

// drop takes files out of the draft and has them forgotten.
func (t *turn) drop(which func(File) bool) {
	var keep []File
	for _, x := range t.s.Files {
		if which(x) {
			t.out.Drop = append(t.out.Drop, x.ID)
		} else {
			keep = append(keep, x)
		}
	}
	t.s.Files = keep
}
