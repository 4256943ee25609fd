package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/proof/prooftest"
)

// The tests of "aduan chat --json" run the program as a client does. They ask
// the questions of a form of their own, so that they stand whatever the desk's
// form and catalogues say.
const chatForm = `
name: test
version: 1
greeting: {id: "GREETING", en: "GREETING"}
privacy:
  version: 1
  line: {id: "PRIVACY", en: "PRIVACY"}
  text: {id: "PRIVACY", en: "PRIVACY"}
next: {id: "NEXT", en: "NEXT"}
fields:
  - key: pieces
    kind: count
    min: 1
    max: 1000
    label: {id: "Pieces", en: "Pieces"}
    prompt: {id: "HOW MANY?", en: "HOW MANY?"}
    example: {id: "EXAMPLE", en: "EXAMPLE"}
  - key: date
    kind: date
    max_age: 365
    label: {id: "Day", en: "Day"}
    prompt: {id: "WHEN?", en: "WHEN?"}
    example: {id: "EXAMPLE", en: "EXAMPLE"}
  - key: proof
    kind: proof
    max: 5
    label: {id: "Photo", en: "Photo"}
    prompt: {id: "WHICH PHOTO?", en: "WHICH PHOTO?"}
    example: {id: "EXAMPLE", en: "EXAMPLE"}
`

const (
	noon = "2024-09-06T12:00:00+07:00"
	siti = "+6281234567890"
	budi = "+6289876543210"
)

// reply is one object of the output: a message, an error or a done.
type reply struct {
	To                         string
	ID                         string
	At                         string
	Text                       string
	File, MIME, Caption, Quote string
	Error                      string
}

// chatRun is what a run of "aduan chat --json" gave.
type chatRun struct {
	code           int
	stdout, stderr string
	by             [][]reply // by input, without the done
	after          []reply   // after the last done
}

// chatDesk is a directory with a form and some files, to run chats in.
type chatDesk struct {
	t    *testing.T
	dir  string
	form string
}

func setup(t *testing.T) *chatDesk {
	t.Helper()
	return &chatDesk{t: t, dir: t.TempDir(), form: write(t, chatForm)}
}

// put makes a file and returns its path.
func (d *chatDesk) put(name string, data []byte) string {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

func (d *chatDesk) jpeg(seed int) string {
	return d.put(fmt.Sprintf("%d.jpg", seed), prooftest.JPEG(seed))
}

// raw runs the program on an input as it stands.
func (d *chatDesk) raw(input string, args ...string) chatRun {
	d.t.Helper()
	var out, errs bytes.Buffer
	args = append([]string{"chat", "--json", "--form", d.form, "--now", noon}, args...)
	r := chatRun{code: run(d.t.Context(), args, strings.NewReader(input), &out, &errs, nil)}
	r.stdout, r.stderr = out.String(), errs.String()
	r.by, r.after = readReplies(d.t, r.stdout)
	return r
}

// chat runs the program on lines, which it has to take to the end.
func (d *chatDesk) chat(lines []string, args ...string) chatRun {
	d.t.Helper()
	r := d.raw(strings.Join(lines, "\n")+"\n", args...)
	if r.code != 0 || r.stderr != "" {
		d.t.Fatalf("exit code %d, standard error %q", r.code, r.stderr)
	}
	if len(r.by) != len(lines) {
		d.t.Fatalf("%d inputs are done of %d:\n%s", len(r.by), len(lines), r.stdout)
	}
	return r
}

// readReplies reads an output, in which nothing but the documented objects may
// stand, each with all of its fields, and every done in its turn.
func readReplies(t *testing.T, stdout string) (by [][]reply, rest []reply) {
	t.Helper()
	for line := range strings.Lines(stdout) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Fatalf("not JSON in the output: %q", line)
		}
		var names []string
		for name := range fields {
			names = append(names, name)
		}
		slices.Sort(names)
		switch shape := strings.Join(names, " "); shape {
		case "done":
			by = append(by, rest)
			rest = nil
			if fields["done"] != float64(len(by)) {
				t.Fatalf("%s is the %dth done", line, len(by))
			}
			continue
		case "error", "at id text to", "at id quote text to", "at caption file id mime to":
			var r reply
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			rest = append(rest, r)
		default:
			t.Fatalf("an object with the fields %q: %s", shape, line)
		}
	}
	return by, rest
}

// say is a line with a text. More are further fields, as name and value.
func say(from, text string, more ...any) string {
	return object("from", from, append([]any{"text", text}, more...)...)
}

// object is a line with the fields given as names and values.
func object(name string, value any, more ...any) string {
	fields := map[string]any{name: value}
	for i := 0; i < len(more); i += 2 {
		fields[more[i].(string)] = more[i+1]
	}
	b, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func burst(lines ...string) string { return "[" + strings.Join(lines, ",") + "]" }

func repeat(n int, line string) []string { return slices.Repeat([]string{line}, n) }

// questions are the forms' questions that the replies carry, in order, each
// with whom it went to where that is not siti.
func questions(replies []reply) []string {
	out := []string{}
	for _, r := range replies {
		asks := "-"
		for _, q := range []string{"HOW MANY?", "WHEN?", "WHICH PHOTO?"} {
			if strings.Contains(r.Text, q) {
				asks = q
			}
		}
		if r.Error != "" {
			asks = "error"
		} else if r.To != siti {
			asks = r.To + " " + asks
		}
		out = append(out, asks)
	}
	return out
}

// wantQuestions compares, input by input.
func wantQuestions(t *testing.T, r chatRun, want ...[]string) {
	t.Helper()
	got := [][]string{}
	for _, replies := range r.by {
		got = append(got, questions(replies))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("questions by input (-want +got):\n%s\n%s", diff, r.stdout)
	}
}

// wantSame says that two runs gave the same, byte for byte.
func wantSame(t *testing.T, want, got chatRun) {
	t.Helper()
	if diff := cmp.Diff(want.stdout, got.stdout); diff != "" {
		t.Errorf("the outputs differ (-want +got):\n%s", diff)
	}
}
