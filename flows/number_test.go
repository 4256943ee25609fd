package flows

import (
	"strings"
	"testing"
)

func TestNumbersOfADayAreAllDifferent(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i := range spread + 5000 {
		n := NewNumber("ADU", "240906", 12345, i)
		if n == "" || seen[n] {
			t.Fatalf("complaint %d has the number %q", i, n)
		}
		seen[n] = true
	}
}

// One wrong symbol and two changed places are always noticed.
func TestSlipsAreNoticed(t *testing.T) {
	t.Parallel()
	for i := range 200 {
		n := NewNumber("ADU", "240906", 99, i*37)
		at := len(n) - 4
		for j := at; j < len(n); j++ {
			for _, s := range symbols {
				if byte(s) == n[j] {
					continue
				}
				if got, mistyped := FindNumber("ADU", n[:j]+string(s)+n[j+1:]); got != "" || !mistyped {
					t.Fatalf("%s with %c in place %d passes as %q", n, s, j, got)
				}
			}
			for k := j + 1; k < len(n); k++ {
				b := []byte(n)
				b[j], b[k] = b[k], b[j]
				if got, _ := FindNumber("ADU", string(b)); n[j] != n[k] && got != "" {
					t.Fatalf("%s passes as %s", n, got)
				}
			}
		}
	}
}

func TestNumberAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	n := NewNumber("ADU", "240906", 1, 0) // has no O, I or L in it
	for _, s := range []string{n, strings.ToLower(n), strings.ReplaceAll(n, "-", " "), strings.ReplaceAll(n, "-", ""),
		strings.ReplaceAll(n, "-", "–"), "kapan selesai " + n + " min?", strings.Replace(n, "240906", "24O9O6", 1)} {
		if got, _ := FindNumber("ADU", s); got != n {
			t.Errorf("%q reads as %q, want %q", s, got, n)
		}
	}
	if got, mistyped := FindNumber("ADU", "halo 12345"); got != "" || mistyped {
		t.Errorf("no number reads as %q, %v", got, mistyped)
	}
}
