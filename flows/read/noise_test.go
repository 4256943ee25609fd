package read

import (
	"math/rand/v2"
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
	kind := r.IntN(8)
	if len(letters) == 0 && kind < 4 {
		kind += 4
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
	case 7:
		return "  " + s + " kak"
	}
	return string(runes)
}

// TestNoise puts slips into the corpora and counts what is still read, and what
// is read wrongly and taken as certain: that must stay rare.
func TestNoise(t *testing.T) {
	t.Parallel()
	const rounds = 40
	readers := map[string]func(c corpusCase, text string) (got string, certain bool){
		"dates.txt": func(c corpusCase, text string) (string, bool) {
			r, no := Date(text, c.at, 365)
			if no != nil {
				return "!", false
			}
			return r.Value.String(), r.Sure == Certain
		},
		"counts.txt": func(c corpusCase, text string) (string, bool) {
			r, no := Count(text, CountLimits{1, 100})
			if no != nil {
				return "!", false
			}
			return itoa(r.Value), r.Sure == Certain
		},
		"choices.txt": func(c corpusCase, text string) (string, bool) {
			r, no := Choice(text, options)
			if no != nil {
				return "!", false
			}
			return r.Value, r.Sure == Certain
		},
		"phones.txt": func(c corpusCase, text string) (string, bool) {
			r, no := Phone(text, "+628111111111", "ID")
			if no != nil {
				return "!", false
			}
			return r.Value, true
		},
	}
	for name, read := range readers {
		all, right, wrong, wrongKinds := 0, 0, 0, map[string]bool{}
		r := rand.New(rand.NewPCG(1, 2))
		for _, c := range corpus(t, name, 2) {
			if c.fields[0] == "" {
				continue
			}
			want, _, _ := strings.Cut(c.fields[1], "?")
			if strings.HasPrefix(want, "!") {
				want = "!"
			}
			for range rounds {
				text := noise(r, c.fields[0])
				got, certain := read(c, text)
				all++
				switch {
				case got == want:
					right++
				case certain:
					wrong++
					if len(wrongKinds) < 40 {
						wrongKinds[text+" -> "+got+", want "+want] = true
					}
				}
			}
		}
		t.Logf("%s: %.1f %% of %d read, %.2f %% wrong and certain", name, 100*float64(right)/float64(all), all, 100*float64(wrong)/float64(all))
		if wrong*1000 > all {
			t.Errorf("%s: %d of %d wrong and certain", name, wrong, all)
		}
		for w := range wrongKinds {
			t.Log(w)
		}
	}
}
