package read

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The score: every corpus of both parts is read and counted. The open part is
// there to be looked at; of the blind part only totals are shown, and readings
// that are wrong and taken as certain (testdata/README.md tells the rule).

// floors are the percentages of cases, fully as expected, that each reader has
// reached. A change that falls below one of them fails.
var floors = map[string]float64{
	"blind choices": 95.7, "blind counts": 99, "blind dates": 94.1, "blind intents": 93.8, "blind openings": 79.3, "blind phones": 95.9,
	"blind2 choices": 90, "blind2 counts": 86.6, "blind2 dates": 89.8, "blind2 intents": 92.1, "blind2 openings": 60, "blind2 phones": 92.3,
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
	for _, part := range []string{"open", "blind", "blind2"} {
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
