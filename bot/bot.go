package bot

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"aduan/bot/desk"
	"aduan/bot/proof"
	"aduan/flows"
	"aduan/store"
)

// Options are what a bot is made of. Store, Messenger and Flow have to be
// there.
type Options struct {
	Store     *store.Store
	Messenger Messenger
	Flow      *flows.Flow
	Desk      *desk.Desk       // nil: its default rules
	Now       func() time.Time // nil is time.Now
	Log       zerolog.Logger
	KeepHolds bool          // Settle waits for the end of holds like for any other time
	MaxFile   int64         // bytes of one file; 0 is what a proof may have
	FetchTime time.Duration // how long a fetch takes on a simulated clock; 0 in the product
	// Ready returns when messages may leave; nil is always. Only sending waits
	// for it: whoever comes back from an outage takes in what has come first.
	Ready func(context.Context) error
	// Hook is called at named points where a test may kill the process; nil in
	// the product.
	Hook func(point string)
}

// Bot is the desk behind one support number.
type Bot struct {
	Options
	sender, fetcher, timers chan struct{} // something to do

	mu       sync.Mutex
	fetching map[int64]bool // files being fetched right now
}

// New makes a bot. It does nothing until it is stepped or run.
func New(o Options) *Bot {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxFile == 0 || o.MaxFile > proof.MaxSize {
		o.MaxFile = proof.MaxSize
	}
	if o.Desk == nil {
		o.Desk = &desk.Desk{Flow: o.Flow, Rules: desk.DefaultRules()}
	}
	if o.Ready == nil {
		o.Ready = func(ctx context.Context) error { return ctx.Err() }
	}
	if o.Hook == nil {
		o.Hook = func(string) {}
	}
	return &Bot{
		Options: o, fetching: map[int64]bool{},
		sender: make(chan struct{}, 1), fetcher: make(chan struct{}, 1), timers: make(chan struct{}, 1),
	}
}

// Wake has the loops look again at what is due: the clock was moved.
func (b *Bot) Wake() { b.wake() }

// wake tells the loops that there may be something to do.
func (b *Bot) wake() {
	for _, c := range []chan struct{}{b.sender, b.fetcher, b.timers} {
		nudge(c)
	}
}

// nudge wakes one loop of those that wait on a channel, or else the next that
// will.
func nudge(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Settle does everything that is due now, and what follows from it, until
// nothing is left. The rest of an album is not waited for, nor the end of a hold.
func (b *Bot) Settle(ctx context.Context) error {
	for {
		did := false
		for _, step := range []func(context.Context) (bool, error){b.FetchNext, b.TickNext} {
			more, err := step(ctx)
			if err != nil {
				return err
			}
			did = did || more
		}
		if did {
			continue
		}
		if more, err := b.albumOver(ctx); err != nil {
			return err
		} else if more {
			continue
		}
		sent, err := b.SendNext(ctx)
		if err != nil {
			return err
		}
		if !sent && b.KeepHolds {
			return nil
		} else if !sent {
			if more, err := b.releaseHeld(ctx); err != nil || !more {
				return err
			}
		}
	}
}

// NextDue is when the next thing is due that has to wait for its time; false
// if there is none.
func (b *Bot) NextDue(ctx context.Context) (at time.Time, ok bool, err error) {
	sooner := func(t time.Time, err error) error {
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err == nil && (!ok || t.Before(at)) {
			at, ok = t, true
		}
		return err
	}
	err = b.Store.View(ctx, func(tx *store.Tx) error {
		for _, next := range []dueFunc{tickDue, fetchDue, sendDue} {
			if err := sooner(next(tx)); err != nil {
				return err
			}
		}
		return nil
	})
	return at, ok, err
}

// dueFunc is when a loop has something to do next, or store.ErrNotFound.
type dueFunc func(*store.Tx) (time.Time, error)

func tickDue(tx *store.Tx) (time.Time, error) {
	due, err := tx.NextDue()
	return due.At, err
}

func fetchDue(tx *store.Tx) (time.Time, error) {
	p, err := tx.NextFetch()
	return p.DueAt, err
}

func sendDue(tx *store.Tx) (time.Time, error) { return tx.NextOutboundAt() }

// Fetching says whether any file still waits to be fetched.
func (b *Bot) Fetching(ctx context.Context) (bool, error) {
	err := b.Store.View(ctx, func(tx *store.Tx) error {
		_, err := tx.NextFetch()
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// fetchers is how many files are fetched at a time: a slow one keeps nobody
// else waiting.
const fetchers = 4

// Run works until the context ends: it sends, fetches, and does what is due.
// A step that fails is logged and tried again; nothing is lost by it.
func (b *Bot) Run(ctx context.Context) {
	// However many messages come, a loop in which nobody sees a moment's delay
	// looks ten times a second at most while it finds nothing to do.
	const calm = 100 * time.Millisecond
	var wg sync.WaitGroup
	wg.Go(func() { b.loop(ctx, b.timers, b.tickNext, calm) })
	wg.Go(func() { b.loop(ctx, b.sender, b.sendNext, 0) })
	for range fetchers {
		wg.Go(func() { b.loop(ctx, b.fetcher, b.fetchNext, calm) })
	}
	wg.Wait()
}

// A step does what is due first. It says whether there was anything, for those
// who step by hand, and when to look again: at once where that is the zero
// time.
type step func(context.Context) (did bool, again time.Time, err error)

// never is when a step has nothing to wait for.
var never = time.Unix(1<<40, 0)

// loop repeats a step, without a rest while it is to look again at once. Then it
// rests, so long as calm whatever happens, and waits for a wake or for the next
// thing to be due.
func (b *Bot) loop(ctx context.Context, woken <-chan struct{}, do step, calm time.Duration) {
	const (
		pause = time.Second // after a failure
		idle  = time.Minute // look again at the latest
	)
	for ctx.Err() == nil {
		_, again, err := do(ctx)
		wait := idle
		switch {
		case err != nil && ctx.Err() == nil:
			b.Log.Error().Err(err).Msg("Step failed, it will be tried again")
			wait = pause
		case again.IsZero():
			continue
		default:
			wait = min(max(again.Sub(b.Now()), 10*time.Millisecond), idle)
		}
		if calm > 0 {
			pauseFor(ctx, calm, nil)
		}
		pauseFor(ctx, max(wait-calm, 0), woken)
	}
}

// pauseFor waits: so long, or for a wake, or until the context ends.
func pauseFor(ctx context.Context, d time.Duration, woken <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-woken:
	case <-t.C:
	}
}
