package flows

import (
	"strings"

	"aduan/flows/read"
)

// aside is a text while a question of our own is open. It says false where the
// aside is gone or does not hold, and the text is for the form.
func (t *turn) aside(text string, late bool) bool {
	a := t.s.Aside
	switch a.Kind {
	case asideCancel, asideRestart:
		return t.reallyAside(a, text)
	case asideConfirm, asideWhich:
		return t.offerAside(a, text)
	case asideSame:
		return t.sameAside(a, text)
	case asideWhose:
		return t.whoseAside(a, text)
	case asideEdit:
		f := t.f.Form.Field(a.Field)
		if late && f != nil && t.answered(f) { // written before we asked for the new value
			t.tell("late", "label", t.inline(f), "value", t.shown(f, t.s.Answers[f.Key]))
			t.ask = true
			return true
		}
		return t.editAside(a, text)
	}
	t.s.Aside = nil
	return false
}

// elsewhere drops the aside for a message that clearly means something else: a
// steering word, or an answer to the form's own question.
func (t *turn) elsewhere(text string) bool {
	if _, ok := read.Steer(text); ok {
		t.s.Aside = nil
		return true
	}
	if f := t.next(); f != nil && f.Kind != Text && f.Kind != Proof && read.GistOf(text) == read.None {
		if r := t.read(f, text); r.fault == nil && r.sure {
			t.s.Aside = nil
			return true
		}
	}
	return false
}

// reallyAside is the answer to "really cancel?" and "really start over?".
func (t *turn) reallyAside(a *Aside, text string) bool {
	w, steering := read.Steer(text)
	again := steering && (w.Word == read.Cancel && a.Kind == asideCancel || w.Word == read.Restart && a.Kind == asideRestart)
	gist := read.GistOf(text)
	switch {
	case gist == read.Yes || again:
		t.drop(func(File) bool { return true })
		t.event(map[string]string{asideCancel: "draft_cancelled", asideRestart: "draft_restarted"}[a.Kind])
		t.s.close()
		t.out.Reply.Replace = true
		if a.Kind == asideCancel {
			t.tell("cancelled")
			return true
		}
		t.s.Open = true
		t.tell("restarted")
		t.ask, t.fresh = true, true
		return true
	case gist == read.No || steering && w.Word == read.Skip:
		t.s.Aside = nil
		t.tell("going_on")
		t.ask, t.fresh = true, true
		return true
	case t.elsewhere(text):
		return false
	}
	return t.besides(text, "yes_or_no")
}

// offerAside is the answer to "is this the value?" and "which of the two?".
func (t *turn) offerAside(a *Aside, text string) bool {
	f := t.f.Form.Field(a.Field)
	if f == nil || !t.applies(f) {
		t.s.Aside = nil
		return false
	}
	gist := read.GistOf(text)
	if a.Kind == asideConfirm && gist == read.Yes {
		t.take(f, Answer{Said: a.Said, Read: a.Values[0], From: a.From})
		return true
	}
	if a.Kind == asideConfirm && gist == read.No {
		t.s.Aside = nil
		t.ask, t.fresh = true, true
		t.reason = t.say("confirm_no_" + string(f.Kind))
		return true
	}
	if a.Kind == asideWhich {
		options := make([]read.Option, len(a.Values))
		for i, v := range a.Values {
			options[i] = read.Option{Key: v, Label: t.shown(f, Answer{Read: v})}
		}
		if r, fault := read.Choice(text, options); fault == nil {
			t.take(f, Answer{Said: a.Said, Read: r.Value, From: a.From})
			return true
		}
	}
	if r := t.read(f, text); r.fault == nil && gist == read.None {
		t.s.Aside = nil
		return t.answer(f, r, text)
	}
	if w, ok := read.Steer(text); ok {
		if w.Word == read.Skip && t.answered(f) { // an edit: the old answer stands
			t.keepOld(f)
			return true
		}
		t.s.Aside = nil
		return false
	}
	if t.talk(gist, text) {
		return true
	}
	return t.besides(text, "offer_unclear")
}

// sameAside is the answer to "add to the same complaint, or file anyway?".
func (t *turn) sameAside(a *Aside, text string) bool {
	switch t.oneOrTwo(text, "add_words", "anyway_words") {
	case 1:
		number := a.Number
		t.appendDraft(number)
		t.tell("added", "number", number)
		t.number = number
		return true
	case 2:
		t.s.Aside, t.s.Same = nil, true
		t.send()
		return true
	}
	if t.elsewhere(text) {
		return false
	}
	return t.besides(text, "one_or_two")
}

// besides is a text that does not answer our question: what it says of the form
// is taken, longer words are kept, and the question stays.
func (t *turn) besides(text, why string) bool {
	if t.corrected(text) || t.restated(text) {
		t.ask = true
		return true
	}
	if len(strings.Fields(text)) >= storyWords {
		t.remark(text)
	}
	t.misfit(why)
	return true
}

// editAside is a new value for a field that has one.
func (t *turn) editAside(a *Aside, text string) bool {
	f := t.f.Form.Field(a.Field)
	if f == nil || !t.applies(f) || !t.answered(f) && !f.Optional {
		t.s.Aside = nil
		return false
	}
	w, steering := read.Steer(text)
	if t.answered(f) && t.phrased(text, "never_mind_words") {
		t.keepOld(f)
		return true
	}
	if f.Optional && t.phrased(text, "none_words") {
		steering, w = true, read.Steering{Word: read.Skip}
	}
	if f.Kind != Proof && !(steering && f.Kind == Text) {
		if r := t.read(f, text); r.fault == nil && (r.sure || !steering) && !t.small(f, text) && (f.Kind != Text || !t.chat(text)) {
			return t.answer(f, r, text)
		}
	}
	switch {
	case steering && w.Word == read.Skip && f.Optional:
		t.drop(func(x File) bool { return x.Field == f.Key })
		t.take(f, Answer{Skipped: true, From: t.in.ID})
		t.s.Aside = nil
		return true
	case steering && w.Word == read.Skip:
		t.keepOld(f)
		return true
	case steering && w.Word == read.Back:
		return false
	case steering:
		t.s.Aside = nil
		return false
	case t.elsewhere(text):
		return false
	case t.talk(read.GistOf(text), text):
		return true
	}
	if t.corrected(text) || t.restated(text) {
		t.ask = true
		return true
	}
	fault := t.read(f, text).fault
	if fault == nil {
		fault = &read.Refusal{Reason: "offer_unclear"}
	}
	t.refuse(f, fault, "")
	return true
}

// keepOld leaves an answer as it was.
func (t *turn) keepOld(f *Field) {
	t.s.Aside = nil
	t.tell("kept_old", "label", t.inline(f), "value", t.shown(f, t.s.Answers[f.Key]))
	t.ask, t.fresh = true, true
}

// chat says that a text is a greeting or a knock and no words for a field.
func (t *turn) chat(text string) bool {
	g := read.GistOf(text)
	return g == read.Greeting || g == read.Knock
}
