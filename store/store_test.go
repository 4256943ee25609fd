package store_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"aduan/store"
)

// Whoever waits for the record is let go when told to stop, however long those
// before them take.
func TestStopWhileOthersAreAtIt(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		do     func(*store.Store, context.Context, func(*store.Tx) error) error
		places int
	}{
		{"write", (*store.Store).Update, 1},
		{"read", (*store.Store).View, 4},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				leave := make(chan struct{})
				for range tc.places {
					go func() {
						_ = tc.do(s, context.Background(), func(*store.Tx) error {
							<-leave
							return nil
						})
					}()
				}
				synctest.Wait()
				ctx, stop := context.WithCancel(t.Context())
				back := make(chan error, 1)
				go func() { back <- tc.do(s, ctx, func(*store.Tx) error { return nil }) }()
				synctest.Wait()
				if len(back) > 0 {
					t.Errorf("it does not wait: %v", <-back)
				}
				stop()
				synctest.Wait()
				if len(back) == 0 {
					t.Error("it still waits")
				} else if err := <-back; !errors.Is(err, context.Canceled) || !store.Transient(err) {
					t.Errorf("it came back with %v", err)
				}
				close(leave)
				synctest.Wait()
			})
		})
	}
}
