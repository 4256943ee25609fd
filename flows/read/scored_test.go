package read

import (
	"os"
	"strings"

	"go.yaml.in/yaml/v4"
)

// scored are the readers, each writing its outcome as the corpora do.
var scored = map[string]func(c trial, part string) string{
	"dates": func(c trial, _ string) string {
		r, no := Date(c.text, c.at, 365)
		return outcome(r, no, Day.String)
	},
	"counts": func(c trial, part string) string {
		r, no := Count(c.text, limitsOf(part))
		if no != nil && no.Reason == CountMoney && part != "open" {
			return "!count_money " + no.Values["amount"]
		}
		return outcome(r, no, itoa)
	},
	"phones": func(c trial, _ string) string {
		r, no := Phone(c.text, c.own, "ID")
		return outcome(r, no, asIs)
	},
	"choices": func(c trial, part string) string {
		r, no := choicesOf(part).Read(c.text)
		return outcome(r, no, asIs)
	},
	"kinds": func(c trial, _ string) string {
		r, no := choicesOf("blind").Read(c.text)
		return outcome(r, no, asIs)
	},
	"gists":  func(c trial, _ string) string { return gistNames[GistOf(c.text)] },
	"steers": func(c trial, _ string) string { return steered(c.text, " ") },
	"intents": func(c trial, _ string) string {
		if s := steered(c.text, ":"); s != "none" {
			return s
		}
		return gistNames[GistOf(c.text)]
	},
	"openings": func(c trial, part string) string {
		return opened(c, part)
	},
	"corrections": func(c trial, _ string) string {
		got := foundBy(Correction, c)
		for _, f := range c.fair {
			if telling(f) == telling(got) {
				return f
			}
		}
		return got
	},
	"emails":   func(c trial, _ string) string { return foundBy(Email, c) },
	"invoices": func(c trial, _ string) string { return foundBy(Invoice, c) },
}

// telling is a text without marks and fillers, which no reader behind minds.
func telling(s string) string {
	var words []string
	for _, t := range tokens(s) {
		if t.kind != mark && !isFiller(t) {
			words = append(words, t.text)
		}
	}
	return strings.Join(words, " ")
}

// foundBy is what a finder finds.
func foundBy(find func(string) (string, bool), c trial) string {
	got, ok := find(c.text)
	if !ok {
		return "none"
	}
	return got
}

func asIs(s string) string { return s }

func outcome[T any](r Reading[T], no *Refusal, show func(T) string) string {
	switch {
	case no != nil:
		return "!" + string(no.Reason)
	case r.Other != nil:
		return show(r.Value) + "? " + show(*r.Other)
	case r.Sure == Likely:
		return show(r.Value) + "?"
	}
	return show(r.Value)
}

var gistNames = []string{"none", "yes", "no", "greeting", "knock", "thanks", "question", "human", "anger"}

func steered(text, sep string) string {
	s, ok := Steer(text)
	switch {
	case !ok:
		return "none"
	case s.Arg == "":
		return string(s.Word)
	}
	return string(s.Word) + sep + s.Arg
}

// opened reads everything at once out of a first message.
func opened(c trial, part string) string {
	var got []string
	put := func(name, value string, sure Sure) {
		if sure == Likely {
			value += "?"
		}
		got = append(got, name+"="+value)
	}
	if r, ok := choicesOf("blind").In(c.text); ok {
		put("kind", r.Value, r.Sure)
	}
	if r, ok := CountIn(c.text, limitsOf(part)); ok {
		put("pieces", itoa(r.Value), r.Sure)
	}
	if r, ok := DateIn(c.text, c.at, 365); ok {
		put("date", r.Value.String(), r.Sure)
	}
	switch r, ok := PhoneIn(c.text, "ID"); {
	case ok && part == "open":
		put("phone", r.Value, r.Sure)
	case ok && part == "blind2": // whose it is, the conversation has to ask
		put("phone", r.Value, Likely)
	}
	if len(got) == 0 {
		return "-"
	}
	return strings.Join(got, " ")
}

func limitsOf(part string) CountLimits {
	if part != "open" {
		return CountLimits{Min: 1, Max: 1000}
	}
	return CountLimits{Min: 1, Max: 100}
}

// choicesOf are the options that the corpora of a part speak of: the blind ones
// those of the form that ships with the desk.
func choicesOf(part string) *Choices {
	if part != "open" {
		return formChoices
	}
	return openChoices
}

var (
	openChoices = Prepare(options)
	formChoices = Prepare(formOptions())
)

func formOptions() []Option {
	text, err := os.ReadFile("../forms/emeterai.yaml")
	if err != nil {
		panic(err)
	}
	var form struct {
		Fields []struct {
			Key     string
			Options []struct {
				Key   string
				Label map[string]string
				Words []string
			}
		}
	}
	if err := yaml.Unmarshal(text, &form); err != nil {
		panic(err)
	}
	var out []Option
	for _, f := range form.Fields {
		for _, o := range f.Options {
			if f.Key == "kind" {
				out = append(out, Option{Key: o.Key, Label: o.Label["id"], Words: append(o.Words, o.Label["en"])})
			}
		}
	}
	return out
}
