package terminal

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"aduan/bot"
)

// Chat is a bot with the terminal around it.
type Chat struct {
	Bot    *bot.Bot
	Clock  *Clock
	State  string // the file that keeps clock and inputs for a later run, "" for none
	inputs int    // taken so far, in this run and the earlier ones
}

// state is what a later run on the same data goes on from.
type state struct {
	Clock  time.Time `json:"clock"`
	Inputs int       `json:"inputs"`
}

// Resume goes on from an earlier run: the clock is the later of its own time
// and the last one used, default ids count on, and what was about to be said
// is said.
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
		c.inputs = s.Inputs
	}
	return c.Bot.Settle(ctx)
}

// save keeps the state. It outlives the process; it need not outlive the power.
func (c *Chat) save() error {
	if c.State == "" {
		return nil
	}
	b, err := json.Marshal(state{Clock: c.Clock.Now(), Inputs: c.inputs})
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

// take lets an input happen.
func (c *Chat) take(ctx context.Context, in input) error {
	c.inputs++
	id := fmt.Sprintf("m%d", c.inputs)
	if in.wait > 0 {
		return c.moveTo(ctx, c.Clock.Now().Add(in.wait))
	}
	for i, m := range in.messages {
		if i == 0 && m.at.After(c.Clock.Now()) {
			if err := c.moveTo(ctx, m.at); err != nil {
				return err
			}
		}
		c.Clock.MoveTo(m.at) // within a burst nothing happens on the way
		mid := id
		if in.burst {
			mid = fmt.Sprintf("%s.%d", id, i+1)
		}
		if err := c.save(); err != nil {
			return err
		}
		for _, x := range m.inbounds(mid, c.Clock.Now()) {
			if err := c.Bot.Receive(ctx, x); err != nil {
				return err
			}
		}
	}
	return c.Bot.Settle(ctx)
}

// errStore marks a failure after which the run cannot go on.
type errStore struct{ error }

func (e errStore) Unwrap() error { return e.error }

// Script reads one JSON value a line and lets each happen; what the bot sends,
// errors, and a "done" for every input are written to out. It returns an error
// only where the store fails.
func (c *Chat) Script(ctx context.Context, in io.Reader, out io.Writer) error {
	r := bufio.NewReaderSize(in, 64<<10)
	done := 0
	for number := 1; ; number++ {
		b, long, err := readLine(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		end := err != nil
		if number == 1 {
			b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
		}
		if len(bytes.TrimSpace(b)) > 0 || long {
			done++
			if err := c.one(ctx, b, long, number, out); err != nil {
				return errors.Join(err, line(out, map[string]int{"done": done}))
			}
			if err := line(out, map[string]int{"done": done}); err != nil {
				return err
			}
		}
		if end {
			return c.finish(ctx)
		}
	}
}

// one is one line that is not blank.
func (c *Chat) one(ctx context.Context, b []byte, long bool, number int, out io.Writer) error {
	complain := func(err error) error {
		return line(out, map[string]string{"error": fmt.Sprintf("line %d: %v", number, err)})
	}
	if long {
		c.inputs++
		return complain(fmt.Errorf("line too long: at most %d bytes", maxLine))
	}
	in, err := parse(b)
	if err != nil {
		c.inputs++
		return complain(err)
	}
	if err := c.take(ctx, in); err != nil {
		return errors.Join(errStore{err}, complain(errors.New("the store failed, see standard error")))
	}
	return nil
}

// finish lets the fetches end that are still under way.
func (c *Chat) finish(ctx context.Context) error {
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

// readLine reads a line without its end. Of a line longer than allowed it
// reads past the rest and says so.
func readLine(r *bufio.Reader) (b []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(b)+len(part) > maxLine+1 {
			long, b = true, nil
		} else if !long {
			b = append(b, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return bytes.TrimRight(b, "\r\n"), long, err
	}
}
