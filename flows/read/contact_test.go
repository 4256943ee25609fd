package read

import "testing"

func FuzzFinders(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		Email(text)
		Invoice(text)
		if rest, ok := Correction(text); ok && (rest == "" || len(rest) > len(text)) {
			t.Errorf("%q leaves %q", text, rest)
		}
	})
}
