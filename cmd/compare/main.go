// Command compare reads the corpora of dates with the desk's own reader and
// with go-dateparser, side by side in one run: how many come out as expected,
// how many wrongly, and how long one takes.
//
//	cd cmd/compare && go run .
//
// It is a module of its own, so that the desk does not depend on what it is
// compared with.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	dateparser "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-dateparser/date"

	"aduan/flows/read"
)

// sample is a message with the moment it was sent and the outcomes that are
// fair: days as 2006-01-02, or "" for a refusal.
type sample struct {
	text string
	at   time.Time
	fair []string
}

// reader returns the day as 2006-01-02, or "" where it finds none.
type reader struct {
	name string
	read func(text string, at time.Time) string
}

// maxDays is how old a day may be: the corpora are written for it.
const maxDays = 365

func main() {
	dir := flag.String("corpora", "../../flows/read/testdata", "where the corpora are")
	flag.Parse()
	if err := compare(*dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func compare(dir string) error {
	readers := []reader{
		{"aduan", own},
		{"go-dateparser, any language", parser(&dateparser.Parser{}, nil)},
		{"go-dateparser, Indonesian", parser(&dateparser.Parser{}, []string{"id"})},
		{"go-dateparser, in sentences", search},
	}
	fmt.Printf("%-6s %-28s %6s %7s %7s %7s %10s\n", "part", "reader", "cases", "right", "missed", "wrong", "ns/op")
	for _, part := range []struct{ name, file string }{{"open", "dates.txt"}, {"blind", filepath.Join("blind", "dates.txt")}} {
		samples, err := load(filepath.Join(dir, part.file))
		if err != nil {
			return err
		}
		for _, r := range readers {
			right, missed, wrong := 0, 0, 0
			for _, s := range samples {
				got := r.read(s.text, s.at)
				switch {
				case slices.Contains(s.fair, got):
					right++
				case got == "":
					missed++
				default:
					wrong++
				}
			}
			bench := testing.Benchmark(func(b *testing.B) {
				i := 0
				for b.Loop() {
					r.read(samples[i%len(samples)].text, samples[i%len(samples)].at)
					i++
				}
			})
			fmt.Printf("%-6s %-28s %6d %6.1f%% %7d %7d %10d\n", part.name, r.name, len(samples), 100*float64(right)/float64(len(samples)), missed, wrong, bench.NsPerOp())
		}
	}
	fmt.Println("\nright: the day, or a refusal, as expected; missed: refused; wrong: another day, or a day where none is said")
	return nil
}

func own(text string, at time.Time) string {
	r, no := read.Date(text, at, maxDays)
	if no != nil {
		return ""
	}
	return r.Value.String()
}

func config(at time.Time, languages []string) *dateparser.Configuration {
	return &dateparser.Configuration{
		Languages:           languages,
		CurrentTime:         at,
		DateOrder:           func(string) string { return "DMY" },
		PreferredDateSource: dateparser.Past,
		DefaultTimezone:     at.Location(),
	}
}

func parser(p *dateparser.Parser, languages []string) func(string, time.Time) string {
	return func(text string, at time.Time) string {
		d, err := p.Parse(config(at, languages), text)
		if err != nil {
			return ""
		}
		return day(d, at)
	}
}

func search(text string, at time.Time) string {
	_, found, err := (&dateparser.Parser{}).Search(config(at, []string{"id"}), text)
	if err != nil || len(found) == 0 {
		return ""
	}
	return day(found[0].Date, at)
}

// day takes what is precise to a day, and neither to come nor too old: it is
// given the guards that a caller would put behind it.
func day(d date.Date, at time.Time) string {
	if d.IsZero() || d.Period == date.Month || d.Period == date.Year || d.Time.After(at) || at.Sub(d.Time) > (maxDays+1)*24*time.Hour {
		return ""
	}
	return d.Time.In(at.Location()).Format(time.DateOnly)
}

var errFields = errors.New("want message and expected reading")

// load reads a corpus of either part.
func load(name string) ([]sample, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	wib := time.FixedZone("WIB", 7*3600)
	at := time.Date(2024, 9, 6, 12, 0, 0, 0, wib)
	var all []sample
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "@ "); ok {
			if at, err = time.ParseInLocation("2006-01-02 15:04", strings.TrimSpace(rest), wib); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) < 2 {
			return nil, fmt.Errorf("%s:%d: %w", name, n, errFields)
		}
		s := sample{text: strings.TrimSpace(f[0]), at: at}
		if len(f) == 3 {
			if s.at, err = time.Parse(time.RFC3339, strings.TrimSpace(f[1])); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
		if s.text == "(empty)" {
			s.text = ""
		}
		for _, alt := range strings.Split(f[len(f)-1], " / ") {
			alt = strings.TrimSpace(alt)
			if strings.HasPrefix(alt, "!") {
				s.fair = append(s.fair, "")
				continue
			}
			for _, d := range strings.Fields(alt) {
				s.fair = append(s.fair, strings.TrimSuffix(d, "?"))
			}
		}
		all = append(all, s)
	}
	return all, lines.Err()
}
