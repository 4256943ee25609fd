package read

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// The score: every corpus of both parts is read and counted. The open part is
// there to be looked at; of the blind part only totals are shown, and readings
// that are wrong and taken as certain (testdata/README.md tells the rule).

// floors are the percentages of cases, fully as expected, that each reader has
// reached. A change that falls below one of them fails.
var floors = map[string]float64{
	"blind choices": 93.5, "blind counts": 99, "blind dates": 94.1, "blind intents": 89, "blind openings": 72.4, "blind phones": 95.9,
	"open choices": 100, "open corrections": 100, "open counts": 100, "open dates": 100, "open emails": 100, "open gists": 100, "open intents": 100, "open invoices": 100, "open kinds": 100, "open openings": 100, "open phones": 100, "open steers": 100,
}

// tally counts how the cases of one corpus came out.
type tally struct {
	cases  int
	right  int // the value or the refusal, and as sure as it should be
	value  int // the value is right, however sure; or another reason to refuse
	missed int // refused, where something was said
	wrong  int // read wrongly, or read where nothing was said
	rash   int // a right value, taken as certain where it should be checked
	liar   []trial
	broken int // panics
}

// TestScore prints the accuracy of every reader and part:
//
//	go test -v -run Score ./flows/read
func TestScore(t *testing.T) {
	t.Parallel()
	out := make(map[string]*tally)
	for _, part := range []string{"open", "blind"} {
		for _, reader := range slices.Sorted(maps.Keys(scored)) {
			cases := trials(t, part, reader)
			if len(cases) == 0 {
				continue
			}
			key := part + " " + reader
			out[key] = new(tally)
			for _, c := range cases {
				got := attempt(reader, c, part)
				out[key].add(c, got)
				if v := judge(c, got); part == "open" && v != asExpected {
					t.Logf("%s:%d: %q is %s, want %s", c.file, c.line, c.text, got, strings.Join(c.fair, " / "))
				}
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-16s %5s %7s %7s %6s %6s %5s %7s\n", "", "cases", "right", "value", "missed", "wrong", "rash", "certain")
	for _, key := range slices.Sorted(maps.Keys(out)) {
		o := out[key]
		right := percent(o.right, o.cases)
		fmt.Fprintf(&b, "%-16s %5d %6.1f%% %6.1f%% %6d %6d %5d %7d\n", key, o.cases, right, percent(o.value, o.cases), o.missed, o.wrong, o.rash, len(o.liar))
		if right < floors[key]-0.05 {
			t.Errorf("%s: %.1f %% right, the floor is %.1f %%", key, right, floors[key])
		}
		if o.broken > 0 {
			t.Errorf("%s: %d panics", key, o.broken)
		}
		for _, c := range o.liar {
			t.Errorf("%s:%d: wrong and certain", c.file, c.line)
		}
	}
	t.Log(b.String() + `
right    value or refusal as expected, and as sure as expected
value    the same value, however sure, or another reason to refuse
missed   refused, where something was said
wrong    read wrongly, sure or not
rash     the value is right, but should have been checked
certain  wrong and taken as certain: must be none
`)
}

// attempt reads one case; a reader that panics has refused for its own reason.
func attempt(reader string, c trial, part string) (got string) {
	defer func() {
		if recover() != nil {
			got = "!panic"
		}
	}()
	return scored[reader](c, part)
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

func (o *tally) add(c trial, got string) {
	o.cases++
	switch judge(c, got) {
	case asExpected:
		o.right++
		o.value++
	case unsure:
		o.value++
	case rashly:
		o.value++
		o.rash++
	case missing:
		o.missed++
	case wrongly:
		o.wrong++
	case lying:
		o.wrong++
		o.liar = append(o.liar, c)
	case panicked:
		o.broken++
	}
}

// scored are the readers, each writing its outcome as the corpora do.
var scored = map[string]func(c trial, part string) string{
	"dates": func(c trial, _ string) string {
		r, no := Date(c.text, c.at, 365)
		return outcome(r, no, Day.String)
	},
	"counts": func(c trial, part string) string {
		r, no := Count(c.text, limitsOf(part))
		if no != nil && no.Reason == CountMoney && part == "blind" {
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
	if r, ok := PhoneIn(c.text, "ID"); ok && part == "open" {
		put("phone", r.Value, r.Sure)
	}
	if len(got) == 0 {
		return "-"
	}
	return strings.Join(got, " ")
}

func limitsOf(part string) CountLimits {
	if part == "blind" {
		return CountLimits{Min: 1, Max: 1000}
	}
	return CountLimits{Min: 1, Max: 100}
}

// choicesOf are the options that the corpora of a part speak of: the blind ones
// those of the form that ships with the desk.
func choicesOf(part string) *Choices {
	if part == "blind" {
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
