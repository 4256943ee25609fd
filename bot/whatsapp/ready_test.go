package whatsapp

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestReadiness(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		happens func(*readiness)
		ready   bool
	}{
		"nothing yet":              {func(*readiness) {}, false},
		"connected":                {func(r *readiness) { r.up() }, false},
		"connected and caught up":  {func(r *readiness) { r.up(); r.done() }, true},
		"told in the other order":  {func(r *readiness) { r.done(); r.up() }, true},
		"lost again":               {func(r *readiness) { r.up(); r.done(); r.down() }, false},
		"back, with a new backlog": {func(r *readiness) { r.up(); r.done(); r.down(); r.up() }, false},
	} {
		r := newReadiness()
		test.happens(r)
		if ready, _ := r.now(); ready != test.ready {
			t.Errorf("%s: ready %t", name, ready)
		}
		r.down()
	}
}

func TestBacklogHasAMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReadiness()
		start := time.Now()
		r.up()
		if err := r.until(t.Context(), true); err != nil || time.Since(start) != backlogTime {
			t.Errorf("ready after %v, %v", time.Since(start), err)
		}
	})
}

func TestWorkIsDoneWhileReady(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := &Client{ready: newReadiness()}
		ctx, cancel := context.WithCancel(t.Context())
		working, times := false, 0
		go c.WhileReady(ctx, func(ctx context.Context) {
			working, times = true, times+1
			<-ctx.Done()
			working = false
		})
		for _, step := range []struct {
			do   func()
			want bool
			n    int
		}{
			{func() {}, false, 0},
			{c.ready.up, false, 0},
			{c.ready.done, true, 1},
			{c.ready.down, false, 1},
			{func() { c.ready.up(); c.ready.done() }, true, 2},
			{cancel, false, 2},
		} {
			step.do()
			synctest.Wait()
			if working != step.want || times != step.n {
				t.Errorf("working %t, %d times; want %t, %d", working, times, step.want, step.n)
			}
		}
	})
}

func TestInFlight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var f inFlight
		if f.enter() {
			t.Error("let in before it began")
		}
		f.begin()
		if !f.enter() || !f.enter() {
			t.Fatal("not let in")
		}
		stopped := false
		go func() {
			if err := f.stop(t.Context()); err != nil {
				t.Error(err)
			}
			stopped = true
		}()
		synctest.Wait()
		if f.enter() || stopped {
			t.Error("let in while stopping, or stopped too early")
		}
		f.leave()
		f.leave()
		synctest.Wait()
		if !stopped {
			t.Error("not stopped")
		}
	})
}

func TestAlbums(t *testing.T) {
	t.Parallel()
	var a albums
	if left := a.count("+1", "A", "x"); left != 0 {
		t.Errorf("an unannounced album has %d left", left)
	}
	a.announce("+1", "A", 3)
	a.announce("+2", "A", 9) // somebody else's album of the same id
	for _, step := range []struct {
		part string
		left int
	}{{"x", 2}, {"y", 1}, {"y", 1}, {"z", 0}, {"more", 0}} {
		if left := a.count("+1", "A", step.part); left != step.left {
			t.Errorf("%s: %d left, want %d", step.part, left, step.left)
		}
	}
}
