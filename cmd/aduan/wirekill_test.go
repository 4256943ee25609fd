package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	wireKills = flag.Int("wirekills", 10, "how often the desk is killed at least, and how often stopped, while people write to it")
	wireSeed  = flag.Uint64("wireseed", 1, "repeats a run of -wirekills")
)

// points are where the product says that it is: a message is decrypted, about
// to be committed, committed, about to be acknowledged; and so on.
var points = []string{
	"before receive", "before commit", "after commit", "after receive",
	"proof fetched", "proof stored", "before send", "after send",
}

// undisturbed is how the scripts go when nothing happens.
var undisturbed = sync.OnceValue(func() func(*testing.T) []tally {
	var once sync.Once
	var all []tally
	return func(t *testing.T) []tally {
		once.Do(func() {
			s := newScene(t, scripts, 0)
			s.play(func(int) string { return "" })
			all = s.tallies()
		})
		return all
	}
})()

// However often the desk is killed, or told to stop, and wherever: everybody
// sees the same, and the same stands in the record, once.
func TestEndedOverTheWire(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("not in -short: many processes")
	}
	want := undisturbed(t)
	for _, how := range []string{"kill", "term"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			ended, at := 0, map[string]int{}
			missing := func() (m []string) {
				for _, point := range points {
					if at[point] == 0 {
						m = append(m, point)
					}
				}
				return m
			}
			for seed := *wireSeed; (ended < *wireKills || len(missing()) > 0) && !t.Failed(); seed++ {
				if ended > *wireKills+200 {
					t.Fatalf("never at %v", missing())
				}
				s := newScene(t, scripts, seed)
				s.stopped = how == "term"
				s.play(endings(seed, how))
				if d := cmp.Diff(want, s.tallies()); d != "" {
					t.Errorf("seed %d: something differs (-undisturbed +ended):\n%s", seed, d)
				}
				k := s.keeper
				t.Logf("seed %d: %d processes, %d killed, %d stopped: %s", seed, k.starts, k.kills, k.terms, k.ends())
				ended += k.kills + k.terms
				for point, n := range k.at {
					at[point] += n
				}
			}
			t.Logf("%d in all: %v", ended, at)
		})
	}
}

// endings draws how each process is to end: every point once, then anywhere.
func endings(seed uint64, how string) func(start int) string {
	r := rand.New(rand.NewPCG(seed, 77))
	order := r.Perm(len(points))
	return func(start int) string {
		switch {
		case start < len(points):
			point, most := points[order[start]], 40
			if strings.HasPrefix(point, "proof") { // which is not every time
				most = 120
			}
			return fmt.Sprintf("%s:1:%s:%d", point, how, most)
		case r.IntN(3) == 0:
			return fmt.Sprintf("moment:%d:%s", 30+r.IntN(400), how)
		default:
			return fmt.Sprintf("any:%d:%s", 1+r.IntN(16), how)
		}
	}
}

// merging is the script in which two contacts turn out to be one, and the step
// in which they do.
const mergingScript, mergingStep = 4, 3

// Ended while two contacts become one, in each way and at each point.
func TestEndedDuringAMerge(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("not in -short: many processes")
	}
	want := undisturbed(t)[mergingScript]
	if n := slices.Index(want.Events, "contact_merged desk"); n < 0 {
		t.Fatalf("nothing is merged: %v", want.Events)
	}
	for _, point := range []string{"before receive", "before commit", "after commit", "after receive"} {
		for _, how := range []string{"kill", "term"} {
			t.Run(point+" "+how, func(t *testing.T) {
				t.Parallel()
				s := newScene(t, scripts[mergingScript:mergingScript+1], 0)
				s.stopped = how == "term"
				s.talks[0].before = func(step int) {
					if step == mergingStep && !s.keeper.tell(point+":1:"+how) {
						t.Error("no desk to end")
					}
				}
				s.play(func(int) string { return "" })
				if s.keeper.at[point] != 1 {
					t.Errorf("it ended %v", s.keeper.at)
				}
				if d := cmp.Diff([]tally{want}, s.tallies()); d != "" {
					t.Errorf("something differs (-undisturbed +ended):\n%s", d)
				}
			})
		}
	}
}
