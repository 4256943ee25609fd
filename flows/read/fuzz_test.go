package read

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// seeds are all messages of the corpora, and what breaks readers elsewhere.
func seeds(f *testing.F) {
	names, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, n := range names {
		if !strings.HasSuffix(n.Name(), ".txt") {
			continue
		}
		for _, c := range corpus(f, n.Name(), 2) {
			f.Add(c.fields[0])
		}
	}
	for _, s := range []string{"\x00", "\xff\xfe4\xc0", "\u202e4202/9/4", "z̷̡̛͔͇a̸̢l̴", "👩‍👩‍👧‍👦 2", "ＫＵＯＴＡ ２", strings.Repeat("9", 400), strings.Repeat("1-", 400), strings.Repeat("dua ", 300), strings.Repeat("dua", 100), "1\u20e32", "½ ⅔ ²", "\u0958\u0301\u0301\u0301"} {
		f.Add(s)
	}
}

func inside(t *testing.T, s Span, text string) {
	t.Helper()
	if s.Start < 0 || s.Start > s.End || s.End > len(text) {
		t.Errorf("span %v in %d bytes", s, len(text))
	}
}

func FuzzDate(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, at := range []time.Time{noon, noon.Add(-11 * time.Hour), time.Date(2024, 3, 1, 0, 0, 0, 0, wib)} {
			r, no := Date(text, at, 365)
			if no == nil {
				inside(t, r.Span, text)
				checkDay(t, r, at)
			} else if no.Reason == "" {
				t.Error("a refusal without a reason")
			}
			if r, ok := DateIn(text, at, 365); ok {
				inside(t, r.Span, text)
				checkDay(t, r, at)
			}
		}
	})
}

func checkDay(t *testing.T, r Reading[Day], at time.Time) {
	t.Helper()
	days := []Day{r.Value}
	if r.Other != nil {
		days = append(days, *r.Other)
	}
	for _, d := range days {
		if !d.valid() || dayOf(at).before(d) || dayOf(at).since(d) > 365 {
			t.Errorf("%v at %v", d, at)
		}
	}
	if r.Sure != Likely && r.Sure != Certain || r.Basis == "" {
		t.Errorf("%+v", r)
	}
}

func FuzzCount(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		lim := CountLimits{Min: 1, Max: 100}
		r, no := Count(text, lim)
		if no == nil && (r.Value < 1 || r.Value > 100) {
			t.Errorf("%d", r.Value)
		}
		inside(t, r.Span, text)
		if r, ok := CountIn(text, lim); ok && (r.Value < 1 || r.Value > 100) {
			t.Errorf("%d", r.Value)
		}
		if n, ok := Rupiah(text); ok && n <= 0 {
			t.Errorf("Rp %d", n)
		}
	})
}

func FuzzPhone(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		r, no := Phone(text, "", "ID")
		inside(t, r.Span, text)
		if no == nil && (len(r.Value) < 7 || len(r.Value) > 16 || r.Value[0] != '+') {
			t.Errorf("%q", r.Value)
		}
		if r, ok := PhoneIn(text, "ID"); ok && r.Value[0] != '+' {
			t.Errorf("%q", r.Value)
		}
	})
}

func FuzzChoice(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		r, no := Choice(text, options)
		inside(t, r.Span, text)
		if no == nil && r.Value != "kuota" && r.Value != "bubuh" {
			t.Errorf("%q", r.Value)
		}
		ChoiceIn(text, options)
		Choice(text, nil)
		Choice(text, options[:1])
	})
}

func FuzzSteer(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if s, ok := Steer(text); ok && s.Word == "" {
			t.Error("no word")
		}
		if g := GistOf(text); g < None || g > Anger {
			t.Errorf("gist %d", g)
		}
	})
}

func FuzzClean(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		c := Clean(text)
		if !utf8.ValidString(c) || utf8.RuneCountInString(c) > MaxRunes {
			t.Errorf("%q", c)
		}
		if again := Clean(c); again != c {
			t.Errorf("%q, again %q", c, again)
		}
		if folded := Fold(text); !utf8.ValidString(folded) {
			t.Errorf("%q", folded)
		}
	})
}
