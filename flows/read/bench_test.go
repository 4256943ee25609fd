package read

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func BenchmarkDate(b *testing.B) {
	bench(b, "dates.txt", func(s string) { Date(s, noon, 365) })
}

func BenchmarkCount(b *testing.B) {
	bench(b, "counts.txt", func(s string) { Count(s, CountLimits{Min: 1, Max: 100}) })
}

func BenchmarkPhone(b *testing.B) {
	bench(b, "phones.txt", func(s string) { Phone(s, "", "ID") })
}

func BenchmarkChoice(b *testing.B) {
	bench(b, "choices.txt", func(s string) { Choice(s, options) })
}

func BenchmarkPreparedChoice(b *testing.B) {
	c := Prepare(options)
	bench(b, "choices.txt", func(s string) { c.Read(s) })
}

func BenchmarkMask(b *testing.B) {
	bench(b, "openings.txt", func(s string) { Mask(s) })
}

func BenchmarkCorrection(b *testing.B) {
	bench(b, "corrections.txt", func(s string) { Correction(s) })
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

// BenchmarkLinear gives every reader its worst habits, once and ten times over:
// the time for a byte must stay about the same.
func BenchmarkLinear(b *testing.B) {
	readers := map[string]func(string){
		"clean":  func(s string) { Clean(s) },
		"fold":   func(s string) { Fold(s) },
		"date":   func(s string) { Date(s, noon, 365); DateIn(s, noon, 365) },
		"count":  func(s string) { Count(s, CountLimits{Min: 1, Max: 100}); CountIn(s, CountLimits{Min: 1, Max: 100}) },
		"phone":  func(s string) { Phone(s, "", "ID"); PhoneIn(s, "ID") },
		"choice": func(s string) { Choice(s, options); ChoiceIn(s, options) },
		"steer":  func(s string) { Steer(s) },
		"gist":   func(s string) { GistOf(s) },
		"mask":   func(s string) { Mask(s) },
		"find":   func(s string) { Email(s); Invoice(s); Correction(s) },
	}
	pieces := []string{"1-", "dua ", "duapuluh", "08 ", "4/9 ", "4/9/2024 ", "tgl 4 ", "kuota blm masuk ", "a\u0301\u0301\u0301\u0301", "selasa ", "25.000", "((((", "bukan ", "x9", "a@", "inv 1", "otp 1234 ", "4111 1111 "}
	for _, name := range slices.Sorted(maps.Keys(readers)) {
		for _, size := range []int{400, 4000} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(size * len(pieces)))
				for b.Loop() {
					for _, piece := range pieces {
						readers[name](strings.Repeat(piece, size/len(piece)))
					}
				}
			})
		}
	}
}
