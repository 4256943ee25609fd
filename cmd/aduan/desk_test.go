package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
	"aduan/store"
)

// The desk's number, and those of people who write to it.
const (
	deskNumber = "6281100000001"
	ana        = "6281200000002"
	bram       = "6281300000003"
)

// A testDesk is a desk wired as "aduan run" wires it, with a WhatsApp on this
// machine.
type testDesk struct {
	*desk
	t      testing.TB
	server *loopback.Server
	config Config
	log    *syncBuffer
	stop   func() error
}

func testOptions(s *loopback.Server) wireOptions {
	return wireOptions{Dial: s.Dial, RootCAs: s.RootCAs(), Phone: time.Millisecond, Pace: func(time.Duration) time.Duration { return 0 }}
}

// newDesk is a desk that is paired and not running.
func newDesk(t testing.TB, s *loopback.Server, change ...func(*wireOptions)) *testDesk {
	t.Helper()
	c := DefaultConfig()
	c.Data = t.TempDir()
	return newDeskOf(t, s, c, change...)
}

// newDeskOf is a desk of these settings.
func newDeskOf(t testing.TB, s *loopback.Server, c Config, change ...func(*wireOptions)) *testDesk {
	t.Helper()
	d := &testDesk{t: t, server: s, config: c, log: new(syncBuffer)}
	d.open(change...)
	if err := d.line.Pair(soon(t), scanned(t, s)); err != nil {
		t.Fatalf("pair: %v", err)
	}
	return d
}

// runDesk is a desk that is paired and running.
func runDesk(t *testing.T, s *loopback.Server, change ...func(*wireOptions)) *testDesk {
	t.Helper()
	d := newDesk(t, s, change...)
	d.start()
	return d
}

// scanned is a prompt whose code the phone of the desk scans.
func scanned(t testing.TB, s *loopback.Server) whatsapp.Prompt {
	return whatsapp.Prompt{
		QR: func(code string) {
			go func() {
				if err := s.Pair(code, deskNumber); err != nil {
					t.Errorf("scan: %v", err)
				}
			}()
		},
		Linked: func() {},
	}
}

func (d *testDesk) open(change ...func(*wireOptions)) {
	d.t.Helper()
	o := testOptions(d.server)
	o.Log = zerolog.New(d.log).Level(zerolog.DebugLevel)
	for _, f := range change {
		f(&o)
	}
	var err error
	if d.desk, err = wire(d.t.Context(), d.config, o); err != nil {
		d.t.Fatalf("wire: %v", err)
	}
	opened := d.desk
	closed := sync.OnceFunc(func() {
		if err := opened.close(); err != nil {
			d.t.Errorf("%v", err)
		}
	})
	d.stop = func() error { closed(); return nil }
	d.t.Cleanup(closed)
}

// start runs the desk until stop, which returns what run returned.
func (d *testDesk) start() {
	d.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	running, closed := d.desk, d.stop
	go func() { ended <- running.run(ctx) }()
	var once sync.Once
	var result error
	d.stop = func() error {
		once.Do(func() {
			cancel()
			result = errors.Join(<-ended, closed())
		})
		return result
	}
	stop := d.stop
	d.t.Cleanup(func() { _ = stop() })
	if err := d.line.Ready(soon(d.t)); err != nil {
		d.t.Fatalf("not ready: %v\n%s", err, d.log)
	}
}

// restart stops the desk and starts it again on the same data.
func (d *testDesk) restart(change ...func(*wireOptions)) {
	d.t.Helper()
	if err := d.stop(); err != nil {
		d.t.Fatalf("stop: %v", err)
	}
	d.open(change...)
	d.start()
}

// view reads the record.
func view[T any](d *testDesk, read func(*store.Tx) (T, error)) T {
	d.t.Helper()
	var out T
	err := d.store.View(d.t.Context(), func(tx *store.Tx) (err error) {
		out, err = read(tx)
		return err
	})
	if err != nil {
		d.t.Fatalf("view: %v", err)
	}
	return out
}

func soon(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// patience is how long a test waits for what has to come: long enough for the
// slowest machine, since it is only waited out where something is broken.
const patience = time.Minute

// ask says something and returns the answer, which has to contain a part.
func ask(t *testing.T, p *loopback.Phone, text, part string) loopback.Message {
	t.Helper()
	p.Say(text)
	return p.Expect(t.Context(), loopback.Contains(part))
}

// syncBuffer is a log that can be read while it is written.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// texts are what the other side said in a chat.
func texts(c *loopback.Chat) string {
	var all []string
	for _, m := range c.History() {
		if !m.FromMe {
			all = append(all, m.Text)
		}
	}
	return strings.Join(all, "\n---\n")
}
