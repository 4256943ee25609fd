package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// times are when the replies to an input were sent.
func times(replies []reply) []string {
	out := []string{}
	for _, r := range replies {
		out = append(out, r.At)
	}
	return out
}

// wantTimes compares, input by input; with more than the inputs, the last is
// what came after them.
func wantTimes(t *testing.T, r chatRun, want ...[]string) {
	t.Helper()
	got := [][]string{}
	for _, replies := range r.by {
		got = append(got, times(replies))
	}
	if len(want) > len(got) {
		got = append(got, times(r.after))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("times by input (-want +got):\n%s\n%s", diff, r.stdout)
	}
}

func sent(times ...string) []string { // of 6 September 2024, in Jakarta, where only the time is given
	out := []string{}
	for _, s := range times {
		if len(s) == len("12:00:00") {
			s = "2024-09-06T" + s
		}
		out = append(out, s+"+07:00")
	}
	return out
}

func TestChatClockStandsStill(t *testing.T) {
	t.Parallel()
	d := setup(t)
	r := d.chat(toProof(object("from", siti, "file", d.jpeg(1)), object("from", siti, "files", []string{d.jpeg(2), d.jpeg(3)})))
	wantTimes(t, r, sent("12:00:00"), sent("12:00:00"), sent("12:00:00"), sent("12:00:00"), sent("12:00:00"))
}

func TestChatClock(t *testing.T) {
	t.Parallel()
	halo := say(siti, "halo")
	at := func(s string) string { return say(siti, "halo", "at", s) }
	for _, x := range []struct {
		name  string
		lines []string
		want  [][]string
	}{
		{"later", []string{at("2024-09-06T12:30:00+07:00"), halo}, [][]string{sent("12:30:00"), sent("12:30:00")}},
		{"later in another zone", []string{at("2024-09-06T05:30:00Z")}, [][]string{sent("12:30:00")}},
		{"small letters", []string{at("2024-09-06t05:30:00z")}, [][]string{sent("12:30:00")}},
		{"part of a second", []string{at("2024-09-06T12:30:00.999999+07:00")}, [][]string{sent("12:30:00")}},
		{"the same", []string{at(noon)}, [][]string{sent("12:00:00")}},
		{"earlier", []string{at("2024-09-06T11:00:00+07:00"), halo}, [][]string{sent("12:00:00"), sent("12:00:00")}},
		{"the latest of a burst", []string{burst(at("2024-09-06T12:10:00+07:00"), say(budi, "halo", "at", "2024-09-06T12:20:00+07:00"), say("lid:3", "halo", "at", "2024-09-06T12:15:00+07:00"))},
			[][]string{sent("12:20:00", "12:20:00", "12:20:00")}},
		{"wait", []string{object("wait", "1h30m"), halo}, [][]string{sent(), sent("13:30:00")}},
		{"waits", []string{object("wait", "90m"), object("wait", "0.5h"), object("wait", "1ms"), object("wait", "1ns"), halo}, [][]string{sent(), sent(), sent(), sent(), sent("14:00:00")}},
		{"wait for days", []string{object("wait", "36h"), halo}, [][]string{sent(), sent("2024-09-08T00:00:00")}},
		{"a second delivery moves it too", []string{halo, say(siti, "halo", "id", "m1", "at", "2024-09-06T12:30:00+07:00"), halo}, [][]string{sent("12:00:00"), sent(), sent("12:30:00")}},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			wantTimes(t, setup(t).chat(x.lines), x.want...)
		})
	}
}

func TestChatNow(t *testing.T) {
	t.Parallel()
	d := setup(t)
	wantTimes(t, d.chat([]string{say(siti, "halo")}, "--now", "2024-02-29T23:59:59.9999999Z"), sent("2024-03-01T06:59:59"))
	for _, now := range []string{"", "now", "2024-09-06", "2024-09-06T12:00:00", "1969-12-31T23:59:59Z"} {
		if r := d.raw(say(siti, "halo"), "--now", now); now != "" && (r.code != exitUsage || r.stdout != "") {
			t.Errorf("--now %q: exit code %d, output %q", now, r.code, r.stdout)
		}
	}
}

// Without --now it is the real time.
func TestChatRealTime(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	before := time.Now().Truncate(time.Second)
	if code := run(t.Context(), []string{"chat", "--json"}, strings.NewReader(say(siti, "halo")+"\n"+object("wait", "25h")), &out, &errs, nil); code != 0 {
		t.Fatal(code, errs.String())
	}
	by, _ := readReplies(t, out.String())
	at, err := time.Parse(time.RFC3339, by[0][0].At)
	if err != nil || at.Before(before) || at.After(time.Now()) {
		t.Errorf("sent at %s, the real time is %v (%v)", by[0][0].At, before, err)
	}
}

// A message of earlier is read at its own time.
func TestChatLateMessage(t *testing.T) {
	t.Parallel()
	r := setup(t).chat([]string{
		say(siti, "halo", "at", "2024-09-03T10:00:00+07:00"), say(siti, "2", "at", "2024-09-03T10:00:01+07:00"),
		say(siti, "kemarin", "at", "2024-09-04T00:30:00+07:00"),
	})
	wantTimes(t, r, sent("12:00:00"), sent("12:00:00"), sent("12:00:00"))
	if got := r.by[2][0].Text; !strings.Contains(got, "Selasa, 3 September 2024") {
		t.Errorf("yesterday of 4 September: %q", got)
	}
}

