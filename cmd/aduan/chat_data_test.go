package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/store"
)

// A run goes on where the one before ended, as if they were one.
func TestChatDataGoesOn(t *testing.T) {
	t.Parallel()
	d := setup(t)
	lines := toProof(object("from", siti, "file", d.jpeg(1)), say(siti, "kirim"), say(siti, "terima kasih"), object("wait", "1h"), say(budi, "halo"), object("wait", "25h"), say(siti, "status"))
	whole := d.chat(lines)
	for cut := range lines {
		t.Run(lines[cut], func(t *testing.T) {
			t.Parallel()
			data := filepath.Join(t.TempDir(), "data")
			first := d.chat(lines[:cut], "--data", data)
			second := d.chat(lines[cut:], "--data", data)
			if diff := cmp.Diff(whole.by, append(first.by, second.by...)); diff != "" {
				t.Errorf("in two runs it is different (-one +two):\n%s", diff)
			}
		})
	}
}

// Every input may be a run of its own.
func TestChatDataRunByRun(t *testing.T) {
	t.Parallel()
	d := setup(t)
	lines := toProof(object("from", siti, "file", d.jpeg(1)), "faulty", object("wait", "26h"), say(siti, "kirim"), say(siti, "status"))
	whole := d.chat(lines)
	data := filepath.Join(d.dir, "data")
	var got [][]reply
	for _, line := range lines {
		got = append(got, d.chat([]string{line}, "--data", data).by...)
	}
	got[4][0].Error = whole.by[4][0].Error // line 1 of its run
	if diff := cmp.Diff(whole.by, got); diff != "" {
		t.Errorf("(-one run +many):\n%s", diff)
	}
}

func TestChatDataClock(t *testing.T) {
	t.Parallel()
	d := setup(t)
	data := filepath.Join(d.dir, "data")
	run := func(now string, lines ...string) chatRun { return d.chat(lines, "--data", data, "--now", now) }
	wantTimes(t, run(noon, say(siti, "halo"), object("wait", "1h")), sent("12:00:00"), sent())
	wantTimes(t, run(noon, say(siti, "2")), sent("13:00:00"))
	wantTimes(t, run("2024-09-06T13:30:00+07:00", say(siti, "kemarin")), sent("13:30:00"))
	wantTimes(t, run(noon, say(budi, "halo", "at", "2024-09-06T13:45:00+07:00"), "faulty", object("wait", "1m")), sent("13:45:00"), []string{""}, sent())
	wantTimes(t, run(noon, say("lid:3", "halo")), sent("13:46:00"))
}

// A fetch that a run did not wait for ends at its end, and only once.
func TestChatDataFetch(t *testing.T) {
	t.Parallel()
	d := setup(t)
	data := filepath.Join(d.dir, "data")
	first := d.chat(toProof(object("from", siti, "file", d.jpeg(1))), "--data", data, "--fetch-delay", "5s")
	second := d.chat([]string{say(siti, "kirim")}, "--data", data, "--fetch-delay", "5s")
	wantTimes(t, first, sent("12:00:00"), sent("12:00:00"), sent("12:00:00"), sent(), sent("12:00:05"))
	wantTimes(t, second, sent("12:00:05"))
}

func TestChatRefusesARealDesk(t *testing.T) {
	t.Parallel()
	d := setup(t)
	d.put("whatsapp.db", nil)
	r := d.raw(say(siti, "halo"), "--data", d.dir)
	want := "aduan: " + d.dir + " belongs to a real desk (it holds whatsapp.db): give chat a directory of its own\n"
	if r.code != exitUsage || r.stdout != "" || r.stderr != want {
		t.Errorf("exit code %d, output %q, standard error %q", r.code, r.stdout, r.stderr)
	}
	if _, err := os.Stat(filepath.Join(d.dir, store.FileName)); !os.IsNotExist(err) {
		t.Errorf("it made a database: %v", err)
	}
}

