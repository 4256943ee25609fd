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
	if !steering && !late && !t.pending() && (f == nil || f.Kind != Text || len(strings.Fields(text)) <= 6) && t.corrected(text) {
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
		if r := t.read(f, text); r.fault != nil && (r.fault.Reason == read.ChoiceSeveral || r.fault.Reason == read.ChoiceRange) && !steering {
			t.refuse(f, r.fault, text)
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
		if t.talk(gist, text) {
			return
		}
		if gist == read.Yes || gist == read.No {
			t.misfit("text_go_on")
			return
		}
		r := readText(f, text)
		if !t.answer(f, r, text) {
			t.refuse(f, r.fault, text)
			return
		}
		t.understand(text)
	case f.Kind == Proof && gist == read.None && !late && t.restated(text):
	case t.understand(text): // it said something for another field
	case t.wait(text):
	case t.talk(gist, text):
	case t.putRight(text), t.ownNumber(text):
	case t.in.Queued == f.Key: // the question has not left yet, so this is no answer to it
		t.remark(text)
		t.ask = true
	default:
		t.unread(f, text)
	}
}

// unread is a text that is no answer to the open field.
func (t *turn) unread(f *Field, text string) {
	fault := t.read(f, text).fault
	switch {
	case t.lacks(f, text): // the way out comes at once
		t.s.Tries = max(t.s.Tries, 1)
		if key := "lacks_" + string(f.Kind); t.f.Texts.Has(key) {
			fault = &read.Refusal{Reason: read.Reason(key)}
		}
	case f.Kind == Proof && t.phrased(text, "sent_words"):
		fault = &read.Refusal{Reason: "proof_not_here"}
	case f.Kind == Proof && len(strings.Fields(text)) >= storyWords: // it may be of use to staff
		t.remark(text)
		t.misfit("noted")
		return
	}
	t.refuse(f, fault, text)
}

// storyWords is from how many words on a text that is no answer is kept as a note.
const storyWords = 3

// wait is "sebentar ya": nobody is hurried, and nothing is asked again. It is
// said once until there is an answer.
func (t *turn) wait(text string) bool {
	words := len(strings.Fields(text))
	if words > 6 || !t.beginsWith(text, "wait_begins") && !t.phrased(text, "wait_words") {
		return false
	}
	if words > 2 {
		t.remark(text)
	}
	if !t.s.Waits {
		t.s.Waits = true
		if t.next() == nil {
			t.tell("wait_summary")
		} else {
			t.tell("wait_draft")
		}
	}
	return true
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
func (t *turn) talk(gist read.Gist, text string) bool {
	switch gist {
	case read.Greeting, read.Knock:
	case read.Thanks:
		t.tell("thanks_draft")
	case read.Question:
		switch {
		case t.silent() && !t.fresh:
		case t.holds(text, "scam_words"):
			t.tell("scam_draft")
		default:
			t.tell("question_draft")
		}
		t.remark(text)
	case read.Human:
		t.tell("human_draft")
		t.remark(text)
	case read.Anger:
		t.tell("anger_draft")
		t.remark(text)
	default:
		return false
	}
	t.ask = true
	return true
}

// remark keeps words that answer nothing: staff will see them.
func (t *turn) remark(text string) {
	const most = 50
	again := slices.ContainsFunc(t.s.Notes, func(k Kept) bool { return k.ID == t.in.ID && k.Text == text })
	if len(t.s.Notes) < most && strings.TrimSpace(text) != "" && !again {
		t.s.Notes = append(t.s.Notes, Kept{ID: t.in.ID, Text: text})
	}
}

// meanwhile is a text while the reply waits for a file's check: the question
// that comes next has not been seen yet, so it is not being answered.
func (t *turn) meanwhile(text string) {
	news := t.news
	if t.corrected(text) || t.understand(text) { // said together with the outcome of the check
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
