package flows

import (
	"slices"
	"strings"

	"aduan/flows/read"
)

// begin opens a draft with the greeting, which carries the privacy line.
func (t *turn) begin() {
	if t.s.Lapsed {
		t.tell("lapsed")
	}
	t.s.close()
	t.s.Open, t.s.Greeted = true, true
	t.news = append(t.news, t.form(t.f.Form.Greeting)+"\n\n"+t.form(t.f.Form.Privacy.Line))
	t.event("draft_started", "form", t.f.Form.Name)
	t.event("privacy_told", "version", itoa(t.f.Form.Privacy.Version))
	t.ask, t.fresh = true, true
}

// draft is a text while a draft is open.
func (t *turn) draft(text string, late bool) {
	if t.s.Aside != nil && t.aside(text, late) {
		return
	}
	f := t.next()
	steer, steering := read.Steer(text)
	if !steering && !t.pending() && (f == nil || f.Kind != Text || len(strings.Fields(text)) <= 6) && t.corrected(text) {
		return
	}
	if f != nil && !t.pending() && f.Kind != Text && f.Kind != Proof {
		// A steering word that is also an answer is the answer (a choice may
		// be called "Status"); a mere likeness is not.
		if r := t.read(f, text); r.fault == nil && (r.sure || !steering) && !t.small(f, text) {
			t.answer(f, r, text)
			t.understand(text)
			return
		}
	}
	if steering {
		t.steer(steer, f)
		return
	}
	switch gist := read.GistOf(text); {
	case t.pending():
		t.meanwhile(text)
	case f == nil:
		t.atSummary(text, gist)
	case gist == read.Yes && t.confirmed(), gist == read.No && t.disputed():
	case f.Kind == Text:
		if t.talk(gist) {
			return
		}
		if gist == read.Yes || gist == read.No {
			t.misfit("text_go_on")
			return
		}
		if r := readText(f, text); !t.answer(f, r, text) {
			t.refuse(f, r.fault, text)
		}
	case f.Kind == Proof && gist == read.None && t.restated(text):
	case t.understand(text): // it said something for another field
	case t.talk(gist):
	case t.ownNumber(text):
	default:
		if t.lacks(f, text) { // the way out comes at once
			t.s.Tries = max(t.s.Tries, 1)
		}
		t.refuse(f, t.read(f, text).fault, text)
	}
}

// lacks says that a person does not have or know what is asked for: "lupa",
// "ga punya buktinya".
func (t *turn) lacks(f *Field, text string) bool {
	names := calledBy(f)
	words := slices.DeleteFunc(strings.Fields(read.Fold(text)), func(w string) bool {
		w = strings.TrimSuffix(strings.Trim(w, ".,!?"), "nya")
		return slices.ContainsFunc(names, func(name string) bool { return read.Fold(name) == w })
	})
	return t.phrased(strings.Join(words, " "), "none_words")
}

// small says that a text is small talk which a reader might take for an
// answer by likeness ("p", "ok").
func (t *turn) small(f *Field, text string) bool {
	switch read.GistOf(text) {
	case read.Greeting, read.Knock, read.Thanks:
		return true
	case read.Yes, read.No:
		return f.Kind != Phone && f.Kind != Choice
	}
	return false
}

// talk answers what is no answer: the same question follows.
func (t *turn) talk(gist read.Gist) bool {
	switch gist {
	case read.Greeting, read.Knock:
	case read.Thanks:
		t.tell("thanks_draft")
	case read.Question:
		if !t.silent() || t.fresh {
			t.tell("question_draft")
		}
		t.remark(t.in.Text)
	case read.Human:
		t.tell("human_draft")
	case read.Anger:
		t.tell("anger_draft")
	default:
		return false
	}
	t.ask = true
	return true
}

// remark keeps words that answer nothing: staff will see them.
func (t *turn) remark(text string) {
	const most = 50
	if len(t.s.Notes) < most && strings.TrimSpace(text) != "" {
		t.s.Notes = append(t.s.Notes, Kept{ID: t.in.ID, Text: text})
	}
}

// meanwhile is a text while the reply waits for a file's check: the question
// that comes next has not been seen yet, so it is not being answered.
func (t *turn) meanwhile(text string) {
	news := t.news
	if t.understand(text) { // said together with the outcome of the check
		t.s.Hold.News = append(t.s.Hold.News, t.news[len(news):]...)
		t.news = news
		return
	}
	switch read.GistOf(text) {
	case read.None, read.Question, read.Human, read.Anger:
		t.remark(text)
	}
	if !t.s.Hold.Slow {
		t.s.Hold.Slow = true
		t.tell("checking")
	}
}

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
	case t.talk(gist):
	case strings.ContainsRune(strings.TrimSpace(text), ' '): // it may be of use to staff
		t.remark(text)
		t.misfit("summary_noted")
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
