package read

import (
	"strings"
	"testing"
	"time"
)

func BenchmarkDate(b *testing.B) {
	bench(b, "dates.txt", func(s string) { Date(s, noon, 365) })
}

func BenchmarkCount(b *testing.B) {
	bench(b, "counts.txt", func(s string) { Count(s, CountLimits{1, 100}) })
}

func BenchmarkPhone(b *testing.B) {
	bench(b, "phones.txt", func(s string) { Phone(s, "", "ID") })
}

func BenchmarkChoice(b *testing.B) {
	bench(b, "choices.txt", func(s string) { Choice(s, options) })
}

func BenchmarkSteer(b *testing.B) {
	bench(b, "steers.txt", func(s string) { Steer(s) })
}

func BenchmarkGistOf(b *testing.B) {
	bench(b, "gists.txt", func(s string) { GistOf(s) })
}

func BenchmarkClean(b *testing.B) {
	bench(b, "openings.txt", func(s string) { Clean(s) })
}

func BenchmarkFold(b *testing.B) {
	bench(b, "openings.txt", func(s string) { Fold(s) })
}

// bench times one message of a corpus after the other.
func bench(b *testing.B, name string, read func(string)) {
	cases := corpus(b, name, 2)
	read(cases[0].fields[0])
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		read(cases[i%len(cases)].fields[0])
		i++
	}
}

// TestLinear gives every reader its worst habits ten times over: the time must
// grow with the text, not with its square.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	readers := map[string]func(string){
		"clean":  func(s string) { Clean(s) },
		"fold":   func(s string) { Fold(s) },
		"date":   func(s string) { Date(s, noon, 365); DateIn(s, noon, 365) },
		"count":  func(s string) { Count(s, CountLimits{1, 100}); CountIn(s, CountLimits{1, 100}) },
		"phone":  func(s string) { Phone(s, "", "ID"); PhoneIn(s, "ID") },
		"choice": func(s string) { Choice(s, options); ChoiceIn(s, options) },
		"steer":  func(s string) { Steer(s) },
		"gist":   func(s string) { GistOf(s) },
	}
	for name, read := range readers {
		for _, piece := range []string{"1-", "dua ", "duapuluh", "08 ", "4/9 ", "4/9/2024 ", "tgl 4 ", "kuota blm masuk ", "a\u0301\u0301\u0301\u0301", "selasa ", "25.000", "((((", "bukan ", "x9"} {
			small, large := strings.Repeat(piece, 400/len(piece)), strings.Repeat(piece, 4000/len(piece))
			read(small)
			s, l := best(func() { read(small) }), best(func() { read(large) })
			if l > 60*s && l > 20*time.Millisecond {
				t.Errorf("%s: %q takes %v, ten times as much %v", name, piece, s, l)
			}
			if l > 200*time.Millisecond {
				t.Errorf("%s: 4000 runes of %q take %v", name, piece, l)
			}
		}
	}
}

func best(f func()) time.Duration {
	least := time.Hour
	for range 3 {
		start := time.Now()
		f()
		least = min(least, time.Since(start))
	}
	return least
}
