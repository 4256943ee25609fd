package flows

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"aduan/flows/read"
)

// Whatever a message plainly states is taken, whichever question is open: an
// opening sentence, a caption, an answer that says more, a list of "label:
// value". What is only likely is taken too and shown for checking with the next
// question or in the summary; only readings that differ are asked about.

// understand takes what a text states for fields that have no answer, or one
// that is still to be checked. It says whether there was anything.
func (t *turn) understand(text string) bool { return t.takeStated(text, false) }

// restated is understand where a text can be no answer to the open question, a
// file or the summary: what it states differently is put right, and shown for
// checking where nothing says that it corrects.
func (t *turn) restated(text string) bool { return t.takeStated(text, true) }

func (t *turn) takeStated(text string, again bool) bool {
	found := t.labelled(text)
	for i := range t.f.Form.Fields {
		f := &t.f.Form.Fields[i]
		a, had := t.s.Answers[f.Key]
		had = had && t.answered(f) && !a.Open && !a.Skipped
		if f.Kind == Proof || !t.applies(f) && !t.mayApply(f) || had && !a.Likely && !again || had && a.From == t.in.ID {
			continue
		}
		r, ok := t.stated(f, text)
		switch {
		case !ok || had && (r.value == a.Read || !r.sure || r.other != ""):
			continue
		case t.s.Aside != nil && (r.other != "" || t.s.Aside.Field == f.Key):
			continue // one question at a time
		}
		r.sure = r.sure && (!had || a.Likely || t.next() == nil)
		t.answer(f, r, text)
		found = true
	}
	return found
}

// stated reads a field out of a longer text. A phone number in a sentence may
// be anybody's: it is sure only where it is all that is said.
func (t *turn) stated(f *Field, text string) (reading, bool) {
	switch f.Kind {
	case Choice:
		return found(read.ChoiceIn(text, f.choices(t.lang())))(func(s string) string { return s })
	case Count:
		return found(read.CountIn(text, read.CountLimits{Min: f.Min, Max: f.Max}))(strconv.Itoa)
	case Date:
		return found(read.DateIn(text, t.in.At.In(t.f.Rules.Zone), f.MaxAge))(read.Day.String)
	case Phone:
		r, ok := read.PhoneIn(text, "ID")
		around := strings.IndexFunc(text[:r.Span.Start]+text[r.Span.End:], unicode.IsLetter) >= 0
		return reading{value: r.Value, sure: !around}, ok
	case Text:
		v, ok := "", false
		switch f.Like {
		case "invoice":
			v, ok = read.Invoice(text)
		case "email":
			v, ok = read.Email(text)
		}
		r := readText(f, v)
		return r, ok && r.fault == nil
	}
	return reading{}, false
}

// found is taken for a reader that looks into a longer text.
func found[T any](r read.Reading[T], ok bool) func(show func(T) string) (reading, bool) {
	return func(show func(T) string) (reading, bool) { return taken(r, nil)(show), ok }
}

// labelled takes the lines of a text that name a field and give its value:
// "Tanggal: 3 September".
func (t *turn) labelled(text string) bool {
	const most = 20
	found := false
	for i, line := range strings.Split(text, "\n") {
		label, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !ok || value == "" || len(strings.Fields(label)) > 4 || i >= most {
			continue
		}
		f := t.called(label)
		if f == nil || f.Kind == Proof {
			continue
		}
		if r := t.read(f, value); r.fault == nil && r.other == "" && r.ask == "" {
			if r.value != t.s.Answers[f.Key].Read || !t.answered(f) {
				t.answer(f, r, line)
			}
			found = true
		}
	}
	return found
}

// called is the field that a person calls by this name; nil if it is none, or
// not plainly one.
func (t *turn) called(name string) *Field {
	var names []read.Option
	for _, x := range t.lines() {
		names = append(names, read.Option{Key: x.Key, Label: x.Label.in(t.lang()), Words: calledBy(x)})
	}
	r, fault := read.Choice(strings.TrimSpace(name), names)
	if fault != nil || r.Sure != read.Certain {
		return nil
	}
	return t.f.Form.Field(r.Value)
}

// corrected takes a message that takes something back in words ("eh salah, 3
// keping"): it changes the field that the words name, else the one answered
// last. It says false where it corrects nothing.
func (t *turn) corrected(text string) bool {
	rest, ok := read.Correction(text)
	if !ok {
		return false
	}
	changed := false
	for _, f := range t.lines() {
		if r, ok := t.stated(f, rest); ok && r.sure && t.mayCorrect(f, r) {
			t.answer(f, r, text)
			changed = true
		}
	}
	if f := t.f.Form.Field(t.s.Last); !changed && f != nil && f.Kind != Text && t.applies(f) {
		if r := t.read(f, rest); r.fault == nil && t.mayCorrect(f, r) {
			changed = t.answer(f, r, text)
		}
	}
	if changed {
		t.understand(rest)
	}
	return changed
}

// mayCorrect says that a reading changes an answer that the person gave.
func (t *turn) mayCorrect(f *Field, r reading) bool {
	a, ok := t.s.Answers[f.Key]
	return ok && t.answered(f) && !a.Skipped && f.Kind != Proof && r.value != a.Read
}

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
		switch r := t.readPhone(f, text); {
		case r.fault == nil && r.value == a.Read:
			t.s.Check = []string{f.Key}
			return t.confirmed()
		case r.fault == nil:
			return t.answer(f, r, text)
		case dialled(text):
			t.s.Aside = &Aside{Kind: asideEdit, Field: f.Key}
			t.refuse(f, r.fault, "")
			return true
		}
	}
	return false
}

// dialled says that a text looks like an attempt at a telephone number, and not
// like a count or an amount.
func dialled(text string) bool {
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
