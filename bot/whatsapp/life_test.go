package whatsapp

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// history plays happenings, each some time after the last, and returns what
// was done at each.
func history(t *testing.T, l Life, steps ...step) (Life, [][]Do) {
	t.Helper()
	now := time.Date(2024, 9, 6, 12, 0, 0, 0, time.UTC)
	var done [][]Do
	for _, s := range steps {
		now = now.Add(s.after)
		if s.until > 0 {
			s.h.Until = now.Add(s.until)
		}
		b, err := json.Marshal(l) // a restart may come at any point
		if err != nil {
			t.Fatal(err)
		}
		kept := l
		if s.restart {
			l = Life{}
			if err := json.Unmarshal(b, &l); err != nil {
				t.Fatal(err)
			}
		}
		_ = kept
		var do []Do
		l, do = l.Step(s.h, now, 0)
		done = append(done, do)
	}
	return l, done
}

type step struct {
	after   time.Duration
	h       Happening
	until   time.Duration
	restart bool
}

func on(after time.Duration, kind Happened) step {
	return step{after: after, h: Happening{Kind: kind}}
}

func TestLife(t *testing.T) {
	t.Parallel()
	probe := []Do{{Act: Probe}}
	connect, reset, refresh := []Do{{Act: Connect}}, []Do{{Act: Reset}}, []Do{{Act: Refresh}}
	// again is a new connection on which WhatsApp says nothing of its own accord.
	again := func(more ...step) []step {
		return append([]step{on(time.Second, Lost), on(time.Second, WentOn), on(time.Second, CaughtUp)}, more...)
	}
	up := []step{on(0, Started), on(time.Second, WentOn), on(time.Second, CaughtUp)}
	upDone := [][]Do{connect, nil, nil}
	for _, tc := range []struct {
		name  string
		steps []step
		want  [][]Do
		state State
	}{
		{"a quiet day", []step{on(4*time.Minute, Sign), on(4*time.Minute, TimeCame)}, [][]Do{nil, nil}, Connected},
		{"logged out", []step{{h: Happening{Kind: Finished, Cause: "unlinked"}}, on(time.Hour, TimeCame)},
			[][]Do{{{Tell, "unlinked"}, {Exit, "unlinked"}}, nil}, LoggedOut},
		{"replaced, twice, then seldom", []step{on(0, Replaced), on(59*time.Second, TimeCame), on(time.Second, TimeCame), on(0, WentOn),
			on(time.Second, Replaced), on(time.Minute, TimeCame), on(time.Second, Replaced), on(29*time.Minute, TimeCame), on(time.Minute, TimeCame)},
			[][]Do{{{Tell, "replaced"}}, nil, connect, nil, nil, connect, nil, nil, connect}, Starting},
		{"banned until a time", []step{{h: Happening{Kind: Banned}, until: time.Hour}, on(64*time.Minute, TimeCame), on(time.Minute, TimeCame)},
			[][]Do{{{Tell, "banned"}}, nil, connect}, Starting},
		{"banned without a time", []step{on(0, Banned), on(23*time.Hour, TimeCame), on(time.Hour, TimeCame)},
			[][]Do{{{Tell, "banned"}}, nil, connect}, Starting},
		{"restarted while banned", []step{{h: Happening{Kind: Banned}, until: time.Hour},
			{after: time.Minute, h: Happening{Kind: Started}, restart: true}, on(time.Minute, TimeCame), on(63*time.Minute, TimeCame)},
			[][]Do{{{Tell, "banned"}}, nil, nil, connect}, Starting},
		{"outdated three times, then for long", []step{on(0, Outdated), on(0, TimeCame), on(0, Outdated), on(time.Minute, TimeCame),
			on(0, Outdated), on(2*time.Minute, TimeCame), on(0, Outdated), on(5*time.Hour, TimeCame), on(time.Hour, TimeCame)},
			[][]Do{{{Tell, "outdated"}}, refresh, nil, refresh, nil, refresh, {{Tell, "outdated"}}, nil, refresh}, Starting},
		{"outdated, refreshed, well again", []step{on(0, Outdated), on(0, TimeCame), on(time.Second, WentOn), on(time.Second, CaughtUp)},
			[][]Do{{{Tell, "outdated"}}, refresh, nil, {{TellOK, "outdated"}}}, Connected},
		{"refused, told at the third time", []step{on(0, Refused), on(time.Minute, TimeCame), on(0, Refused), on(2*time.Minute, TimeCame),
			on(0, Refused), on(4*time.Minute, TimeCame)},
			[][]Do{nil, connect, nil, connect, {{Tell, "refused"}}, connect}, Starting},
		{"keepalive times out and comes back", []step{on(time.Minute, KeepAlive), on(time.Minute, Sign)}, [][]Do{nil, nil}, Connected},
		{"a quiet night", []step{on(5*time.Minute, TimeCame), on(time.Second, Sign), on(5*time.Minute, TimeCame), on(time.Second, Sign)},
			[][]Do{probe, nil, probe, nil}, Connected},
		{"deaf", []step{on(5*time.Minute, TimeCame), on(0, Silent), on(5*time.Minute, TimeCame), on(0, Silent), on(5*time.Minute, TimeCame), on(0, Silent)},
			[][]Do{probe, reset, probe, reset, probe, {{Tell, "deaf"}, {Exit, "deaf"}}}, Degraded},
		{"deaf, though it can log in", slices.Concat([]step{on(5*time.Minute, TimeCame), on(0, Silent)}, again(on(5*time.Minute, TimeCame), on(0, Silent)),
			again(on(5*time.Minute, TimeCame), on(0, Silent))),
			[][]Do{probe, reset, nil, nil, nil, probe, reset, nil, nil, nil, probe, {{Tell, "deaf"}, {Exit, "deaf"}}}, Degraded},
		{"the connection breaks and comes back", again(on(4*time.Minute, TimeCame)), [][]Do{nil, nil, nil, nil}, Connected},
		{"no network for long", []step{on(0, Lost), on(5*time.Minute, TimeCame), on(0, Gone), on(5*time.Minute, TimeCame), on(0, Gone),
			on(5*time.Minute, TimeCame), on(0, Gone), on(5*time.Minute, TimeCame), on(0, Gone), on(time.Second, WentOn), on(time.Second, CaughtUp)},
			[][]Do{nil, probe, connect, probe, connect, probe, {{Tell, "offline"}, {Act: Connect}}, probe, connect, nil, {{TellOK, "offline"}}}, Connected},
		{"a restart of the stream (515) fails, which nobody is told", []step{on(5*time.Minute, TimeCame), on(0, Gone), on(time.Second, WentOn)},
			[][]Do{probe, connect, nil}, Connected},
		{"gone while banned", []step{{h: Happening{Kind: Banned}, until: time.Hour}, on(time.Minute, Gone), on(0, Lost)},
			[][]Do{{{Tell, "banned"}}, nil, nil}, Waiting},
		{"the backlog is through before the connection is told", []step{on(0, Lost), on(0, CaughtUp), on(0, WentOn), on(2*time.Minute, TimeCame)},
			[][]Do{nil, nil, nil, nil}, Connected},
		{"the backlog never ends", []step{on(time.Second, WentOn), on(2*time.Minute, TimeCame)}, [][]Do{nil, reset}, Degraded},
		{"a send does not come back", []step{on(0, SendBegan), on(time.Minute, Sign), on(90*time.Second, TimeCame)}, [][]Do{nil, nil, reset}, Degraded},
		{"a send does not come back, whatever the connection", slices.Concat([]step{on(0, SendBegan), on(150*time.Second, TimeCame)},
			again(on(0, Sign), on(148*time.Second, TimeCame)), again(on(0, Sign), on(148*time.Second, TimeCame))),
			[][]Do{nil, reset, nil, nil, nil, nil, reset, nil, nil, nil, nil, {{Tell, "stuck"}, {Exit, "stuck"}}}, Degraded},
		{"each send needs a new connection", slices.Concat([]step{on(0, SendBegan), on(150*time.Second, TimeCame), on(0, SendEnded), on(0, SendBegan), on(150*time.Second, TimeCame),
			on(0, SendEnded), on(0, SendBegan), on(150*time.Second, TimeCame)}),
			[][]Do{nil, reset, nil, nil, reset, nil, nil, reset}, Degraded},
		{"taking a message hangs", slices.Concat([]step{on(0, TakeBegan), on(2*time.Minute, TimeCame)}, again(on(0, TakeBegan), on(0, TakeEnded), on(2*time.Minute, TimeCame))),
			[][]Do{nil, reset, nil, nil, nil, nil, nil, nil}, Connected},
		{"taking a message hangs, whatever the connection", slices.Concat([]step{on(0, TakeBegan), on(2*time.Minute, TimeCame)},
			again(on(0, TakeBegan), on(2*time.Minute, TimeCame)), again(on(0, TakeBegan), on(2*time.Minute, TimeCame))),
			[][]Do{nil, reset, nil, nil, nil, nil, reset, nil, nil, nil, nil, {{Tell, "hung"}, {Exit, "hung"}}}, Degraded},
		{"a send comes back", []step{on(0, SendBegan), on(time.Minute, SendEnded), on(2*time.Minute, TimeCame)}, [][]Do{nil, nil, nil}, Connected},
		{"the disk fills up", []step{on(0, DiskFull), on(time.Hour, TimeCame), on(0, DiskFull), on(0, Room)},
			[][]Do{{{Act: Drop}, {Tell, "disk"}}, nil, {{Act: Drop}}, connect}, Starting},
		{"room, though nothing was full", []step{on(0, Room)}, [][]Do{nil}, Connected},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			l, done := history(t, Life{}, append(up[:3:3], tc.steps...)...)
			if d := cmp.Diff(append(upDone[:3:3], tc.want...), done); d != "" {
				t.Error(d)
			}
			if l.State != tc.state {
				t.Errorf("in the end it is %s", l.State)
			}
		})
	}
}

