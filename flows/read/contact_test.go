package read

import "testing"

// TestFinders reads e-mail addresses, invoice numbers and corrections out of
// the open corpora of their own.
func TestFinders(t *testing.T) {
	t.Parallel()
	for name, find := range map[string]func(string) (string, bool){"emails": Email, "invoices": Invoice, "corrections": Correction} {
		for _, c := range trials(t, "open", name) {
			got, ok := find(c.text)
			if !ok {
				got = "none"
			}
			if got != c.fair[0] {
				t.Errorf("%s:%d: %q is %q, want %q", c.file, c.line, c.text, got, c.fair[0])
			}
		}
	}
}

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
