package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/desk"
	"aduan/store"
)

// mayWhat is who may what. Nobody else may anything. A command that is missing
// here has no place, and fails the tests until somebody says whose it is.
var mayWhat = map[string][]string{
	"queue":    {"agent", "lead"},
	"list":     {"agent", "lead"},
	"show":     {"agent", "lead"},
	"proof":    {"agent", "lead"},
	"take":     {"agent", "lead"},
	"release":  {"agent", "lead"},
	"reply":    {"agent", "lead"},
	"ask":      {"agent", "lead"},
	"resolve":  {"agent", "lead"},
	"reject":   {"agent", "lead"},
	"reopen":   {"agent", "lead"},
	"note":     {"agent", "lead"},
	"search":   {"agent", "lead"},
	"history":  {"agent", "lead"},
	"person":   {"agent", "lead"},
	"takeover": {"agent", "lead"},
	"handback": {"agent", "lead"},
	"undo":     {"agent", "lead"},
	"more":     {"agent", "lead"},
	"in":       {"agent", "lead"},
	"out":      {"agent", "lead"},
	"own":      {"agent", "lead"},
	"help":     {"agent", "lead"},
	"staff":    {"lead"},
}

// written is a command by one of its names, with what it needs.
func written(c desk.About, name, number string) string {
	if c.Number {
		name += " " + number
	}
	if c.Words {
		name += " kuota"
	}
	return name
}

func TestEveryCommandIsSomebodys(t *testing.T) {
	t.Parallel()
	for _, c := range desk.Commands() {
		may, known := mayWhat[c.Key]
		switch {
		case !known:
			t.Errorf("nobody said who may %q", c.Key)
		case c.Lead == slices.Contains(may, "agent"):
			t.Errorf("%q is for %q, and for leads only: %v", c.Key, may, c.Lead)
		}
	}
	if len(mayWhat) != len(desk.Commands()) {
		t.Error("the table of who may what has other commands than the desk")
	}
}

// Every name of every command as an agent and as a lead: what the table grants
// is done, what it does not is refused, and no line is wider than a phone.
func TestEveryCommandOfStaff(t *testing.T) {
	t.Parallel()
	for who, phone := range map[string]string{"agent": agentPhone, "lead": leadPhone} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			w := manned(t)
			filed := 0
			for _, c := range desk.Commands() {
				for _, name := range c.Names {
					if c.Key == "own" {
						continue // leaves the desk: told in a story
					}
					filed++
					got := w.says(phone, written(c, name, w.filed(filed).Number))
					all := texts(got)
					if len(got) == 0 {
						t.Errorf("%s: no answer", name)
					}
					refused := strings.Contains(all, "hanya untuk lead")
					if granted := slices.Contains(mayWhat[c.Key], who); granted == refused {
						t.Errorf("%s: granted %v, but:\n%s", name, granted, all)
					}
					if strings.Contains(all, "bukan perintah") || strings.Contains(all, "Tidak ada perintah") || strings.Contains(all, "Tulis *"+c.Name) {
						t.Errorf("%s was not understood:\n%s", name, all)
					}
					for _, m := range got {
						for l := range strings.SplitSeq(m.Text, "\n") {
							if n := utf8.RuneCountInString(l); n > 40 && m.Show != anaPhone {
								t.Errorf("%s: a line of %d: %q", name, n, l)
							}
						}
					}
				}
			}
		})
	}
}

// T37: every command as an applicant and as somebody unknown gives, to the
// letter, what it gives where there is no staff at all, and changes nothing.
func TestEveryCommandOfOthers(t *testing.T) {
	t.Parallel()
	for who, phone := range map[string]string{"applicant": anaPhone, "unknown": nobody} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			w, control := manned(t), newWorld(t)
			control.as(leadPhone)
			c, d := w.filed(0), control.filed(0)
			if c.Number != d.Number {
				t.Fatal("the two worlds differ")
			}
			for _, x := range desk.Commands() {
				lines := []string{strings.ToUpper(x.Name), x.Name + " 123"}
				for _, name := range x.Names {
					lines = append(lines, written(x, name, c.Number))
				}
				for _, text := range lines {
					got, want := w.says(phone, text), control.says(phone, text)
					if d := cmp.Diff(texts(want), texts(got)); d != "" {
						t.Errorf("%q (-without staff +with):\n%s", text, d)
					}
					if s := w.state(c.Number); s.Status != store.StatusNew || s.Assignee != 0 {
						t.Fatalf("%q changed the complaint: %+v", text, s)
					}
				}
			}
		})
	}
}

// What was refused, or asked back, is not told as done.
func TestAuditTellsWhatHappened(t *testing.T) {
	t.Parallel()
	w := manned(t)
	c := w.filed(0)
	w.says(leadPhone, "ambil "+c.Number)
	for _, text := range []string{"ambil", "balas %s halo", "tanya %s apa?", "selesai %s", "tolak %s bukan kami", "lepas %s", "alih %s", "catat %s dicek"} {
		if !strings.Contains(text, "%s") {
			text += " %s"
		}
		w.says(agentPhone, fmt.Sprintf(text, c.Number))
	}
	w.says(leadPhone, "tolak "+c.Number+" bukan kami")
	w.says(leadPhone, "tidak")
	got := texts(w.says(leadPhone, "riwayat "+c.Number))
	want := leadPhone + ": *" + c.Number + `*
12:00 Budi: mencatat
12:00 Budi: mencoba alih
12:00 Budi: mencoba lepas
12:00 Budi: mencoba tolak
12:00 Budi: mencoba selesai
12:00 Budi: mencoba tanya
12:00 Budi: mencoba balas
12:00 Budi: mencoba ambil
12:00 Rina: ambil`
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the history (-want +got):\n%s", d)
	}
}
