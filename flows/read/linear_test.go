package read

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// readAll are the readers, each given a text for everything it can do with one.
var readAll = map[string]func(string){
	"clean": func(s string) { Clean(s) },
	"fold":  func(s string) { Fold(s) },
	"date":  func(s string) { Date(s, noon, 365); DateIn(s, noon, 365) },
	"count": func(s string) {
		Count(s, CountLimits{Min: 1, Max: 100})
		CountIn(s, CountLimits{Min: 1, Max: 100})
		Rupiah(s)
	},
	"phone":  func(s string) { Phone(s, "", "ID"); PhoneIn(s, "ID") },
	"choice": func(s string) { formChoices.Read(s); formChoices.In(s) },
	"steer":  func(s string) { Steer(s) },
	"gist":   func(s string) { GistOf(s) },
	"mask":   func(s string) { Mask(s) },
	"find":   func(s string) { Email(s); Invoice(s); Correction(s) },
}

// habits are what readers get slow on.
var habits = []string{"1-", "1. ", "dua ", "duapuluh", "08 ", "4/9 ", "4/9/2024 ", "tgl 4 ", "kuota blm masuk ", "a\u0301\u0301\u0301\u0301", "selasa ", "25.000", "((((", "bukan ", "x9", "a@", "inv 1", "otp 1234 ", "4111 1111 ", "kalau ", "\n2"}

// TestLinear gives every reader its worst habits, once and ten times over: what
// it allocates must not grow faster than the text. What it allocates stands for
// the steps that it takes; see BenchmarkLinear for the time.
func TestLinear(t *testing.T) {
	for name, read := range readAll {
		for _, piece := range habits {
			short, long := strings.Repeat(piece, 200/len(piece)), strings.Repeat(piece, 2000/len(piece))
			once, tenfold := allocated(func() { read(short) }), allocated(func() { read(long) })
			if tenfold > 32*once+16<<10 { // slices grow by doubling; a square would be a hundred times
				t.Errorf("%s of %q: %d bytes, ten times over %d", name, piece, once, tenfold)
			}
		}
	}
}

// allocated counts the bytes of a second run: the first may fill what is kept.
func allocated(run func()) uint64 {
	var before, after runtime.MemStats
	run()
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestLight: a message of everyday costs a reader few allocations. The library
// behind the phone numbers takes most of its own.
func TestLight(t *testing.T) {
	const text = "min sy udh bayar 2 keping kmrn lewat qris tp kuota blm masuk"
	for name, most := range map[string]float64{"clean": 4, "fold": 4, "date": 40, "count": 40, "phone": 20, "choice": 160, "steer": 10, "gist": 20, "mask": 12, "find": 40} {
		if got := testing.AllocsPerRun(20, func() { readAll[name](text) }); got > most {
			t.Errorf("%s: %.0f allocations, at most %.0f", name, got, most)
		}
	}
}

// BenchmarkLinear: the time for a byte must stay about the same.
func BenchmarkLinear(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(readAll)) {
		for _, size := range []int{400, 4000} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(size * len(habits)))
				for b.Loop() {
					for _, piece := range habits {
						readAll[name](strings.Repeat(piece, size/len(piece)))
					}
				}
			})
		}
	}
}
