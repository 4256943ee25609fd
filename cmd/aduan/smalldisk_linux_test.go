package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
)

var smallDisk = flag.Int("smalldisk", 0, "how often a disk of a few megabytes fills up under a running desk; needs the right to mount one")

// mount makes a disk of so many megabytes.
func mount(t *testing.T, megabytes int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm,mode=0700", megabytes)); err != nil {
		t.Skipf("a small disk cannot be mounted here (%v): run this as root, or in \"unshare -rm\"", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill writes a file until the disk has no more than so many bytes left.
func fill(t *testing.T, path string, left int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 4096); ; {
		if n, err := freeBytes(filepath.Dir(path)); err != nil || n <= left {
			return
		}
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// The disk fills up under a running desk, again and again, with nothing to
// spare that would warn it. Whoever writes meanwhile is answered when there is
// room, and sees what they would have seen without all that.
func TestSmallDiskFillsUp(t *testing.T) {
	t.Parallel()
	if *smallDisk == 0 {
		t.Skip("only with -smalldisk")
	}
	want := undisturbed(t)[:3] // those who wait for their answers
	times, stopped := 0, 0
	for seed := *wireSeed; times < *smallDisk && !t.Failed(); seed++ {
		dir := mount(t, 16)
		var clock movableClock
		s := &scene{t: t, data: filepath.Join(dir, "data")}
		s.server = loopback.Start(t, loopback.Options{QuickPair: true, Fail: s.refused, Now: clock.Now})
		c := DefaultConfig()
		c.Data, c.MinFree = s.data, 0
		d := newDeskOf(t, s.server, c, slowClock(&clock))
		d.start()
		var talking sync.WaitGroup
		for i, script := range scripts[:3] {
			p := s.server.NewPhone(t, fmt.Sprintf("62812%08d", i+1), loopback.To(deskNumber), loopback.Named("Orang Contoh"))
			k := &talk{server: s.server, phone: p, script: script}
			s.talks = append(s.talks, k)
			talking.Go(func() {
				if err := k.play(t.Context()); err != nil {
					t.Errorf("dialogue %d: %v", i+1, err)
				}
			})
		}
		talked := make(chan struct{})
		go func() { talking.Wait(); close(talked) }()
		n := fillNowAndThen(t, d, &clock, filepath.Join(dir, "filler"), rand.New(rand.NewPCG(seed, 3)), talked)
		if err := s.server.WaitIdle(soon(t), deskNumber); err != nil {
			t.Errorf("messages were not acknowledged: %v", err)
		}
		s.settled(soon(t))
		if err := d.stop(); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, s.tallies()); diff != "" {
			t.Errorf("seed %d: something differs (-undisturbed +full):\n%s", seed, diff)
		}
		away := strings.Count(d.log.String(), whatsapp.Sentence("disk"))
		t.Logf("seed %d: full %d times, the desk stayed away %d times", seed, n, away)
		times, stopped = times+n, stopped+away
		if t.Failed() {
			t.Log(d.log)
		}
	}
	if stopped == 0 {
		t.Error("the desk never noticed")
	}
	t.Logf("full %d times, away %d times", times, stopped)
}

// fillNowAndThen fills the disk and makes room again until everybody has
// talked, and says how often it did.
func fillNowAndThen(t *testing.T, d *testDesk, clock *movableClock, path string, r *rand.Rand, talked <-chan struct{}) (times int) {
	t.Helper()
	over := false
	wait := func(most time.Duration) {
		select {
		case <-talked:
			over = true
		case <-time.After(most):
		}
	}
	for !over {
		wait(time.Duration(r.IntN(100)) * time.Millisecond)
		fill(t, path, int64(r.IntN(3)*r.IntN(200_000)))
		times++
		wait(time.Duration(100+r.IntN(400)) * time.Millisecond)
		clock.Add(16 * time.Second) // it looks, and stays away
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
		clock.Add(16 * time.Second)
		d.bot.Wake()
		wait(20 * time.Millisecond)
	}
	d.passes(clock, 16*time.Second, func() bool { return ready(d) })
	return times
}

// ready says whether the desk is connected.
func ready(d *testDesk) bool {
	ctx, cancel := context.WithTimeout(d.t.Context(), 50*time.Millisecond)
	defer cancel()
	return d.line.Ready(ctx) == nil
}
