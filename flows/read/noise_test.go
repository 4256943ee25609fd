package read

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// noise makes one slip of the kind that thumbs make; digits keep their value.
func noise(r *rand.Rand, s string) string {
	runes := []rune(s)
	var letters []int
	for i, c := range runes {
		if unicode.IsLetter(c) && c < 0x80 {
			letters = append(letters, i)
		}
	}
	kind := r.IntN(9)
	if len(letters) == 0 {
		kind = 4 + r.IntN(2) // who is polite says something
	}
	insert := func(i int, c ...rune) { runes = append(runes[:i:i], append(c, runes[i:]...)...) }
	switch kind {
	case 0: // a vowel left out
		i := letters[r.IntN(len(letters))]
		if strings.ContainsRune("aiueo", runes[i]) {
			runes = append(runes[:i:i], runes[i+1:]...)
		}
	case 1: // a letter twice
		i := letters[r.IntN(len(letters))]
		insert(i, runes[i])
	case 2: // neighbours swapped
		i := letters[r.IntN(len(letters))]
		if i+1 < len(runes) && unicode.IsLetter(runes[i+1]) {
			runes[i], runes[i+1] = runes[i+1], runes[i]
		}
	case 3: // capitals
		return strings.ToUpper(s)
	case 4: // full-width digits
		for i, c := range runes {
			if c >= '0' && c <= '9' {
				runes[i] = c - '0' + '０'
			}
		}
	case 5: // invisible marks
		insert(r.IntN(len(runes)+1), '\u200b')
		insert(0, '\u202a')
	case 6:
		return s + " 🙏🙏"
	case 7: // two words fused
		for _, i := range r.Perm(len(runes)) {
			if i > 0 && i+1 < len(runes) && runes[i] == ' ' && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]) {
				runes = append(runes[:i:i], runes[i+1:]...)
				break
			}
		}
	case 8:
		return "  " + s + " kak"
	}
	return string(runes)
}

// TestNoise puts slips into the corpora of both parts and counts what is still
// read, and what is read wrongly and taken as certain: one in a thousand at most.
// A slip in an e-mail address or an invoice number makes another one, so those
// are left out.
func TestNoise(t *testing.T) {
	t.Parallel()
	for _, part := range []string{"blind", "blind2", "open"} {
		for _, reader := range slices.Sorted(maps.Keys(scored)) {
			cases := trials(t, part, reader)
			if len(cases) == 0 || reader == "emails" || reader == "invoices" {
				continue
			}
			t.Run(part+" "+reader, func(t *testing.T) {
				t.Parallel()
				o, lies := withSlips(part, reader, cases)
				t.Logf("%-17s %6.1f%% right %6.1f%% value %6.2f%% certain", part+" "+reader, percent(o.right, o.cases), percent(o.value, o.cases), percent(len(o.liar), o.cases))
				if len(o.liar)*1000 > o.cases || o.broken > 0 {
					t.Errorf("%d of %d wrong and certain, %d panics", len(o.liar), o.cases, o.broken)
				}
				for _, l := range lies {
					t.Log(l)
				}
			})
		}
	}
}

// withSlips reads every case often, each time with one slip. lies are the wrong
// and certain readings of the open part.
func withSlips(part, reader string, cases []trial) (o tally, lies []string) {
	const rounds = 30
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range cases {
		if c.text == "" {
			continue
		}
		plain, fair := c.text, c.fair
		for range rounds {
			c.fair, c.text = fair, noise(r, plain)
			got := attempt(reader, c, part)
			switch reader {
			case "steers", "intents":
				got, c.fair = wordsOnly(got, c.fair)
			case "corrections":
				got, c.fair = whetherOnly(got), each(c.fair, whetherOnly)
			}
			before := len(o.liar)
			o.add(c, got)
			if len(o.liar) == before {
				continue
			}
			talk := reader == "gists" || reader == "intents"
			if talk && idle[got] && !slices.Contains(c.fair, "none") {
				o.liar = o.liar[:before]
			} else if part == "open" {
				lies = append(lies, fmt.Sprintf("%q is %s, want %s", c.text, got, strings.Join(c.fair, " / ")))
			}
		}
	}
	slices.Sort(lies)
	return o, slices.Compact(lies)
}

// whetherOnly is whether a message corrects: the slips are in what remains, too.
func whetherOnly(s string) string {
	if s == "none" || s == "!panic" {
		return s
	}
	return "found"
}

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

// idle are the gists that leave an open question as it is: where something else
// was said, they are as good as not understood.
var idle = map[string]bool{"greeting": true, "knock": true, "thanks": true, "question": true}

// wordsOnly leaves out what a steering word is said about: the slips are in that, too.
func wordsOnly(got string, fair []string) (string, []string) {
	cut := func(s string) string {
		i := strings.IndexAny(s, ": ")
		if i < 0 {
			return s
		}
		return s[:i]
	}
	return cut(got), each(fair, cut)
}
