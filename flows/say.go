package flows

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"aduan/flows/read"
)

// keySummary is the key of "shall I send it?".
const keySummary = "summary"

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

// question is the open question: the aside's, else the form's. The key names
// it; "" is none.
func (t *turn) question() (key, text string) {
	if a := t.s.Aside; a != nil {
		if key, text = t.asideQuestion(a); key != "" {
			return key, text
		}
	}
	switch f := t.next(); {
	case !t.s.Open || t.s.Send:
		return "", ""
	case f == nil:
		return keySummary, t.summary()
	default:
		return f.Key, t.prompt(f)
	}
}

func (t *turn) asideQuestion(a *Aside) (key, text string) {
	f := t.f.Form.Field(a.Field)
	switch a.Kind {
	case asideCancel:
		return a.Kind, t.say("ask_cancel")
	case asideRestart:
		return a.Kind, t.say("ask_restart")
	case asideSame:
		return a.Kind, t.say("ask_same", "number", a.Number)
	case asideAdd:
		return a.Kind, t.say("ask_add", "number", a.Number)
	case asideHello:
		return a.Kind, t.say("ask_hello", "number", a.Number)
	}
	if f == nil {
		return "", ""
	}
	key = a.Kind + ":" + f.Key
	switch a.Kind {
	case asideEdit:
		old := t.say("now_is", "label", f.Label.in(t.lang()), "value", t.shown(f, t.s.Answers[f.Key]))
		return key, old + "\n" + t.prompt(f)
	case asideConfirm:
		value := t.shown(f, Answer{Read: a.Values[0]})
		return key, t.say("ask_confirm_"+a.Why, "value", value, "price", t.number10(f.Price))
	case asideWhich:
		return key, t.say("ask_which", "one", t.shown(f, Answer{Read: a.Values[0]}), "two", t.shown(f, Answer{Read: a.Values[1]}))
	}
	return "", ""
}

// prompt is a field's question, with its options numbered.
func (t *turn) prompt(f *Field) string {
	text := f.Prompt
	if f.Kind == Phone && f.Default == "sender" && t.in.Phone == "" && len(f.Unknown) > 0 {
		text = f.Unknown
	}
	var b strings.Builder
	b.WriteString(t.form(text, "sender", phoneShown(t.in.Phone)))
	for i, o := range f.Options {
		b.WriteString("\n" + itoa(i+1) + ". " + o.Label.in(t.lang()))
	}
	return b.String()
}

// hint is the way out that comes with the question when answers did not do.
func (t *turn) hint(key string) string {
	f := t.next()
	if t.s.Aside != nil || f == nil || f.Key != key || t.s.Tries < 2 && t.s.Asked.Times < timesAsked {
		return ""
	}
	out := t.form(f.Example)
	if out != "" {
		out += "\n"
	}
	if f.Optional {
		return out + t.say("hint_optional")
	}
	return out + t.say("hint_skip")
}

// summary is every line of the draft, and the question whether to send it.
func (t *turn) summary() string {
	var b strings.Builder
	b.WriteString(t.say("summary_head"))
	lines := t.lines()
	example := 1
	for i, f := range lines {
		b.WriteString("\n" + itoa(i+1) + ". " + f.Label.in(t.lang()) + ": " + t.shown(f, t.s.Answers[f.Key]))
		if f.Kind == Date {
			example = i + 1
		}
	}
	b.WriteString("\n\n" + t.say("summary_ask", "n", itoa(example)))
	return b.String()
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
		return t.say("value_files", "n", itoa(t.s.files(f.Key)-t.replaced(f.Key)))
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
	if len(e164) < 8 || !strings.HasPrefix(e164, "+62") {
		return e164
	}
	rest := e164[3:]
	if len(rest) <= 7 {
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
		}
	}
	return out
}

// status tells about the person's own complaints: all, or the one named. A
// number of somebody else reads like one that does not exist.
func (t *turn) status(which string) {
	if strings.TrimSpace(which) == "" {
		t.statusAll()
		return
	}
	number, mistyped := FindNumber(t.f.Rules.Prefix, which)
	for _, o := range t.in.Own {
		if o.Number == number {
			t.number = number
			t.news = append(t.news, t.statusOne(o))
			return
		}
	}
	if end := proper(strings.TrimSpace(which)); !mistyped && len(end) >= 4 {
		for _, o := range t.in.Own { // the end of a number is enough for one's own
			if strings.HasSuffix(o.Number, "-"+end) {
				t.number = o.Number
				t.news = append(t.news, t.statusOne(o))
				return
			}
		}
	}
	if mistyped {
		t.tell("status_mistyped", "said", plain(which))
		return
	}
	t.tell("status_unknown", "said", plain(which))
}

func (t *turn) statusAll() {
	const most = 10
	if len(t.in.Own) == 0 {
		t.tell("status_none")
		return
	}
	lines := []string{t.say("status_head")}
	for i, o := range t.in.Own {
		if i == most {
			lines = append(lines, t.say("status_more", "n", itoa(len(t.in.Own)-most)))
			break
		}
		lines = append(lines, t.statusOne(o))
	}
	t.news = append(t.news, strings.Join(lines, "\n\n"))
}

func (t *turn) statusOne(o Own) string {
	zone := t.f.Rules.Zone
	kind := o.Kind
	if len(t.f.Form.Fields) > 0 {
		if f := &t.f.Form.Fields[0]; f.option(o.Read[f.Key]) != nil {
			kind = f.option(o.Read[f.Key]).Label.in(t.lang())
		}
	}
	return t.say("status_one", "number", o.Number, "kind", plain(kind), "status", t.say("status_"+o.Status),
		"since", t.date(o.Since.In(zone)), "filed", t.date(o.Filed.In(zone)))
}

// Receipt is what the person keeps: the number, what was received, and what
// happens next.
func (f *Flow) Receipt(fl *Filing, number string) string {
	var b strings.Builder
	b.WriteString(f.Texts.Say(fl.Lang, "receipt_head", map[string]string{"number": number}))
	for _, a := range fl.Answers {
		if !a.Skipped {
			b.WriteString("\n• " + a.Label + ": " + a.Shown)
		}
	}
	b.WriteString("\n\n" + f.formText(fl.Lang, f.Form.Next, "number", number))
	b.WriteString("\n" + f.Texts.Say(fl.Lang, "receipt_tail", map[string]string{"number": number}))
	return b.String()
}
