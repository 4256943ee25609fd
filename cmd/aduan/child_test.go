package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"go.mau.fi/whatsmeow"

	"aduan/bot/loopback"
)

// childEnv makes this test binary a bot of its own: its orders, as JSON.
const childEnv = "ADUAN_TEST_CHILD"

// orders are what a bot in a process of its own is to be. It takes more of them
// on its standard input, a line each: an end as in End, or "usage".
type orders struct {
	Remote  loopback.Remote // reading it makes the process trust that server
	Echo    bool            // a bare whatsmeow echo, to compare with
	Cached  bool            // the echo's database as the desk's is opened
	Data    string
	End     string // how it ends: see ending.order
	Profile string // file for a profile of its processor time, "" for none
	Hasty   bool   // notices within a second that pings are not answered
}

// child is "aduan run", as far from the parent's test as a process can be. What
// is given to it in Go is what wireOptions are for.
func child() int {
	var o orders
	if err := json.Unmarshal([]byte(os.Getenv(childEnv)), &o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailure
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	e := new(ending)
	e.order(o.End)
	go e.listen(os.Stdin)
	if o.Profile != "" {
		f, err := os.Create(o.Profile)
		if err == nil {
			err = pprof.StartCPUProfile(f)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return exitFailure
		}
		defer pprof.StopCPUProfile()
	}
	if o.Hasty {
		whatsmeow.KeepAliveIntervalMin, whatsmeow.KeepAliveIntervalMax = 50*time.Millisecond, 100*time.Millisecond
		whatsmeow.KeepAliveResponseDeadline, whatsmeow.KeepAliveMaxFailTime = 300*time.Millisecond, 400*time.Millisecond
	}
	fmt.Println("up")
	if o.Echo {
		return echo(ctx, o)
	}
	p := &program{
		environ: []string{"ADUAN_DATA=" + o.Data},
		network: wireOptions{Dial: o.Remote.Dial, RootCAs: o.Remote.RootCAs(), Pace: func(time.Duration) time.Duration { return 0 }},
		hook:    e.at,
	}
	return p.execute(ctx, []string{"run"}, strings.NewReader(""), io.Discard, os.Stderr)
}

// ending is how a bot ends: killed, or told to stop, at some point or moment.
type ending struct {
	mu    sync.Mutex
	point string
	left  int
	most  int // points of any kind, after which it ends anyway; 0 is no end
	how   syscall.Signal
}

// order is "POINT:N:HOW:MOST": at the N-th time that it comes to a point, "any"
// for any of them, or at the MOST-th point of any kind; "moment:N:HOW" is N
// milliseconds from now, wherever it is. HOW is kill or term. "" is not at all.
func (e *ending) order(s string) {
	f := append(strings.Split(s, ":"), "", "", "")
	n, _ := strconv.Atoi(f[1])
	most, _ := strconv.Atoi(f[3])
	how := syscall.SIGKILL
	if f[2] == "term" {
		how = syscall.SIGTERM
	}
	if f[0] == "moment" {
		time.AfterFunc(time.Duration(n)*time.Millisecond, func() { end(f[0], how) })
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.point, e.left, e.how, e.most = f[0], n, how, most
}

// at is the hook.
func (e *ending) at(here string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.point == "" {
		return
	}
	e.most--
	if e.point == "any" || e.point == here {
		e.left--
	}
	if e.left <= 0 || e.most == 0 {
		e.point = ""
		end(here, e.how)
	}
}

// end is what happens to a process from outside. After a kill nothing happens
// any more.
func end(at string, how syscall.Signal) {
	fmt.Println("ends at " + at)
	_ = syscall.Kill(os.Getpid(), how)
	if how == syscall.SIGKILL {
		select {} // until it arrives
	}
}

// listen takes further orders, and ends the process with its parent.
func (e *ending) listen(r io.Reader) {
	for lines := bufio.NewScanner(r); lines.Scan(); {
		switch line := lines.Text(); line {
		case "usage":
			fmt.Printf("usage %d\n", processorTime().Microseconds())
		default:
			e.order(line)
		}
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
}

// processorTime is what this process has used.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
