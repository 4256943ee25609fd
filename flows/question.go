package flows

import (
	"strings"
)

// keySummary is the key of "shall I send it?".
const keySummary = "summary"

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
	case asideWhose:
		return a.Kind, t.say("ask_whose", "number", a.Number)
	case asideHello:
		return a.Kind, t.say("ask_hello", "number", a.Number)
	}
	if f == nil {
		return "", ""
	}
	key = a.Kind + ":" + f.Key
	switch a.Kind {
	case asideEdit:
		if !t.answered(f) {
			return key, t.prompt(f)
		}
		old := t.say("now_is", "label", f.Label.in(t.lang()), "value", t.shown(f, t.s.Answers[f.Key]))
		return key, old + "\n" + t.prompt(f)
	case asideConfirm:
		return key, t.say("ask_confirm_"+a.Why, "value", t.shown(f, Answer{Read: a.Values[0]}), "price", t.number10(f.Price))
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
	switch f.Kind {
	case Proof, Phone:
		return out + t.say("hint_skip_have")
	case Text, Choice:
		return out + t.say("hint_skip_"+string(f.Kind))
	}
	return out + t.say("hint_skip")
}

// summary is every line of the draft, what may still be added, and the question
// whether to send it.
func (t *turn) summary() string {
	var b strings.Builder
	b.WriteString(t.say("summary_head"))
	lines := t.lines()
	example := 1
	var offers []string
	for i, f := range lines {
		value := t.forChecking(f, t.s.Answers[f.Key])
		if !t.answered(f) {
			value = t.say("value_optional")
			offers = append(offers, t.offerOf(f))
		}
		b.WriteString("\n" + itoa(i+1) + ". " + f.Label.in(t.lang()) + ": " + value)
		if f.Kind == Date {
			example = i + 1
		}
	}
	if len(offers) > 0 {
		b.WriteString("\n\n" + strings.Join(offers, "\n"))
	}
	b.WriteString("\n\n" + t.say("summary_ask", "n", itoa(example)))
	return b.String()
}

// offerOf says that an optional field may be added.
func (t *turn) offerOf(f *Field) string {
	if len(f.Offer) > 0 {
		return t.form(f.Offer)
	}
	return t.say("offer", "label", t.inline(f))
}
