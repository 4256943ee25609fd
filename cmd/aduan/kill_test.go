package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/proof/prooftest"
	"aduan/store"
)

var (
	killRuns = flag.Int("kills", 4, "how many dialogues are played while the process is killed at random points")
	killSeed = flag.Uint64("killseed", 1, "repeats a run of random kills")
)

// killEnv makes this test binary an aduan that dies: "POINT:N" at the N-th time
// it comes to a point, "any:N" at the N-th point of all, "moment:N" N
// milliseconds after its start, wherever it is.
const killEnv = "ADUAN_TEST_KILL"

// doomed is the program, killed from within as kill -9 would.
func doomed() int {
	point, at, _ := strings.Cut(os.Getenv(killEnv), ":")
	left, _ := strconv.Atoi(at)
	if point == "moment" {
		time.AfterFunc(time.Duration(left)*time.Millisecond, func() { syscall.Kill(os.Getpid(), syscall.SIGKILL) })
	}
	environ := slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, killEnv) })
	p := &program{environ: environ, hook: func(here string) {
		if point != "any" && point != here {
			return
		}
		if left--; left == 0 {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // until it arrives
		}
	}}
	return p.execute(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// played is one run of the dialogue, as the person at the other end saw it.
type played struct {
	transcript []string // every message once, as a phone shows it
	kills      int
}

// play writes the dialogue to the program, a line after the last one's "done".
// Whenever the program dies it is started again on the same data, and the line
// whose "done" was not seen is given again under the same id.
func play(t *testing.T, dir string, lines []string, next func() string, env ...string) played {
	t.Helper()
	var p played
	seen := map[string]bool{}
	for at := 0; at < len(lines); {
		cmd := exec.Command(os.Args[0], "chat", "--json", "--data", dir, "--now", "2024-09-06T12:00:00+07:00")
		cmd.Env = append([]string{killEnv + "=" + next()}, env...)
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var errs bytes.Buffer
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		r := bufio.NewReader(out)
		for at < len(lines) {
			if _, err := io.WriteString(in, lines[at]+"\n"); err != nil {
				break // it is dead
			}
			if !p.until(t, r, seen) {
				break
			}
			at++
		}
		in.Close()
		p.until(t, r, seen)
		err = cmd.Wait()
		switch status := cmd.ProcessState.Sys().(syscall.WaitStatus); {
		case status.Signaled() && status.Signal() == syscall.SIGKILL:
			p.kills++
		case err != nil:
			t.Fatalf("%v: %s", err, &errs)
		}
	}
	return p
}

// until reads what the program says up to its next "done"; false if it died.
func (p *played) until(t *testing.T, r *bufio.Reader, seen map[string]bool) bool {
	t.Helper()
	for {
		line, err := r.ReadBytes('\n')
		if err != nil {
			return false
		}
		var o struct {
			ID, Text, Error, To, MIME, Caption, Quote string
			Done                                      int
		}
		if err := json.Unmarshal(line, &o); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		switch {
		case o.Done > 0:
			return true
		case o.Error != "":
			t.Fatal(o.Error)
		case !seen[o.ID]: // the same id again is the same message
			seen[o.ID] = true
			p.transcript = append(p.transcript, strings.Join([]string{o.ID, o.To, o.Quote, o.Text, o.MIME, o.Caption}, " "))
		}
	}
}

// dialogue is a complaint with two proofs, an edit and a second thought.
func dialogue(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	var lines []string
	say := func(kv ...any) {
		m := map[string]any{"from": "+6281234567890", "id": fmt.Sprint("x", len(lines))}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i].(string)] = kv[i+1]
		}
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(b))
	}
	for i, b := range [][]byte{prooftest.JPEG(1), prooftest.PNG(2)} {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []string{"halo", "1", "2 keping", "kemarin"} {
		say("text", s)
	}
	say("file", filepath.Join(dir, "0"), "as", "photo", "caption", "ini buktinya")
	say("edit", "x3", "text", "3 keping")
	say("file", filepath.Join(dir, "1"), "as", "photo")
	say("text", "ubah 4")
	say("text", "3 september")
	say("text", "kirim")
	say("text", "makasih")
	return lines
}

// recorded is what stands in the record when all is over.
func recorded(t *testing.T, dir string) string {
	t.Helper()
	s, err := store.OpenRead(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out []string
	err = s.View(t.Context(), func(tx *store.Tx) error {
		return tx.Reports(store.Filter{}, func(r store.Report) error {
			for i := range r.Notes {
				r.Notes[i].At = r.FiledAt
			}
			b, err := json.Marshal(r)
			out = append(out, string(b))
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != 1 {
		t.Fatalf("%d complaints stand in the record", len(out))
	}
	return out[0]
}

// Killed at any point, given the unanswered line again, the program says the
// same things once, and one complaint stands in the record. T4, T5, T42.
func TestKillLosesNothing(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("dozens of processes: not with -short")
	}
	lines := dialogue(t)
	dir := t.TempDir()
	whole := play(t, dir, lines, func() string { return "none:0" })
	want := recorded(t, dir)
	check := func(t *testing.T, next func() string) {
		t.Helper()
		dir := t.TempDir()
		got := play(t, dir, lines, next)
		if d := cmp.Diff(whole.transcript, got.transcript); d != "" {
			t.Errorf("the person saw something else (-whole +killed):\n%s", d)
		}
		if d := cmp.Diff(want, recorded(t, dir)); d != "" {
			t.Errorf("the record differs:\n%s", d)
		}
		if got.kills == 0 {
			t.Error("nothing was killed")
		}
		t.Logf("%d kills", got.kills)
	}
	for _, point := range []string{"before commit", "after commit", "proof fetched", "proof stored", "before send", "after send"} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			starts := 0
			check(t, func() string { starts++; return fmt.Sprintf("%s:%d", point, 1+starts%3) })
		})
	}
	for i := range *killRuns {
		seed := *killSeed + uint64(i)
		t.Run(fmt.Sprint("random ", seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 7))
			check(t, func() string {
				if r.IntN(2) == 0 {
					return fmt.Sprint("moment:", 20+r.IntN(150))
				}
				return fmt.Sprint("any:", 1+r.IntN(14))
			})
		})
	}
}
