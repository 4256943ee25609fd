package flows

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aduan/flows/read"
)

// reading is what a text says for a field: a value as it is kept, or why not.
type reading struct {
	value string
	other string // a second fair value
	ask   string // why it has to be confirmed before it is taken: money, old
	sure  bool
	fault *read.Refusal
}

// confirmAfter is how far back a day said without a year is taken unasked.
const confirmAfter = 90 * 24 * time.Hour

// read reads a text as the whole answer to a field.
func (t *turn) read(f *Field, text string) reading {
	switch f.Kind {
	case Choice:
		return taken(f.choices(t.lang()).Read(text))(func(s string) string { return s })
	case Count:
		return t.readCount(f, text)
	case Date:
		return t.readDate(f, text)
	case Phone:
		return t.readPhone(f, text)
	case Text:
		return readText(f, text)
	}
	return reading{fault: &read.Refusal{Reason: "proof_text"}}
}

// taken turns a reader's result into a reading, the value written by show.
func taken[T any](r read.Reading[T], fault *read.Refusal) func(show func(T) string) reading {
	return func(show func(T) string) reading {
		if fault != nil {
			return reading{fault: fault}
		}
		out := reading{value: show(r.Value), sure: r.Sure == read.Certain}
		if r.Other != nil {
			out.other = show(*r.Other)
		}
		return out
	}
}

func (t *turn) readCount(f *Field, text string) reading {
	r := taken(read.Count(text, f.limits()))(strconv.Itoa)
	if r.fault == nil || r.fault.Reason != read.CountMoney || f.Price == 0 {
		return r
	}
	amount, err := strconv.Atoi(r.fault.Values["amount"])
	if n := amount / f.Price; err == nil && amount%f.Price == 0 && n >= f.Min && n <= f.Max {
		return reading{value: strconv.Itoa(n), ask: "money"}
	}
	r.fault.Values["price"] = t.number10(f.Price)
	r.fault.Values["amount"] = t.number10(amount)
	return r
}

// readDate asks about a day said without its year that is long ago: the year may
// be another.
func (t *turn) readDate(f *Field, text string) reading {
	res, fault := read.Date(text, t.in.At.In(t.f.Rules.Zone), f.MaxAge)
	r := taken(res, fault)(read.Day.String)
	if fault == nil && t.old(res) {
		r.ask = "old"
	}
	return r
}

func (t *turn) old(r read.Reading[read.Day]) bool {
	return r.Other == nil && r.Sure != read.Certain && t.in.At.Sub(r.Value.Time(t.f.Rules.Zone)) > confirmAfter
}

func (t *turn) readPhone(f *Field, text string) reading {
	own := t.own(f)
	if own != "" {
		switch read.GistOf(text) {
		case read.Yes:
			return reading{value: own, sure: true}
		case read.No:
			return reading{fault: &read.Refusal{Reason: "phone_other"}}
		}
		if t.phrased(text, "not_own_words") {
			return reading{fault: &read.Refusal{Reason: "phone_other"}}
		}
	}
	if own == "" && f.Default == "sender" && read.GistOf(text) == read.Yes {
		return reading{fault: &read.Refusal{Reason: read.PhoneOwnUnknown}}
	}
	return taken(read.Phone(text, own, "ID"))(func(s string) string { return s })
}

// own is the chat's own number where the field takes it as default.
func (t *turn) own(f *Field) string {
	if f.Default == "sender" {
		return t.in.Phone
	}
	return ""
}

// storyLength is the least length, in runes, that a form asks of a text that is
// to be words and not a number or a code.
const storyLength = 10

func readText(f *Field, text string) reading {
	n, least, most := utf8.RuneCountInString(text), max(f.Min, 1), f.Max
	if most == 0 {
		most = 1000
	}
	letters := strings.IndexFunc(text, unicode.IsLetter) >= 0
	switch {
	case n < least, !letters && least >= storyLength:
		return reading{fault: &read.Refusal{Reason: "text_short", Values: map[string]string{"min": strconv.Itoa(least)}}}
	case n > most:
		return reading{fault: &read.Refusal{Reason: "text_long", Values: map[string]string{"max": strconv.Itoa(most), "said": strconv.Itoa(n)}}}
	}
	return reading{value: text, sure: true}
}