// Without --data nothing stays.
func TestChatTemporaryDirectory(t *testing.T) { // not parallel: it changes the environment
	d := setup(t)
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	one := d.chat([]string{say(siti, "halo")})
	two := d.chat([]string{say(siti, "halo")})
	wantSame(t, one, two)
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestChatOut(t *testing.T) {
	t.Parallel()
	d := setup(t)
	data, out := filepath.Join(d.dir, "data"), filepath.Join(d.dir, "elsewhere", "out")
	for _, x := range []struct {
		args []string
		dir  string
	}{{nil, filepath.Join(data, "out")}, {[]string{"--out", out}, out}} {
		d.chat([]string{say(siti, "halo")}, append(x.args, "--data", data)...)
		if info, err := os.Stat(x.dir); err != nil || !info.IsDir() {
			t.Errorf("%s is no directory: %v", x.dir, err)
		}
	}
}

// Same input, flags and empty directory: the same bytes out.
func TestChatIsRepeatable(t *testing.T) {
	t.Parallel()
	d := setup(t)
	photo := object("from", siti, "file", d.jpeg(1))
	lines := toProof(photo, object("wait", "1m"), say(siti, "kirim"), `{"from":7,"text":7,"id":7,"files":7}`, say(budi, "halo"),
		burst(say(budi, "apa"), say("lid:3", "halo"), photo), object("wait", "25h"), say(siti, "status"))
	one := d.chat(lines, "--data", filepath.Join(d.dir, "one"), "--fetch-delay", "3s")
	two := d.chat(lines, "--data", filepath.Join(d.dir, "two"), "--fetch-delay", "3s")
	wantSame(t, one, two)
	wantSame(t, one, d.chat(lines, "--fetch-delay", "3s", "--seed", "1"))

	other := d.chat(lines, "--fetch-delay", "3s", "--seed", "2")
	if one.by[0][0].ID == other.by[0][0].ID || one.by[0][0].Text != other.by[0][0].Text {
		t.Errorf("another seed: %v and %v", one.by[0][0], other.by[0][0])
	}
	number := regexp.MustCompile(`ADU-240906-\w+`)
	if a, b := number.FindString(one.stdout), number.FindString(other.stdout); a == "" || a == b {
		t.Errorf("the complaint numbers of two seeds are %q and %q", a, b)
	}
}

func TestChatExitCodes(t *testing.T) {
	t.Parallel()
	d := setup(t)
	garbage := filepath.Join(d.dir, "garbage")
	if err := os.Mkdir(garbage, 0o700); err != nil {
		t.Fatal(err)
	}
	d.put("garbage/"+store.FileName, []byte(strings.Repeat("no database ", 1000)))
	d.put("chat.json", []byte("{"))
	for _, x := range []struct {
		name string
		args []string
		code int
	}{
		{"end of input", nil, 0},
		{"unknown flag", []string{"--dta", "x"}, exitUsage},
		{"argument", []string{"please"}, exitUsage},
		{"bad time", []string{"--now", "noon"}, exitUsage},
		{"bad seed", []string{"--seed", "0"}, exitUsage},
		{"seed that is no number", []string{"--seed", "x"}, exitUsage},
		{"bad sender", []string{"--as", "Siti"}, exitUsage},
		{"no configuration", []string{"--config", filepath.Join(d.dir, "none.yaml")}, exitUsage},
		{"bad configuration", []string{"--config", write(t, "dta: x\n")}, exitUsage},
		{"no form", []string{"--form", filepath.Join(d.dir, "none.yaml")}, exitUsage},
		{"bad form", []string{"--form", write(t, "name: x\nfields: [{key: a, kind: color}]\n")}, exitUsage},
		{"no database", []string{"--data", garbage}, exitFailure},
		{"a file as directory", []string{"--data", d.form}, exitFailure},
		{"broken state", []string{"--data", d.dir}, exitFailure},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			r := d.raw(say(siti, "halo"), x.args...)
			if r.code != x.code {
				t.Errorf("exit code %d, want %d; standard error %q", r.code, x.code, r.stderr)
			}
			if x.code != 0 && (r.stdout != "" || !strings.HasPrefix(r.stderr, "aduan: ")) {
				t.Errorf("output %q, standard error %q", r.stdout, r.stderr)
			}
		})
	}
}

// Where the store fails in the middle, the line still ends with its done.
func TestChatStoreFails(t *testing.T) {
	t.Parallel()
	d := setup(t)
	data := filepath.Join(d.dir, "data")
	d.chat([]string{say(siti, "halo")}, "--data", data)
	query(t, data, "CREATE TRIGGER full BEFORE INSERT ON inbox WHEN NEW.text = 'boom' BEGIN SELECT RAISE(ABORT, 'disk full'); END")
	r := d.raw(say(siti, "2")+"\n"+say(siti, "boom")+"\n"+say(siti, "kemarin")+"\n", "--data", data)
	wantQuestions(t, r, asks("WHEN?"), asks("error"))
	if r.code != exitFailure || r.by[1][0].Error != "line 2: the store failed, see standard error" || !strings.Contains(r.stderr, "disk full") {
		t.Errorf("exit code %d, error %q, standard error %q", r.code, r.by[1][0].Error, r.stderr)
	}
	query(t, data, "DROP TRIGGER full")
	wantQuestions(t, d.chat([]string{say(siti, "kemarin", "id", "m3")}, "--data", data), asks("WHICH PHOTO?"))
}

// Whoever waits for input can be told to stop.
func TestChatInterrupted(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	in, input := io.Pipe()
	defer input.Close()
	var errs strings.Builder
	code := make(chan int)
	out, output := io.Pipe()
	go func() { code <- run(ctx, []string{"chat", "--json"}, in, output, &errs, nil) }()
	if _, err := io.WriteString(input, "faulty\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len(`{"error":"line 1: not JSON"}`+"\n"+`{"done":1}`+"\n"))); err != nil {
		t.Fatal(err)
	}
	stop()
	if got := <-code; got != exitFailure || errs.String() != "aduan: interrupted\n" {
		t.Errorf("exit code %d, standard error %q", got, errs.String())
	}
}

// Only the documented objects go to standard output, however much is logged.
func TestChatLogsGoToStandardError(t *testing.T) {
	t.Parallel()
	d := setup(t)
	r := d.raw(say(siti, "halo")+"\n", "--log-level", "trace")
	if r.code != 0 {
		t.Fatal(r.code, r.stderr)
	}
	wantSame(t, d.chat([]string{say(siti, "halo")}), r)
}
