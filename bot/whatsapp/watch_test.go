package whatsapp

import (
	"testing"
	"time"
)

// What still goes on after a trouble of the connection is watched anew, but
// not while there is no connection for a reason.
func TestWatchOutlivesTrouble(t *testing.T) {
	t.Parallel()
	now := time.Unix(1, 0)
	s := supervisor{
		c:    &Client{opts: Options{Now: func() time.Time { return now }, Jitter: func() float64 { return 0 }}},
		life: Life{State: Connected},
	}
	var u underWay
	end := u.begin(now)
	watched := func(want time.Time) {
		t.Helper()
		if err := s.watch(t.Context(), &u, &s.sends, &s.life.Sending, SendBegan, SendEnded); err != nil {
			t.Fatal(err)
		}
		if got := s.life.Sending.Since; !got.Equal(want) {
			t.Errorf("it is watched since %v, want %v", got, want)
		}
	}
	happen := func(k Happened) { s.life, _ = s.life.Step(Happening{Kind: k}, now, 0) }
	watched(now)
	now = now.Add(time.Minute)
	happen(Gone)
	watched(now)
	happen(DiskFull)
	watched(time.Time{})
	now = now.Add(time.Hour)
	happen(Room)
	watched(now)
	end()
	watched(time.Time{})
}
