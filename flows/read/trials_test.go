package read

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// trial is one case: what was said, when and where, and which outcomes are fair.
type trial struct {
	file string
	line int
	text string
	at   time.Time
	own  string
	fair []string
	flat bool // the file does not tell certain from likely
}

// trials reads a corpus. Open corpora set the moment with lines of "@", blind
// ones have it (or the chat's own number) in a field of its own.
func trials(t testing.TB, part, reader string) []trial {
	t.Helper()
	name := filepath.Join("testdata", reader+".txt")
	if part != "open" {
		name = filepath.Join("testdata", part, reader+".txt")
	}
	in, err := os.Open(name)
	if os.IsNotExist(err) {
		return nil
	} else if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	at, own := noon, "+628111111111"
	var all []trial
	flat := true
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "@ "); ok {
			at = moment(t, rest)
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) < 2 || len(f) > 3 {
			t.Fatalf("%s:%d: %d fields", name, n, len(f))
		}
		c := trial{file: name, line: n, text: said0(strings.TrimSpace(f[0])), at: at, own: own}
		if len(f) == 3 {
			switch mid := strings.TrimSpace(f[1]); {
			case reader == "phones" && mid == "-":
				c.own = ""
			case reader == "phones":
				c.own = mid
			default:
				if c.at, err = time.Parse(time.RFC3339, mid); err != nil {
					t.Fatalf("%s:%d: %v", name, n, err)
				}
			}
		}
		for _, alt := range strings.Split(strings.TrimSpace(f[len(f)-1]), " / ") {
			alt = strings.TrimSpace(alt)
			if alt == "-" && reader != "openings" {
				alt = "none"
			}
			flat = flat && !strings.Contains(alt, "?")
			c.fair = append(c.fair, alt)
		}
		all = append(all, c)
	}
	for i := range all {
		all[i].flat = flat
	}
	return all
}

func said0(s string) string {
	if s == "(empty)" {
		return ""
	}
	return strings.ReplaceAll(s, `\n`, "\n")
}

// moment reads "2024-09-06 12:00", in WIB, or with an offset behind it.
func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", strings.TrimSpace(s), wib)
	if err != nil {
		at, err = time.Parse("2006-01-02 15:04 -07:00", strings.TrimSpace(s))
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}