// What falls due on the way happens at its own time: here the reminder, two
// hours after a person's last message, from 7 to 21 o'clock.
func TestChatDueOnTheWay(t *testing.T) {
	t.Parallel()
	at := func(from, s string) string { return say(from, "halo", "at", "2024-09-06T"+s+"+07:00") }
	for _, x := range []struct {
		name  string
		lines []string
		want  [][]string
	}{
		{"by a wait", []string{at(siti, "12:00:00"), object("wait", "5h")}, [][]string{sent("12:00:00"), sent("14:00:00")}},
		{"just there", []string{at(siti, "12:00:00"), object("wait", "2h")}, [][]string{sent("12:00:00"), sent("14:00:00")}},
		{"not quite", []string{at(siti, "12:00:00"), object("wait", "1h59m59s"), object("wait", "1s")}, [][]string{sent("12:00:00"), sent(), sent("14:00:00")}},
		{"part of a second", []string{at(siti, "12:00:00.0005"), object("wait", "5h")}, [][]string{sent("12:00:00"), sent("14:00:00")}},
		{"once", []string{at(siti, "12:00:00"), object("wait", "9h"), object("wait", "300h")}, [][]string{sent("12:00:00"), sent("14:00:00"), sent()}},
		{"by a later message", []string{at(siti, "12:00:00"), at(budi, "15:00:00")}, [][]string{sent("12:00:00"), sent("14:00:00", "15:00:00")}},
		{"by a burst", []string{at(siti, "12:00:00"), burst(at(budi, "15:00:00"), at("lid:3", "15:00:01"))}, [][]string{sent("12:00:00"), sent("14:00:00", "15:00:01", "15:00:01")}},
		{"two people, in order", []string{at(siti, "12:00:00"), at(budi, "12:30:00"), object("wait", "2h30m")}, [][]string{sent("12:00:00"), sent("12:30:00"), sent("14:00:00", "14:30:00")}},
		{"not after nine", []string{at(siti, "19:00:01"), object("wait", "24h")}, [][]string{sent("19:00:01"), sent("2024-09-07T07:00:00")}},
		{"before nine", []string{at(siti, "18:59:59"), object("wait", "24h")}, [][]string{sent("18:59:59"), sent("20:59:59")}},
		{"a message stops it", []string{at(siti, "12:00:00"), at(siti, "13:00:00"), object("wait", "1h30m"), object("wait", "1h")}, [][]string{sent("12:00:00"), sent("13:00:00"), sent(), sent("15:00:00")}},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			wantTimes(t, setup(t).chat(x.lines), x.want...)
		})
	}
}

// Not before seven either.
func TestChatDueInTheMorning(t *testing.T) {
	t.Parallel()
	r := setup(t).chat([]string{say(siti, "halo"), object("wait", "9h")}, "--now", "2024-09-06T03:00:00+07:00")
	wantTimes(t, r, sent("03:00:00"), sent("07:00:00"))
}

// In a burst, timers go off on the way; nothing leaves before its end.
func TestChatDueInsideABurst(t *testing.T) {
	t.Parallel()
	r := setup(t).chat([]string{say(siti, "halo"), burst(
		object("from", siti, "kind", "undecryptable"), say(budi, "halo", "at", "2024-09-06T12:05:00+07:00"))})
	wantTimes(t, r, sent("12:00:00"), sent("12:05:00", "12:05:00"))
	if r.by[1][0].To != siti || r.by[1][1].To != budi {
		t.Errorf("what fell due first was not said first: %v", r.by[1])
	}
}

func TestChatFetchDelay(t *testing.T) {
	t.Parallel()
	d := setup(t)
	file := object("from", siti, "file", d.jpeg(1))
	album := object("from", siti, "files", []string{d.jpeg(2), d.jpeg(3), d.jpeg(4)})
	start := [][]string{sent("12:00:00"), sent("12:00:00"), sent("12:00:00")}
	for _, x := range []struct {
		name, delay string
		lines       []string
		want        [][]string
	}{
		{"none", "0s", []string{file}, [][]string{sent("12:00:00")}},
		{"ends at the end of input", "5s", []string{file}, [][]string{sent(), sent("12:00:05")}},
		{"a long one is told after 10 s", "30s", []string{file}, [][]string{sent(), sent("12:00:10", "12:00:30")}},
		{"one of 10 s ends in time", "10s", []string{file}, [][]string{sent(), sent("12:00:10")}},
		{"ends at a later line's time", "30s", []string{file, object("wait", "20s"), object("wait", "20s")}, [][]string{sent(), sent("12:00:10"), sent("12:00:30"), sent()}},
		{"ends at a later message's time", "5s", []string{file, say(budi, "halo", "at", "2024-09-06T12:01:00+07:00")}, [][]string{sent(), sent("12:00:05", "12:01:00"), sent()}},
		{"not at the same time", "5s", []string{file, say(budi, "halo")}, [][]string{sent(), sent("12:00:00"), sent("12:00:05")}},
		{"an album", "5s", []string{album}, [][]string{sent(), sent("12:00:05")}},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			wantTimes(t, d.chat(toProof(x.lines...), "--fetch-delay", x.delay), append(start[:3:3], x.want...)...)
		})
	}
	for _, delay := range []string{"-1s", "5", "soon"} {
		if r := d.raw("", "--fetch-delay", delay); r.code != exitUsage {
			t.Errorf("--fetch-delay %s: exit code %d", delay, r.code)
		}
	}
}

// The sender's pause, the wait for an album and held words end with the line.
func TestChatNothingIsHeldBack(t *testing.T) {
	t.Parallel()
	d := setup(t)
	files := object("from", siti, "files", []string{d.jpeg(1), d.jpeg(2)})
	r := d.chat(toProof(files, object("wait", "1m"), burst(files, say(siti, "status")), object("wait", "1m")))
	if len(r.by[3]) != 1 || len(r.by[4]) != 0 || len(r.by[5]) == 0 || len(r.by[6]) != 0 {
		t.Errorf("something was said after its line:\n%s", r.stdout)
	}
}
