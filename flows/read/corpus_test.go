package read

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"
)

// A corpus is a text file that people can read: one case a line, its fields
// separated by " | ". Lines with # are remarks. A line "@ 2024-09-06 12:00"
// sets the moment at which the following messages were sent.
type corpusCase struct {
	line   int
	at     time.Time
	fields []string
}

var (
	wib = time.FixedZone("WIB", 7*3600)
	wit = time.FixedZone("WIT", 9*3600)
)

// noon is the moment of most cases: a Friday.
var noon = time.Date(2024, 9, 6, 12, 0, 0, 0, wib)

func corpus(t testing.TB, name string, fields int) []corpusCase {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at := noon
	var cases []corpusCase
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "@ "); ok {
			if at, err = time.ParseInLocation("2006-01-02 15:04", strings.TrimSpace(rest), wib); err != nil {
				t.Fatal(err)
			}
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != fields {
			t.Fatalf("%s:%d: %d fields, want %d", name, n, len(parts), fields)
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		if parts[0] == "(empty)" {
			parts[0] = ""
		}
		cases = append(cases, corpusCase{n, at, parts})
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return cases
}
