package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"aduan/store"
)

// A keeper keeps a bot running in a process of its own: whenever one has ended,
// another takes its place on the same data.
type keeper struct {
	t      testing.TB
	orders orders
	next   func(start int) string // how each process is to end, see ending.order
	counts bool                   // it remembers its starts

	mu       sync.Mutex
	in       io.Writer
	up       *os.Process // takes signals and lines; nil while there is none
	stopping bool
	usage    chan int64
	changed  chan struct{}
	done     chan struct{}

	starts int
	said   string         // on standard error, by those that have ended
	kills  int            // processes that were killed
	terms  int            // processes that were told to stop, and did
	at     map[string]int // where they ended
}

func keep(t testing.TB, o orders, next func(start int) string) *keeper {
	k := &keeper{t: t, orders: o, next: next}
	k.start()
	return k
}

func (k *keeper) start() {
	k.usage, k.changed, k.done, k.at = make(chan int64, 1), make(chan struct{}), make(chan struct{}), map[string]int{}
	go func() {
		defer close(k.done)
		for k.once() {
		}
	}()
}

// once runs one process, and says whether another is to follow.
func (k *keeper) once() bool {
	k.mu.Lock()
	o := k.orders
	if !k.stopping {
		o.End = k.next(k.starts)
	}
	k.starts++
	k.mu.Unlock()
	if err := k.forgive(); err != nil {
		k.t.Error(err)
		return false
	}
	env, err := json.Marshal(o)
	if err != nil {
		k.t.Error(err)
		return false
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childEnv + "=" + string(env)}
	in, err := cmd.StdinPipe()
	if err != nil {
		k.t.Error(err)
		return false
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		k.t.Error(err)
		return false
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		k.t.Error(err)
		return false
	}
	ended := "unknown"
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		switch word, rest, _ := strings.Cut(line, " "); {
		case line == "up":
			k.set(func() { k.in, k.up = in, cmd.Process })
		case word == "usage":
			var n int64
			fmt.Sscan(rest, &n)
			k.usage <- n
		case strings.HasPrefix(line, "ends at "):
			ended = strings.TrimPrefix(line, "ends at ")
		}
	}
	err = cmd.Wait()
	in.Close()
	status := cmd.ProcessState.Sys().(syscall.WaitStatus)
	more := true
	k.set(func() {
		k.said += errs.String()
		k.in, k.up = nil, nil
		switch {
		case err == nil && k.stopping:
			more = false
		case status.Signaled() && status.Signal() == syscall.SIGKILL:
			k.kills++
			k.at[ended]++
		case err == nil && ended != "unknown":
			k.terms++
			k.at[ended]++
		default:
			k.t.Errorf("the bot ended by itself: %v\n%s", err, &errs)
			more = false
		}
	})
	return more
}

// forgive has the desk forget how often it was started: more than a few times in
// ten minutes, and it would rather not connect, which has tests of its own.
func (k *keeper) forgive() error {
	if k.orders.Echo || k.counts {
		return nil
	}
	s, err := store.Open(context.Background(), k.orders.Data, store.Options{})
	if err != nil {
		return err
	}
	err = s.Update(context.Background(), func(tx *store.Tx) error { return tx.SetSetting(lifeKey, "{}") })
	return errors.Join(err, s.Close())
}

func (k *keeper) set(change func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change()
	close(k.changed)
	k.changed = make(chan struct{})
}

// tell gives the process that is running a line; false if there is none.
func (k *keeper) tell(line string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.up == nil {
		return false
	}
	_, err := io.WriteString(k.in, line+"\n")
	return err == nil
}

// wait returns when holds, which is called with mu locked.
func (k *keeper) wait(holds func() bool) bool {
	late := time.After(time.Minute)
	for {
		k.mu.Lock()
		ok, changed := holds(), k.changed
		k.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-k.done:
			return false
		case <-late:
			return false
		}
	}
}

// used is how much processor time the bot has used.
func (k *keeper) used() time.Duration {
	if !k.tell("usage") {
		k.t.Error("no bot to ask")
		return 0
	}
	return time.Duration(<-k.usage) * time.Microsecond
}

// stop tells the bot to stop, in the way a service manager does, and waits
// until it has.
func (k *keeper) stop() {
	k.t.Helper()
	k.set(func() { k.stopping = true })
	late := time.After(time.Minute)
	for told := (*os.Process)(nil); ; {
		k.mu.Lock()
		if k.up != nil && k.up != told {
			told = k.up
			_ = told.Signal(syscall.SIGTERM)
		}
		changed := k.changed
		k.mu.Unlock()
		select {
		case <-k.done:
			return
		case <-changed:
		case <-late:
			k.t.Fatal("the bot does not stop")
		}
	}
}
