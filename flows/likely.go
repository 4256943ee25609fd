package flows

import (
	"slices"
	"strings"
	"unicode"

	"aduan/flows/read"
)

// What is only likely is taken and shown for checking: the reader's fair guess,
// and the chat's own number, which nobody gave. "ya" makes it certain, "bukan"
// opens it again, a plain statement replaces it, and *kirim* takes it as shown.

// assume takes the chat's own number where the form says that it may be taken
// unasked and its turn has come.
func (t *turn) assume() {
	for t.s.Open && t.s.Aside == nil {
		f := t.next()
		if f == nil || len(f.Assumed) == 0 || t.own(f) == "" {
			return
		}
		a := Answer{Read: t.own(f), Likely: true}
		t.store(f, a)
		t.news = append(t.news, t.got(f, a))
	}
}

// got says how an answer was understood.
func (t *turn) got(f *Field, a Answer) string {
	if a.assumed() {
		return "✓ " + t.form(f.Assumed, "sender", phoneShown(a.Read))
	}
	return t.say("got", "label", f.Label.in(t.lang()), "value", t.forChecking(f, a))
}

// forChecking is an answer as the person reads it, with a question mark where
// it is only likely.
func (t *turn) forChecking(f *Field, a Answer) string {
	switch {
	case a.assumed():
		return t.say("value_assumed", "value", t.shown(f, a))
	case a.Likely:
		return t.say("value_likely", "value", t.shown(f, a))
	}
	return t.shown(f, a)
}

// assumed says that nobody gave the answer: it is the chat's own number.
func (a Answer) assumed() bool { return a.Likely && a.Said == "" }

// ownNumber takes words about the number that was taken unasked: "nomor ini",
// or one that cannot be. It says false where the text is about something else.
func (t *turn) ownNumber(text string) bool {
	for _, f := range t.lines() {
		a := t.s.Answers[f.Key]
		if !a.assumed() {
			continue
		}
		if t.phrased(text, "not_own_words") {
			t.s.Aside = &Aside{Kind: asideEdit, Field: f.Key}
			t.usable()
			return true
		}
		switch r := t.readPhone(f, text); {
		case r.fault == nil && r.value == a.Read:
			t.s.Check = []string{f.Key}
			return t.confirmed()
		case r.fault == nil: // somebody's number, who knows whose
		case t.dialled(text):
			t.s.Aside = &Aside{Kind: asideEdit, Field: f.Key}
			t.refuse(f, r.fault, "")
			return true
		}
	}
	return false
}

// dialled says that a text is an attempt at a telephone number, with few words
// around it, and neither a day nor a count nor an amount.
func (t *turn) dialled(text string) bool {
	letters := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(letters) > 2 && !t.holds(text, "own_number_words") || t.holds(text, "others_number_words") {
		return false
	}
	if _, fault := read.Date(text, t.in.At.In(t.f.Rules.Zone), 0); fault == nil {
		return false
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
	return len(digits) >= 6 && (digits[0] == '0' || strings.HasPrefix(digits, "62") || strings.Contains(text, "+"))
}

// store keeps an answer, and notes whether it is being shown for checking.
func (t *turn) store(f *Field, a Answer) {
	if !t.took {
		t.took, t.s.Check = true, nil
	}
	if a.Likely {
		t.s.Check = append(t.s.Check, f.Key)
	}
	t.s.Answers[f.Key] = a
}

// checking are the fields that were shown for checking with the open question.
func (t *turn) checking() []*Field {
	return slices.DeleteFunc(t.lines(), func(f *Field) bool {
		return !slices.Contains(t.s.Check, f.Key) || !t.s.Answers[f.Key].Likely
	})
}

// confirmed takes "ya" for what was shown for checking. It says false where
// nothing is.
func (t *turn) confirmed() bool {
	fields := t.checking()
	for _, f := range fields {
		a := t.s.Answers[f.Key]
		a.Likely = false
		t.s.Answers[f.Key] = a
	}
	if len(fields) == 0 {
		return false
	}
	t.s.Check = nil
	t.tell("checked_yes")
	t.usable()
	return true
}

// putRight takes a text that is a whole answer to what was shown for checking.
func (t *turn) putRight(text string) bool {
	for _, f := range t.checking() {
		if r := t.read(f, text); f.Kind != Phone && r.fault == nil && r.sure && r.value != t.s.Answers[f.Key].Read {
			return t.answer(f, r, text)
		}
	}
	return false
}

// disputed takes "bukan" for what was shown for checking: the one is asked for
// again, of several it is asked which.
func (t *turn) disputed() bool {
	fields := t.checking()
	var labels []string
	for _, f := range fields {
		labels = append(labels, t.inline(f))
		t.event("answer_disputed", "reader", string(f.Kind), "reason", "disputed", "field", f.Key)
	}
	switch len(fields) {
	case 0:
		return false
	case 1:
		t.s.Aside = &Aside{Kind: asideEdit, Field: fields[0].Key}
	default:
		t.tell("checked_no", "labels", strings.Join(labels, ", "))
	}
	t.usable()
	return true
}
