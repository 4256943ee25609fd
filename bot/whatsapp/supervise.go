package whatsapp

// One goroutine connects and disconnects: the one in Run, or in Pair. Event
// handlers only tell it what happened. What follows from it is decided by
// [Life]; here it is done.

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mau.fi/whatsmeow/types"
)

// ErrNotPaired is what Run returns where there is no account to connect as.
var ErrNotPaired = errors.New("this desk is not linked to a WhatsApp account yet")

const (
	stopTime  = 10 * time.Second // for messages that are being handed over
	againTime = 2 * time.Minute  // between reconnects of our own
	quietTime = time.Minute      // after the last message, before we say that we are away
)

// sent tells the owner of the connection that a message has left.
type sent struct{}

// nudge is tell for what need not be told.
func (c *Client) nudge() {
	select {
	case c.moves <- sent{}:
	default:
	}
}

// Run connects and hands over messages until ctx ends, when it returns nil, or
// until nothing but a person or a new process can help, when it returns an
// [Ended]. What was being handed over is finished.
func (c *Client) Run(ctx context.Context) error {
	if !c.Paired() {
		return ErrNotPaired
	}
	c.drain()
	c.work.begin()
	s := supervisor{c: c, quiet: time.NewTimer(time.Hour)}
	s.quiet.Stop()
	defer s.quiet.Stop()
	s.recall()
	err := s.run(ctx)
	c.stop()
	if e := (*Ended)(nil); errors.As(err, &e) && c.loggedOut(e) {
		c.forget()
	}
	return err
}

// connect opens the connection. It gives up when ctx ends; a network that is
// not there is no failure, whatsmeow goes on trying.
func (c *Client) connect(ctx context.Context) error {
	opened := make(chan error, 1)
	go func() { opened <- c.wa.ConnectContext(c.life) }()
	select {
	case err := <-opened:
		if err != nil {
			return fmt.Errorf("connect: %w", err)
		}
		return nil
	case <-ctx.Done():
		c.end() // the client is of no use any more: it was told to stop
		<-opened
		return nil
	}
}

// stop disconnects and waits for what is being handed over.
func (c *Client) stop() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-c.passed(ctx, stopTime)
		cancel()
	}()
	err := c.work.stop(ctx)
	if ready, _ := c.ready.now(); !ready {
		c.end() // a dial may be under way, which Disconnect would wait for
	}
	c.wa.Disconnect()
	c.ready.down()
	if err != nil {
		c.log.Warn().Msg("A message is still being handed over, it will come again")
	}
}

// drain forgets what was told about an earlier connection.
func (c *Client) drain() {
	for {
		select {
		case <-c.moves:
		default:
			return
		}
	}
}

// away says that nobody looks at this device, so that the phone rings. It
// needs a name, which the phone tells us some time after the pairing.
func (c *Client) away(ctx context.Context) {
	if c.wa.Store.PushName == "" {
		return
	}
	if err := c.wa.SendPresence(ctx, types.PresenceUnavailable); err != nil {
		c.log.Debug().Err(err).Msg("Presence was not sent")
	}
}

func (c *Client) loggedOut(e *Ended) bool {
	return e.Reason == "unlinked" || e.Reason == "locked" || e.Reason == "banned_for_good"
}

// forget deletes the device, which whatsmeow does too, in its own time.
func (c *Client) forget() {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	devices, err := c.db.keys.GetAllDevices(ctx)
	for _, d := range devices {
		err = errors.Join(err, c.db.keys.DeleteDevice(ctx, d))
	}
	if err != nil {
		c.log.Error().Err(err).Msg("Device was not forgotten")
	}
}