// fits says whether a stored value can still be an answer to the field.
func (f *Field) fits(value string) bool {
	switch f.Kind {
	case Choice:
		return f.option(value) != nil
	case Count:
		n, err := strconv.Atoi(value)
		return err == nil && n >= f.Min && (f.Max == 0 || n <= f.Max)
	case Date:
		_, ok := read.ParseDay(value)
		return ok
	case Phone:
		return len(value) > 1 && value[0] == '+'
	}
	return value != ""
}

// answer takes a reading for a field, or asks about it. It says false where
// the reading is no answer.
func (t *turn) answer(f *Field, r reading, said string) bool {
	switch {
	case r.fault != nil:
		return false
	case r.other != "":
		t.offer(&Aside{Kind: asideWhich, Field: f.Key, Values: []string{r.value, r.other}, Said: said, From: t.in.ID})
	case r.ask != "":
		t.offer(&Aside{Kind: asideConfirm, Field: f.Key, Values: []string{r.value}, Why: r.ask, Said: said, From: t.in.ID})
	default:
		t.take(f, Answer{Said: said, Read: r.value, From: t.in.ID, Likely: !r.sure})
	}
	return true
}

// offer asks whether a reading is meant. The same offer again is no progress.
func (t *turn) offer(a *Aside) {
	if o := t.offered; o != nil && o.Kind == a.Kind && o.Field == a.Field && slices.Equal(o.Values, a.Values) {
		t.ask = true
	} else {
		t.usable()
	}
	t.s.Aside = a
}

// take stores an answer and says how it was understood.
func (t *turn) take(f *Field, a Answer) {
	old, had := t.s.Answers[f.Key]
	t.store(f, a)
	t.s.Last = f.Key
	if t.s.Aside != nil && t.s.Aside.Field == f.Key {
		t.s.Aside = nil
	}
	if !a.Open {
		delete(t.s.Typed, f.Key)
	}
	t.s.Send, t.s.Same = false, false
	t.usable()
	switch {
	case a.Open, a.Skipped:
	case had && !old.Skipped && !old.Open && old.Read == a.Read:
		if !a.Likely && f.Kind != Proof {
			t.tell("kept_old", "label", t.inline(f), "value", t.shown(f, a))
		}
	case had && !old.Skipped && !old.Open:
		t.event("answer_changed", "reader", string(f.Kind), "reason", "changed", "field", f.Key)
		t.tell("changed", "label", f.Label.in(t.lang()), "value", t.forChecking(f, a))
	default:
		t.news = append(t.news, t.got(f, a))
	}
}

// usable notes that the message was of use: the count of bad answers begins anew.
func (t *turn) usable() {
	t.s.Tries, t.s.Misfit, t.s.Asked.Times, t.s.Waits = 0, "", 0, false
	t.ask, t.fresh = true, true
}

// misfit notes that the message was no answer to the open question, and why.
func (t *turn) misfit(key string, pairs ...string) {
	t.ask = true
	t.s.Tries++
	t.s.Misfit = t.in.ID
	t.reason = t.say(key, pairs...)
	reader := "intent"
	if strings.HasPrefix(key, "shape_") {
		reader = "shape"
	}
	t.event("answer_refused", "reader", reader, "reason", key)
}

// refuse notes an unusable answer to a field, and keeps what was typed.
func (t *turn) refuse(f *Field, fault *read.Refusal, text string) {
	t.misfit(string(fault.Reason))
	t.reason = t.f.Texts.Say(t.lang(), string(fault.Reason), t.dates(fault.Values))
	detail := t.out.Events[len(t.out.Events)-1].Detail
	detail["reader"], detail["field"] = string(f.Kind), f.Key
	const most = 20 // enough for staff to see what was meant
	if text != "" && len(t.s.Typed[f.Key]) < most {
		t.s.Typed[f.Key] = append(t.s.Typed[f.Key], Kept{ID: t.in.ID, Text: text})
	}
}
