package flows

import (
	"maps"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aduan/flows/read"
)

func itoa(n int) string { return strconv.Itoa(n) }

// lang is the language in which this person is answered.
func (t *turn) lang() string {
	if t.s.Lang != "" {
		return t.s.Lang
	}
	return t.f.Rules.Language
}

// say is a sentence of the catalogue; pairs fill its holes.
func (t *turn) say(key string, pairs ...string) string {
	values := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return t.f.Texts.Say(t.lang(), key, values)
}

// tell says a sentence whatever comes next.
func (t *turn) tell(key string, pairs ...string) {
	t.news = append(t.news, t.say(key, pairs...))
}

// form is a text of the form with its values filled in.
func (t *turn) form(l Local, pairs ...string) string {
	return t.f.formText(t.lang(), l, pairs...)
}

func (f *Flow) formText(lang string, l Local, pairs ...string) string {
	values := make(map[string]string, len(f.Form.Values)+len(pairs)/2)
	for k, v := range f.Form.Values {
		values[k] = v.in(lang)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return fill(l.in(lang), values)
}

// list is a sentence of the catalogue that holds words apart by commas.
func (f *Flow) list(lang, key string) []string {
	words := strings.Split(f.Texts.Say(lang, key, nil), ",")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}

// shown is an answer as the person reads it.
func (t *turn) shown(f *Field, a Answer) string {
	switch {
	case a.Open:
		return t.say("value_open")
	case a.Skipped:
		return t.say("value_skipped")
	}
	switch f.Kind {
	case Proof:
		if n := t.s.files(f.Key) - t.replaced(f.Key); n != 1 {
			return t.say("value_files", "n", itoa(n))
		}
		return t.say("value_file")
	case Choice:
		if o := f.option(a.Read); o != nil {
			return o.Label.in(t.lang())
		}
	case Date:
		return t.day(a.Read)
	case Phone:
		return phoneShown(a.Read)
	case Count:
		if n, err := strconv.Atoi(a.Read); err == nil {
			return t.number10(n)
		}
	}
	return plain(a.Read)
}

// inline is a field's label in the middle of a sentence.
func (t *turn) inline(f *Field) string {
	label := f.Label.in(t.lang())
	r, size := utf8.DecodeRuneInString(label)
	if second, _ := utf8.DecodeRuneInString(label[size:]); unicode.IsUpper(second) {
		return label // an abbreviation
	}
	return string(unicode.ToLower(r)) + label[size:]
}

// replaced counts the files of a field that go when the new ones are fine.
func (t *turn) replaced(key string) int {
	if t.s.Hold == nil || len(t.s.Hold.Replace) == 0 {
		return 0
	}
	n := 0
	for _, x := range t.s.Files {
		for _, id := range t.s.Hold.Replace {
			if x.Field == key && x.ID == id {
				n++
			}
		}
	}
	return n
}

// plain makes people's words fit one line of a summary: no line breaks, no
// WhatsApp formatting, not too long.
func plain(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.NewReplacer("*", "∗", "_", "‗", "~", "∼", "`", "ˋ").Replace(s)
	const most = 160
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return s
}

// phoneShown is an E.164 number with gaps, easy to check by eye.
func phoneShown(e164 string) string {
	if !strings.HasPrefix(e164, "+62") {
		return e164
	}
	rest := e164[3:]
	if rest == "" || rest[0] != '8' || len(rest) <= 7 { // a landline, whose area code may be two or three digits
		return "+62 " + rest
	}
	return "+62 " + rest[:3] + "-" + rest[3:7] + "-" + rest[7:]
}

// number10 writes a whole number with the language's mark for thousands.
func (t *turn) number10(n int) string {
	s, mark := itoa(n), t.say("thousands")
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return s
}

// day writes an ISO day with its weekday: "Selasa, 3 September 2024".
func (t *turn) day(iso string) string {
	d, ok := read.ParseDay(iso)
	if !ok {
		return iso
	}
	return t.date(d.Time(time.UTC))
}

// date writes the day of a moment.
func (t *turn) date(at time.Time) string {
	return t.f.Date(t.lang(), at)
}

// Date writes the day of a moment as people of that language read it.
func (f *Flow) Date(lang string, at time.Time) string {
	return f.Texts.Say(lang, "date", map[string]string{
		"weekday": f.list(lang, "weekdays")[at.Weekday()], "day": itoa(at.Day()),
		"month": f.list(lang, "months")[at.Month()-1], "year": itoa(at.Year()),
	})
}

// dates writes the ISO days and bare numbers among the values of a refusal as people read them.
func (t *turn) dates(values map[string]string) map[string]string {
	out := maps.Clone(values)
	for k, v := range out {
		if _, ok := read.ParseDay(v); ok {
			out[k] = t.day(v)
		} else if n, err := strconv.Atoi(v); err == nil && (k == "max" || k == "min") {
			out[k] = t.number10(n)
		}
	}
	return out
}
