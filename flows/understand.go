package flows

import (
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
		case ok && had && again && r.value == a.Read && len(strings.Fields(text)) <= 4: // the same once more
			t.answer(f, reading{value: a.Read, sure: true}, text)
			found = true
			continue
		case !ok || had && (r.value == a.Read || !r.sure && !a.assumed() || r.other != ""):
			continue
		case t.s.Aside != nil && (r.other != "" || r.ask != "" || t.s.Aside.Field == f.Key):
			continue // one question at a time
		}
		if had && !a.Likely { // in a longer text it may be about anything
			short := len(strings.Fields(text)) <= 4
			if r.sure = t.next() == nil && short; !short {
				t.remark(text)
			}
		}
		t.answer(f, r, text)
		found = true
	}
	return found
}

// stated reads a field out of a longer text. A phone number in a sentence may
// be anybody's: it counts where it is all that is said, or is called a number
// and not that of others.
func (t *turn) stated(f *Field, text string) (reading, bool) {
	switch f.Kind {
	case Choice:
		return found(f.choices(t.lang()).In(text))(func(s string) string { return s })
	case Count:
		return found(read.CountIn(text, f.limits()))(strconv.Itoa)
	case Date:
		res, ok := read.DateIn(text, t.in.At.In(t.f.Rules.Zone), f.MaxAge)
		r, _ := found(res, ok)(read.Day.String)
		if ok && t.old(res) {
			r.ask = "old"
		}
		return r, ok
	case Phone:
		r, ok := read.PhoneIn(text, "ID")
		if !ok {
			return reading{}, false
		}
		around := text[:r.Span.Start] + text[r.Span.End:]
		alone := len(strings.FieldsFunc(around, func(r rune) bool { return !unicode.IsLetter(r) })) <= 2
		return reading{value: r.Value, sure: alone}, alone || t.holds(around, "own_number_words") && !t.holds(around, "others_number_words")
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
			found = t.answer(f, r, line) || found
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
	name = strings.Trim(strings.TrimSpace(name), ".,:;")
	if strings.ContainsAny(name, "0123456789") {
		return nil
	}
	r, fault := read.Choice(name, names)
	if bare, ok := strings.CutSuffix(strings.ToLower(name), "nya"); fault != nil && ok {
		r, fault = read.Choice(bare, names)
	}
	if fault != nil || r.Sure != read.Certain {
		return nil
	}
	return t.f.Form.Field(r.Value)
}

// corrected takes a message that puts an earlier answer right in words: it
// changes the field that the words name ("eh salah, 3 keping", "tanggalnya 4
// sept"), or whose value they take back ("bukan 2 tapi 3"), else the one
// answered last ("maksudnya 3"). It says false where it corrects nothing.
func (t *turn) corrected(text string) bool {
	if t.named(text) {
		return true
	}
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
	taken, _ := strings.CutSuffix(text, rest)
	for _, f := range append(t.takenBack(taken), t.f.Form.Field(t.s.Last)) {
		if changed || f == nil || f.Kind == Text || !t.applies(f) {
			continue
		}
		if r := t.read(f, rest); r.fault == nil && t.mayCorrect(f, r) {
			changed = t.answer(f, r, text)
		}
	}
	if changed {
		t.understand(rest)
	}
	return changed
}

// takenBack are the fields whose answer stands in the words that a correction
// takes back.
func (t *turn) takenBack(words string) (fields []*Field) {
	for _, word := range strings.Fields(words) {
		for _, f := range t.lines() {
			if a := t.s.Answers[f.Key]; f.Kind == Count || f.Kind == Date {
				if r := t.read(f, strings.Trim(word, ",.;:")); r.fault == nil && r.value == a.Read {
					fields = append(fields, f)
				}
			}
		}
	}
	return fields
}

// named takes "jumlahnya 5", "tanggalnya 4 sept": the name of a field that has
// an answer, and another value for it.
func (t *turn) named(text string) bool {
	words := strings.Fields(text)
	for i := range min(len(words), 4) {
		for n := 2; n >= 1; n-- { // the longer name first
			if i+n >= len(words) {
				continue
			}
			f := t.called(strings.Join(words[i:i+n], " "))
			if f == nil || f.Kind == Proof || f.Kind == Text {
				continue
			}
			rest := strings.Join(words[i+n:], " ")
			if right, ok := read.Correction(rest); ok {
				rest = right
			}
			if r := t.read(f, rest); r.fault == nil && r.sure && r.ask == "" && t.mayCorrect(f, r) {
				return t.answer(f, r, text)
			}
		}
	}
	return false
}

// mayCorrect says that a reading changes an answer that the person gave.
func (t *turn) mayCorrect(f *Field, r reading) bool {
	a, ok := t.s.Answers[f.Key]
	return ok && t.answered(f) && !a.Skipped && f.Kind != Proof && r.value != a.Read
}
