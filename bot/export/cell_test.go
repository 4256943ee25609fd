package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

// T39: what begins an answer never begins a formula.
func TestCell(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"":                           "",
		"=1+1":                       "'=1+1",
		"+cmd|' /C calc'!A0":         "'+cmd|' /C calc'!A0",
		"-2":                         "'-2",
		"@SUM(1;2)":                  "'@SUM(1;2)",
		"\t=1":                       "'\t=1",
		"\r=1":                       "'\r=1",
		"＝1+1":                       "'＝1+1",
		"＋62":                        "'＋62",
		"－2":                         "'－2",
		"＠SUM":                       "'＠SUM",
		"=":                          "'=",
		"'=1":                        "'=1",
		"2024-09-03":                 "2024-09-03",
		"a=1":                        "a=1",
		"2":                          "2",
		"+628123456789":              "'+628123456789", // words, not a person's number
		"+62 812 3456 789":           "'+62 812 3456 789",
		"+628123456789\n=1":          "'+628123456789\n=1",
		"+0812345678":                "'+0812345678",
		"+1234567890123456":          "'+1234567890123456",
		"+628":                       "'+628",
		"lid:123":                    "lid:123",
		`=HYPERLINK("http://x";"y")`: `'=HYPERLINK("http://x";"y")`,
	} {
		if got := cell(value); got != want {
			t.Errorf("cell(%q) is %q, want %q", value, got, want)
		}
	}
}

// FuzzCell: whatever a value holds and whatever separates the cells, a reader
// of csv gets it back, with a ' before it exactly when it needs one, and the
// cells beside it are untouched.
func FuzzCell(f *testing.F) {
	for _, value := range []string{"", "=1", "＝1", "\t", "\rx", "a;b,c|d", "\"", "\n", "x\r\ny", "+628123456789", " =1", "\uFEFF=", "\u202E", "\x00"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, separator := range ";,|\t" {
			var b bytes.Buffer
			w := csv.NewWriter(&b)
			w.Comma = separator
			w.Write([]string{"before", cell(value), "after"})
			w.Flush()
			r := csv.NewReader(&b)
			r.Comma = separator
			rows, err := r.ReadAll()
			if err != nil || len(rows) != 1 || len(rows[0]) != 3 || rows[0][0] != "before" || rows[0][2] != "after" {
				t.Fatalf("%q became %q, %v", value, rows, err)
			}
			got := rows[0][1]
			want := value
			switch {
			case startsFormula(value):
				want = "'" + value
			}
			want = strings.ReplaceAll(want, "\r\n", "\n") // as any reader of csv does
			if got != want {
				t.Fatalf("%q is read as %q, want %q", value, got, want)
			}
			if startsFormula(got) {
				t.Fatalf("%q is read as %q, a formula", value, got)
			}
		}
	})
}

func startsFormula(s string) bool {
	for _, p := range []string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