// A process that dies again and again stops connecting for a while, by itself.
func TestCrashLoopEndsInSafeMode(t *testing.T) {
	t.Parallel()
	var steps []step
	for range startsMost + 1 {
		steps = append(steps, step{after: time.Minute, h: Happening{Kind: Started}, restart: true})
	}
	l, done := history(t, Life{}, steps...)
	if l.State != Safe || done[startsMost-1][0].Act != Connect || done[startsMost][0] != (Do{Tell, "crash_loop"}) {
		t.Fatalf("%+v after %+v", l, done)
	}
	l, done = history(t, l, on(time.Hour, TimeCame))
	if l.State != Starting || done[0][0].Act != Connect {
		t.Errorf("after an hour %+v, %+v", l, done)
	}
}

// Whatever happens in whatever order: while a ban lasts nothing connects, what
// is due lies ahead or is done at once, and nothing connects in safe mode.
func TestLifeKeepsItsWaits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		now := time.Date(2024, 9, 6, 12, 0, 0, 0, time.UTC)
		var l Life
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 3600).Draw(rt, "seconds")) * time.Second)
			h := Happening{Kind: Happened(rapid.IntRange(0, int(TimeCame)).Draw(rt, "kind")), Cause: "unlinked"}
			if h.Kind == Finished {
				continue
			}
			before := l
			var do []Do
			l, do = l.Step(h, now, rapid.Float64Range(0, 1).Draw(rt, "jitter"))
			for _, d := range do {
				dials := d.Act == Connect || d.Act == Refresh
				if dials && h.Kind != Room && (before.State == Waiting || before.State == Safe) && before.Until.After(now) {
					rt.Fatalf("it connects at %v, though it had to wait until %v (%s)", now, before.Until, before.Reason)
				}
			}
			if h.Kind == TimeCame {
				if due := l.Due(); !due.IsZero() && !due.After(now) {
					again, more := l.Step(h, now, 0)
					if len(more) == 0 && again.Due().Equal(due) {
						rt.Fatalf("%+v is due at %v for ever", l, due)
					}
				}
			}
		}
	})
}
