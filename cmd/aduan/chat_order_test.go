package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// One person's messages come in the order sent, different people's in the
// order queued, and all of them before the done.
func TestChatOrder(t *testing.T) {
	t.Parallel()
	d := setup(t)
	var people, lines []string
	for i := range 50 {
		people = append(people, fmt.Sprintf("lid:%d", 100-i))
		lines = append(lines, say(people[i], "halo"))
	}
	r := d.chat([]string{burst(lines...), object("wait", "2h"), object("wait", "10h")})
	for i, what := range []string{"greetings", "reminders"} {
		var to []string
		for _, x := range r.by[i] {
			to = append(to, x.To)
		}
		if diff := cmp.Diff(people, to); diff != "" {
			t.Errorf("the %s (-want +got):\n%s", what, diff)
		}
	}
	if len(r.by[2]) > 0 {
		t.Errorf("said late: %v", r.by[2])
	}
}

// A burst is received as a whole before anything is said or fetched.
func TestChatBurst(t *testing.T) {
	t.Parallel()
	d := setup(t)
	r := d.chat([]string{
		burst(say(siti, "halo")), burst(say(siti, "2"), say(siti, "3 September 2024")),
		burst(object("from", siti, "file", d.jpeg(1)), object("from", siti, "file", d.jpeg(2)), say(budi, "halo"), object("from", siti, "file", d.jpeg(3))),
	})
	last := func(replies []reply) string { q := questions(replies); return q[len(q)-1] }
	if got := last(r.by[1]); got != "WHICH PHOTO?" {
		t.Errorf("after two answers in a burst: %s", got)
	}
	for _, x := range r.by[1] {
		if strings.Contains(x.Text, "WHEN?") {
			t.Errorf("a question was asked that had its answer already: %q", x.Text)
		}
	}
	var mine []reply
	for _, x := range r.by[2] {
		if x.To == siti {
			mine = append(mine, x)
		}
	}
	if len(mine) != 1 || !strings.Contains(mine[0].Text, "Photo: 3") {
		t.Errorf("three files in a burst: %v", mine)
	}
}

func TestChatBurstOf500(t *testing.T) {
	t.Parallel()
	d := setup(t)
	data := filepath.Join(d.dir, "data")
	r := d.chat([]string{burst(repeat(500, say(siti, "halo"))...)}, "--data", data)
	if n := len(r.by[0]); n < 1 || n > 5 {
		t.Errorf("%d replies", n)
	}
	if got := query(t, data, "SELECT count(*) FROM inbox"); got[0] != "500" {
		t.Errorf("%s messages are in the record", got[0])
	}
}

// After kill -9 a later run goes on; the input whose done was not seen is
// given again under its id.
func TestChatKilled(t *testing.T) {
	t.Parallel()
	d := setup(t)
	lines := toProof(object("from", siti, "file", d.jpeg(1), "id", "file"), say(siti, "kirim", "id", "send"), say(siti, "status"))
	whole := d.chat(lines)
	const seen = 4 // their done is waited for; the next one is on its way when the process dies
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		data := filepath.Join(d.dir, fmt.Sprint(i))
		cmd := exec.CommandContext(t.Context(), program)
		cmd.Args = []string{"aduan", "chat", "--json", "--form", d.form, "--now", noon, "--data", data} // see TestMain
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		r := bufio.NewReader(io.TeeReader(out, &got))
		for n, line := range lines[:seen+1] {
			if _, err := io.WriteString(in, line+"\n"); err != nil {
				t.Fatal(err)
			}
			for n < seen {
				s, err := r.ReadString('\n')
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(s, "done") {
					break
				}
			}
		}
		cmd.Process.Kill()
		io.Copy(io.Discard, r)
		cmd.Wait()

		again := d.chat(lines[seen:], "--data", data)
		texts := messages(got.String() + again.stdout)
		if diff := cmp.Diff(messages(whole.stdout), texts); diff != "" {
			t.Errorf("killed and gone on (-never killed +killed):\n%s", diff)
		}
	}
}

// messages are the lines of an output that are messages, each id once: a
// message whose sending was cut short is sent again as it is.
func messages(stdout string) []string {
	var out []string
	seen := map[string]bool{}
	for line := range strings.Lines(stdout) {
		if strings.HasPrefix(line, `{"to"`) && strings.HasSuffix(line, "\n") && !seen[line] {
			seen[line] = true
			out = append(out, line)
		}
	}
	return out
}
