package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
)

// unpaired is a desk that has no account yet.
func unpaired(t *testing.T, s *loopback.Server, change ...func(*wireOptions)) *testDesk {
	t.Helper()
	c := DefaultConfig()
	c.Data = filepath.Join(t.TempDir(), "data")
	d := &testDesk{t: t, server: s, config: c, log: new(syncBuffer)}
	d.open(change...)
	return d
}

func TestPairWithACode(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := unpaired(t, s)
	r, w := io.Pipe()
	var out strings.Builder
	typed := make(chan error, 1)
	go func() {
		code := regexp.MustCompile(`phone: ([0-9A-Z]{4}-[0-9A-Z]{4})`)
		b := make([]byte, 4096)
		done := false
		for {
			n, err := r.Read(b)
			out.Write(b[:n])
			if m := code.FindStringSubmatch(out.String()); m != nil && !done {
				done = true
				go func() { typed <- s.EnterCode(deskNumber, m[1]) }()
			}
			if err != nil {
				typed <- err
				return
			}
		}
	}()
	err := d.pair(soon(t), strings.NewReader(""), w, "+"+deskNumber)
	w.Close()
	if err != nil {
		t.Fatalf("pair: %v", err)
	}
	if err := <-typed; err != nil {
		t.Errorf("type code: %v", err)
	}
	<-typed
	for _, part := range []string{"EVERYONE", "Link with phone number", "linked to +" + deskNumber, "14 days"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("it does not say %q:\n%s", part, out.String())
		}
	}
	if err := d.pair(soon(t), strings.NewReader(""), io.Discard, ""); err == nil || !strings.Contains(err.Error(), "linked already") {
		t.Errorf("pair again: %v", err)
	}
	d.start()
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
}

func TestPairShowsFreshCodesUntilTheyRunOut(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	var waits []time.Duration
	d := unpaired(t, s, func(o *wireOptions) {
		o.After = func(wait time.Duration) <-chan time.Time {
			waits = append(waits, wait)
			now := make(chan time.Time, 1)
			now <- time.Time{}
			return now
		}
	})
	var out strings.Builder
	err := d.pair(soon(t), strings.NewReader(""), &out, "")
	if err == nil || !strings.Contains(err.Error(), "codes have run out") {
		t.Fatalf("pair: %v", err)
	}
	if n := strings.Count(out.String(), "Scan this code"); n != 6 || waits[0] != time.Minute || waits[5] != 20*time.Second {
		t.Errorf("%d codes, shown for %v", n, waits)
	}
	if d.line.Paired() {
		t.Error("paired with nobody")
	}
}

func TestPairWithANumberThatIsNone(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	for number, sentence := range map[string]string{"0812345678": "begins with 0", "12": "too short"} {
		d := unpaired(t, s)
		if err := d.pair(soon(t), strings.NewReader(""), io.Discard, number); err == nil || !strings.Contains(err.Error(), sentence) {
			t.Errorf("%s: %v", number, err)
		}
	}
}

// A message that comes while the desk is only being paired is answered when it
// runs.
func TestMessageDuringPairingIsKept(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := unpaired(t, s, func(o *wireOptions) { o.Settle = time.Hour })
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	prompt := scanned(t, s)
	ctx, cancel := context.WithCancel(soon(t))
	paired := make(chan error, 1)
	go func() { paired <- d.line.Pair(ctx, prompt) }()
	if err := d.line.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	p.Say("halo")
	cancel()
	if err := <-paired; err != nil {
		t.Fatalf("pair: %v", err)
	}
	if s.Pending(deskNumber) == 0 {
		t.Error("the message was acknowledged")
	}
	d.start() // in the same process, as "aduan run" on a terminal does
	p.Expect(t.Context(), loopback.Contains("Apa kendalanya?"))
}

func TestPairingEndsWhereItIsRefused(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := newDesk(t, s)
	if err := d.line.Pair(soon(t), whatsapp.Prompt{}); !errors.Is(err, whatsapp.ErrPaired) {
		t.Errorf("pair again: %v", err)
	}
}

func TestDataIsForTheOwnerOnly(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := unpaired(t, s)
	err := filepath.WalkDir(d.config.Data, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
