package terminal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"aduan/bot"
	"aduan/store"
)

// Chat is a bot with the terminal around it.
type Chat struct {
	Bot    *bot.Bot
	Clock  *Clock
	State  string // the file that keeps clock and inputs for a later run, "" for none
	inputs int    // taken so far, in this run and the earlier ones
	album  string // sender and id of the one being received, "" if none
	half   bool   // a burst or album is being received
}

// state is what a later run on the same data goes on from.
type state struct {
	Clock  time.Time `json:"clock"`
	Inputs int       `json:"inputs"`
	Album  string    `json:"album,omitempty"`
	Half   bool      `json:"half,omitempty"`
}

// Resume goes on from an earlier run: the clock is the later of its own time
// and the last one used, default ids count on, and what was about to be said
// is said. A burst or album that was cut short may be given again: until the
// next input nothing is fetched or sent, as within the burst itself.
func (c *Chat) Resume(ctx context.Context) error {
	if c.State != "" {
		b, err := os.ReadFile(c.State)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		var s state
		if err == nil {
			if err := json.Unmarshal(b, &s); err != nil {
				return fmt.Errorf("%s: %w", filepath.Base(c.State), err)
			}
		}
		c.Clock.MoveTo(s.Clock)
		c.inputs, c.album, c.half = s.Inputs, s.Album, s.Half
	}
	if c.half {
		return nil
	}
	return c.Bot.Settle(ctx)
}

// save keeps the state. It outlives the process; it need not outlive the power.
func (c *Chat) save() error {
	if c.State == "" {
		return nil
	}
	b, err := json.Marshal(state{Clock: c.Clock.Now().UTC(), Inputs: c.inputs, Album: c.album, Half: c.half})
	if err != nil {
		return err
	}
	tmp := c.State + ".new"
	if err := os.WriteFile(tmp, b, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, c.State)
}

// moveTo moves the clock; what falls due on the way happens at its own time,
// in order.
func (c *Chat) moveTo(ctx context.Context, to time.Time) error {
	for {
		at, ok, err := c.Bot.NextDue(ctx)
		if err != nil {
			return err
		}
		if !ok || at.After(to) {
			c.Clock.MoveTo(to)
			return c.save()
		}
		c.Clock.MoveTo(at)
		if err := c.save(); err != nil {
			return err
		}
		if err := c.Bot.Settle(ctx); err != nil {
			return err
		}
	}
}

// tickTo moves the clock within a burst: timers go off on the way, but nothing
// is fetched or sent.
func (c *Chat) tickTo(ctx context.Context, to time.Time) error {
	for {
		var next store.Due
		err := c.Bot.Store.View(ctx, func(tx *store.Tx) (err error) {
			next, err = tx.NextDue()
			return err
		})
		if errors.Is(err, store.ErrNotFound) || err == nil && next.At.After(to) {
			c.Clock.MoveTo(to)
			return nil
		} else if err != nil {
			return err
		}
		c.Clock.MoveTo(next.At)
		if _, err := c.Bot.TickNext(ctx); err != nil {
			return err
		}
	}
}

// take lets an input happen.
func (c *Chat) take(ctx context.Context, in input) error {
	c.inputs++
	id := fmt.Sprintf("m%d", c.inputs)
	if in.wait > 0 {
		return c.moveTo(ctx, c.Clock.Now().Add(in.wait))
	}
	c.half = in.burst || len(in.messages[0].files) > 1
	defer func() { c.half = false }()
	for i, m := range in.messages {
		move := c.moveTo
		if i > 0 {
			move = c.tickTo
		}
		if m.at.After(c.Clock.Now()) {
			if err := move(ctx, m.at); err != nil {
				return err
			}
		}
		if err := c.save(); err != nil {
			return err
		}
		mid := id
		if in.burst {
			mid = fmt.Sprintf("%s.%d", id, i+1)
		}
		if err := c.receive(ctx, m, mid); err != nil {
			return err
		}
	}
	if c.half {
		c.half = false
		if err := c.save(); err != nil {
			return err
		}
	}
	return c.Bot.Settle(ctx)
}

// receive hands one message over, an album file by file. The id is the default.
func (c *Chat) receive(ctx context.Context, m message, id string) error {
	if m.ids {
		id = m.in.ID
		if taken, err := c.taken(ctx, m); err != nil || taken {
			return err
		}
	}
	if len(m.files) > 1 {
		c.album = string(m.in.From) + " " + id
		defer func() { c.album = "" }()
		if err := c.save(); err != nil {
			return err
		}
	}
	for _, x := range m.inbounds(id, c.Clock.Now()) {
		if err := c.Bot.Receive(ctx, x); err != nil {
			return err
		}
	}
	return nil
}

var errLooked = errors.New("only looked")

// taken says whether the id that a message was given belongs to an album of
// this person or, for an album, to anything else. The files of an album stand
// in the record under ids of their own, so the bot cannot see this by itself.
// An album that the end of an earlier run cut short is not over yet.
func (c *Chat) taken(ctx context.Context, m message) (taken bool, err error) {
	id, album := m.in.ID, len(m.files) > 1
	err = c.Bot.Store.Update(ctx, func(tx *store.Tx) error {
		who, err := tx.Contact(m.in.From, m.in.Alt, "")
		if err != nil {
			return err
		}
		kinds := map[string]string{}
		for _, x := range []string{id, id + ".1", id + ".2"} {
			got, err := tx.Received(who.ID, x)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			kinds[x] = got.Kind
		}
		file := string(bot.KindFile)
		if album {
			taken = kinds[id] != "" || kinds[id+".1"] == file && c.album != string(m.in.From)+" "+id
		} else {
			taken = kinds[id+".1"] == file && kinds[id+".2"] == file
		}
		return errLooked
	})
	if errors.Is(err, errLooked) {
		err = nil
	}
	return taken, err
}

// finish lets the fetches end that are still under way.
func (c *Chat) finish(ctx context.Context) error {
	if err := c.Bot.Settle(ctx); err != nil {
		return err
	}
	for {
		busy, err := c.Bot.Fetching(ctx)
		if err != nil || !busy {
			return err
		}
		at, ok, err := c.Bot.NextDue(ctx)
		if err != nil || !ok {
			return err
		}
		if err := c.moveTo(ctx, at); err != nil {
			return err
		}
	}
}
