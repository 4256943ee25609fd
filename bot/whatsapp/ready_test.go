package whatsapp

import (
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
