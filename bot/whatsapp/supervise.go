package whatsapp

// The life of the connection. One goroutine connects and disconnects: the one
// in Run, or in Pair. Event handlers only tell it what happened. whatsmeow
// itself comes back after a lost connection; what ends the connection for good
// ends Run, with a sentence for people.

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
)

// ErrNotPaired is what Run returns where there is no account to connect as.
var ErrNotPaired = errors.New("this desk is not linked to a WhatsApp account yet")

// Ended is why WhatsApp ended the connection for good. Its text says what to
// do.
type Ended struct {
	Reason string // unlinked, locked, banned, replaced, paused, outdated, refused
	text   string
}

func (e *Ended) Error() string { return e.text }

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
// until WhatsApp ends the connection for good, when it returns an [Ended].
// What was being handed over is finished.
func (c *Client) Run(ctx context.Context) error {
	if !c.Paired() {
		return ErrNotPaired
	}
	c.drain()
	c.work.begin()
	if err := c.connect(ctx); err != nil {
		c.stop()
		return err
	}
	err := c.supervise(ctx)
	c.stop()
	if e := (*Ended)(nil); errors.As(err, &e) && c.loggedOut(e) {
		c.forget()
	}
	return err
}

func (c *Client) supervise(ctx context.Context) error {
	var lastReset time.Time
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	defer quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-quiet.C:
			c.away(ctx)
		case m := <-c.moves:
			switch e := m.(type) {
			case *events.Connected:
				c.log.Info().Msg("Connected")
				c.away(ctx)
			case *events.PushNameSetting:
				c.away(ctx)
			case *events.Disconnected:
				c.log.Warn().Msg("Connection lost")
			case sent:
				quiet.Reset(quietTime)
			case again:
				if now := c.opts.Now(); now.Sub(lastReset) >= againTime {
					lastReset = now
					c.log.Warn().Msg("Reconnecting for messages that were not taken")
					c.wa.ResetConnection()
				}
			case events.PermanentDisconnect:
				end := ended(e, c.opts.Now())
				c.log.Error().Str("reason", end.Reason).Msg("WhatsApp ended the connection")
				return end
			}
		}
	}
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
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
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
	return e.Reason == "unlinked" || e.Reason == "locked" || e.Reason == "banned"
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

// ended says in a sentence why the connection is over.
func ended(e events.PermanentDisconnect, now time.Time) *Ended {
	switch e := e.(type) {
	case *events.LoggedOut:
		switch {
		case e.OnConnect && e.Reason == events.ConnectFailureMainDeviceGone:
			return &Ended{"locked", `WhatsApp has locked the account (403): look at the phone first, and run "aduan pair" once WhatsApp works there`}
		case e.OnConnect && e.Reason == events.ConnectFailureUnknownLogout:
			return &Ended{"banned", `WhatsApp has banned the account (406): look at the phone first, and run "aduan pair" once WhatsApp works there`}
		}
		return &Ended{"unlinked", `this desk was unlinked from the WhatsApp account: run "aduan pair" to link it again`}
	case *events.StreamReplaced:
		return &Ended{"replaced", "another program has connected as this desk: stop it, then start this one again"}
	case *events.TemporaryBan:
		until := "for a time it does not tell, wait a day at least"
		if e.Expire > 0 {
			until = "until " + now.Add(e.Expire).Format("2006-01-02 15:04 MST")
		}
		return &Ended{"paused", fmt.Sprintf("WhatsApp has banned the account %s (%v): do not start the desk before", until, e.Code)}
	case *events.ClientOutdated:
		return &Ended{"outdated", fmt.Sprintf("WhatsApp no longer accepts clients as old as this one, which speaks as WhatsApp Web %v: update aduan", store.GetWAVersion())}
	}
	return &Ended{"refused", "WhatsApp refused the connection: " + redact(e.PermanentDisconnectDescription())}
}
