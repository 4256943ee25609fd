package flows

import (
	"strings"
	"time"

	"aduan/flows/read"
)

// NumberEnd reads the end of a complaint number as people shorten it ("7k3q",
// "240906-7K3Q"), or "" where it can be none.
func NumberEnd(s string) string {
	end := proper(strings.TrimSpace(s))
	if end == "" || strings.Trim(end, symbols+"-") != "" {
		return ""
	}
	return end
}

// YesNo is 1 for a text that is a yes and nothing more, 2 for a no, 0 for
// anything else.
func YesNo(text string) int {
	switch read.GistOf(text) {
	case read.Yes:
		return 1
	case read.No:
		return 2
	}
	return 0
}

// SmallTalk says that a text is thanks, or a greeting, and nothing more.
func SmallTalk(text string) (thanks, greeting bool) {
	g := read.GistOf(text)
	return g == read.Thanks, g == read.Greeting || g == read.Knock
}

// PastDay is the beginning of the day that a text names, as meant at a moment
// and in its zone; false where it names none, or one that is not over.
func PastDay(text string, at time.Time) (time.Time, bool) {
	r, no := read.Date(text, at, 0)
	return r.Value.Time(at.Location()), no == nil
}

// PhoneNumber reads a telephone number, E.164, or "".
func PhoneNumber(text string) string {
	r, fault := read.Phone(text, "", "ID")
	if fault != nil {
		return ""
	}
	return r.Value
}

// PhoneShown is an E.164 number with gaps, easy to check by eye.
func PhoneShown(e164 string) string { return phoneShown(e164) }

// ChoiceOf finds the choice of the form that a word means, with its field.
func (f *Flow) ChoiceOf(word, lang string) (field, value string, ok bool) {
	for i := range f.Form.Fields {
		x := &f.Form.Fields[i]
		if x.Kind != Choice {
			continue
		}
		for _, o := range x.Options {
			if strings.EqualFold(o.Key, word) {
				return x.Key, o.Key, true
			}
		}
		if r, fault := x.choices(lang).Read(word); fault == nil {
			return x.Key, r.Value, true
		}
	}
	return "", "", false
}

// ProofKey is the key of the field that takes files, "" if none does.
func (f *Form) ProofKey() string { return f.proofKey() }
