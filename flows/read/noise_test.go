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
func TestNoise(t *testing.T) {
	t.Parallel()
	const rounds = 30
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-16s %7s %7s %8s\n", "", "read", "value", "certain")
	for _, part := range []string{"blind", "open"} {
		for _, reader := range slices.Sorted(maps.Keys(scored)) {
			var o tally
			var lies []string
			talk := reader == "gists" || reader == "intents"
			r := rand.New(rand.NewPCG(1, 2))
			for _, c := range trials(t, part, reader) {
				if c.text == "" {
					continue
				}
				plain := c.text
				fair := c.fair
				for range rounds {
					c.fair = fair
					c.text = noise(r, plain)
					got := attempt(reader, c, part)
					if reader == "steers" || reader == "intents" {
						got, c.fair = wordsOnly(got, c.fair)
					}
					before := len(o.liar)
					o.add(c, got)
					if len(o.liar) > before && talk && idle[got] && !slices.Contains(c.fair, "none") {
						o.liar = o.liar[:before]
						continue
					}
					if len(o.liar) > before && part == "open" {
						lies = append(lies, fmt.Sprintf("%q is %s, want %s", c.text, got, strings.Join(c.fair, " / ")))
					}
				}
			}
			if o.cases == 0 {
				continue
			}
			fmt.Fprintf(&b, "%-16s %6.1f%% %6.1f%% %7.2f%%\n", part+" "+reader, percent(o.right, o.cases), percent(o.value, o.cases), percent(len(o.liar), o.cases))
			if len(o.liar)*1000 > o.cases || o.broken > 0 {
				t.Errorf("%s %s: %d of %d wrong and certain, %d panics", part, reader, len(o.liar), o.cases, o.broken)
			}
			slices.Sort(lies)
			for _, l := range slices.Compact(lies) {
				t.Log(l)
			}
		}
	}
	t.Log(b.String())
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
	words := make([]string, len(fair))
	for i, f := range fair {
		words[i] = cut(f)
	}
	return cut(got), words
}
