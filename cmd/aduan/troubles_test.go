package main

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
)

// movableClock is a clock that a test moves; whoever waits for it is woken.
type movableClock struct {
	mu      sync.Mutex
	ahead   time.Duration
	waiting map[chan time.Time]time.Time
}

func (c *movableClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *movableClock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch := make(chan time.Time, 1)
	if c.waiting == nil {
		c.waiting = map[chan time.Time]time.Time{}
	}
	c.waiting[ch] = time.Now().Add(c.ahead + d)
	if d <= 0 {
		ch <- time.Now()
	}
	return ch
}

// Add moves the clock. Everybody who waits looks again.
func (c *movableClock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
	for ch := range c.waiting {
		select {
		case ch <- time.Now():
		default:
		}
	}
	clear(c.waiting)
}

// waiting returns the life of the connection once it waits for a reason.
func (d *testDesk) waiting(reason string, clock *movableClock) whatsapp.Life {
	d.t.Helper()
	for ctx := soon(d.t); ; runtime.Gosched() {
		clock.Add(0)
		l, err := d.recall()
		if err != nil {
			d.t.Fatal(err)
		}
		if l.State == whatsapp.Waiting && l.Reason == reason {
			return l
		}
		if ctx.Err() != nil {
			d.t.Fatalf("it does not wait for %s: %+v\n%s", reason, l, d.log)
		}
	}
}

// back waits until the desk answers again. Whoever waits for the clock looks
// again meanwhile: it may have begun to wait just after the clock was moved.
func (d *testDesk) back(clock *movableClock) {
	d.t.Helper()
	for ctx := soon(d.t); ctx.Err() == nil; {
		clock.Add(0)
		look, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
		err := d.line.Ready(look)
		cancel()
		if err == nil {
			return
		}
	}
	d.t.Fatalf("it does not come back\n%s", d.log)
}

// begin runs the desk without waiting until it is connected. It runs until end,
// or until the test is over.
func (d *testDesk) begin() (end func()) {
	d.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	running := d.desk
	go func() { ended <- running.run(ctx) }()
	end = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			d.t.Error(err)
		}
	})
	d.t.Cleanup(end)
	return end
}

// What passes is waited for: the desk says what is wrong, keeps its wait over a
// restart, and answers again when it is over.
func TestTroublesThatPass(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		reason string
		fault  loopback.LoginFailure
		wait   time.Duration
	}{
		{"banned", loopback.LoginFailure{Reason: 402, Code: 101, Expire: time.Hour}, time.Hour + 5*time.Minute},
		{"refused", loopback.LoginFailure{Reason: 409}, time.Minute},
	} {
		t.Run(test.reason, func(t *testing.T) {
			t.Parallel()
			var clock movableClock
			calm := func(o *wireOptions) {
				o.Now, o.After, o.Jitter = clock.Now, clock.After, func() float64 { return 0 }
			}
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := newDesk(t, s, calm)
			s.FailLogin(deskNumber, test.fault)
			end := d.begin()
			left := d.waiting(test.reason, &clock).Until.Sub(clock.Now())
			if off := (left - test.wait).Abs(); off > 30*time.Second {
				t.Errorf("it waits for %v, want %v", left, test.wait)
			}
			end()
			if err := d.stop(); err != nil {
				t.Fatal(err)
			}
			d.open(calm)
			d.begin() // the wait goes on after a restart
			clock.Add(test.wait - 40*time.Second)
			if l := d.waiting(test.reason, &clock); !l.Until.After(clock.Now()) {
				t.Errorf("after a restart it waits until %v", l.Until)
			}
			s.FailLogin(deskNumber, loopback.LoginFailure{})
			clock.Add(2 * time.Minute)
			d.back(&clock)
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			ask(t, p, "halo", "Apa kendalanya?")
		})
	}
}

// An outdated version is looked up anew and tried again by itself.
func TestOutdatedIsRefreshed(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	var looks atomic.Int32
	d := newDesk(t, s, func(o *wireOptions) {
		o.VersionSource = func(context.Context) (uint32, error) {
			fault := loopback.LoginFailure{Reason: 405} // at the start
			if looks.Add(1) > 1 {
				fault = loopback.LoginFailure{}
			}
			s.FailLogin(deskNumber, fault)
			return 0, context.DeadlineExceeded // nothing newer is known
		}
	})
	d.start()
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	if n := looks.Load(); n < 2 {
		t.Errorf("it looked %d times", n)
	}
}

// Another program in our place: the desk stands back for a minute, and comes again.
func TestReplacedStandsBack(t *testing.T) {
	t.Parallel()
	var clock movableClock
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s, func(o *wireOptions) {
		o.Now, o.After, o.Jitter = clock.Now, clock.After, func() float64 { return 0 }
	})
	if err := s.Replace(deskNumber, 1); err != nil {
		t.Fatal(err)
	}
	d.waiting("replaced", &clock)
	clock.Add(2 * time.Minute)
	d.back(&clock)
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
}

// While the disk is nearly full the desk is gone, and WhatsApp keeps what comes.
func TestFullDiskKeepsMessagesAtWhatsApp(t *testing.T) {
	t.Parallel()
	var clock movableClock
	var mu sync.Mutex
	free := int64(1 << 40)
	set := func(n int64) { mu.Lock(); defer mu.Unlock(); free = n }
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := runDesk(t, s, func(o *wireOptions) {
		o.Now, o.After, o.Jitter = clock.Now, clock.After, func() float64 { return 0 }
		o.Free = func(string) (int64, error) { mu.Lock(); defer mu.Unlock(); return free, nil }
	})
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	set(1000)
	clock.Add(tickAfter)
	d.waiting("disk", &clock)
	if err := s.WaitOffline(soon(t), deskNumber); err != nil {
		t.Fatal(err)
	}
	p.Say("1")
	set(1 << 40)
	d.back(&clock)
	p.Expect(t.Context(), loopback.Contains("Berapa keping"))
}

// tickAfter is longer than the supervisor sleeps.
const tickAfter = time.Minute
