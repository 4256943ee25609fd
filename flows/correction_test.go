package flows

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// floorsCorrections are the shares of corrections taken as a fair reader would,
// in percent, that have been reached.
var floorsCorrections = map[string]float64{"corrections.txt": 98.7, "blind/corrections.txt": 72.5}

// TestCorrections says each message of the two corpora to a draft that waits
// for its file, and counts which answers it changes:
//
//	go test -v -run Corrections ./flows
//
// The blind one was written by somebody who had not seen the readers; of it
// only totals are shown.
func TestCorrections(t *testing.T) {
	t.Parallel()
	for name, floor := range floorsCorrections {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var cases, right, missed, wrong int
		for line := range strings.Lines(string(b)) {
			text, fair, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if !ok || strings.HasPrefix(text, "#") {
				continue
			}
			got := corrects(t, text, fair)
			cases++
			switch {
			case slices.Contains(strings.Split(strings.ReplaceAll(fair, "?", ""), " / "), got):
				right++
				continue
			case got == "-":
				missed++
			default:
				wrong++
			}
			if !strings.HasPrefix(name, "blind") {
				t.Logf("%q changes %s, want %s", text, got, fair)
			}
		}
		share := 100 * float64(right) / float64(cases)
		t.Logf("%s: %d cases, %.1f %% right, %d missed, %d wrong", name, cases, share, missed, wrong)
		if share < floor {
			t.Errorf("%s: the floor is %.1f %%", name, floor)
		}
	}
}

// corrects is what a message changes in a draft whose answers are others than
// those that the case expects; "-" is nothing.
func corrects(t *testing.T, text, fair string) string {
	t.Helper()
	p := newTalk(t, "emeterai")
	kind := "1"
	if strings.Contains(fair, "kind=quota") {
		kind = "2"
	}
	for _, s := range []string{"halo", kind, "9", "12 agustus"} {
		p.say(s)
	}
	if strings.Contains(fair, "phone=+6281234567890") {
		p.say("0899 1111 2222")
	}
	before := p.s.clone().Answers
	after := p.say(text).Session.Answers
	var changed []string
	for _, field := range []struct{ key, name string }{{"kind", "kind"}, {"pieces", "pieces"}, {"date", "date"}, {"whatsapp", "phone"}} {
		if v := after[field.key].Read; v != before[field.key].Read {
			changed = append(changed, field.name+"="+v)
		}
	}
	if len(changed) == 0 {
		return "-"
	}
	return strings.Join(changed, " ")
}
