package whatsapp

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"go.mau.fi/whatsmeow/types/events"
)

// Memory keeps a Life between two runs of the process. The zero value forgets.
type Memory struct {
	Recall   func() (Life, error)
	Remember func(Life) error
}

// supervisor does what the life of a connection asks for.
type supervisor struct {
	c         *Client
	life      Life
	kept      string // the life as it was last remembered
	lastReset time.Time
	again     bool // a message was not taken, and a new connection is due for it
	connected bool // we have connected before: what is left of it goes first
	quiet     *time.Timer
	sends     watched
	takes     watched
}

// tickTime is how often the supervisor looks by itself.
const tickTime = 15 * time.Second

func (s *supervisor) run(ctx context.Context) error {
	if err := s.step(ctx, Happening{Kind: Started}); err != nil {
		return err
	}
	for {
		wait := tickTime
		if due := s.life.Due(); !due.IsZero() {
			wait = min(max(due.Sub(s.c.opts.Now()), 0), wait)
		}
		var err error
		select {
		case <-ctx.Done(): // asked to stop: that is no crash
			s.life.Starts = s.life.Starts[:max(len(s.life.Starts)-1, 0)]
			s.remember()
			return nil
		case <-s.quiet.C:
			s.c.away(ctx)
		case <-s.c.opts.After(wait):
			err = s.tick(ctx)
		case m := <-s.c.moves:
			err = s.moved(ctx, m)
		}
		if err != nil {
			return err
		}
	}
}

// tick looks at what nobody tells us: signs of life, what waits to be written, a
// send under way, the disk.
func (s *supervisor) tick(ctx context.Context) error {
	if at := s.c.heard.Load(); at > 0 && time.Unix(0, at).After(s.life.Heard) {
		if err := s.step(ctx, Happening{Kind: Sign}); err != nil {
			return err
		}
	}
	s.comeAgain()
	if s.c.commits != nil {
		s.c.commits.flushBeside(s.c.life, s.c.log)
	}
	err := s.watch(ctx, &s.c.sending, &s.sends, &s.life.Sending, SendBegan, SendEnded)
	if err == nil {
		err = s.watch(ctx, &s.c.taking, &s.takes, &s.life.Taking, TakeBegan, TakeEnded)
	}
	if err != nil {
		return err
	}
	kind := Room
	err = s.c.opts.Room()
	if err == nil && s.life.Reason == "disk" {
		err = errors.Join(s.c.db.writable(ctx), s.c.opts.Keeps(ctx))
	}
	if err != nil {
		kind = DiskFull
	}
	if full := s.life.Reason == "disk"; full != (kind == DiskFull) {
		if err := s.step(ctx, Happening{Kind: kind}); err != nil {
			return err
		}
	}
	return s.step(ctx, Happening{Kind: TimeCame})
}

// probed is what came of asking for a sign of life, and full says that nothing
// can be kept.
type (
	probed struct{ answered, connected bool }
	full   struct{}
)

// moved takes what the event handler told into account.
func (s *supervisor) moved(ctx context.Context, m any) error {
	switch e := m.(type) {
	case *events.Connected:
		s.c.log.Info().Msg("Connected")
		s.again = false
		s.c.away(ctx)
		return s.step(ctx, Happening{Kind: WentOn})
	case *events.OfflineSyncCompleted:
		return s.step(ctx, Happening{Kind: CaughtUp})
	case *events.PushNameSetting:
		s.c.away(ctx)
	case *events.Disconnected:
		s.c.log.Warn().Msg("Connection lost")
		return s.step(ctx, Happening{Kind: Lost})
	case *events.KeepAliveTimeout:
		return s.step(ctx, Happening{Kind: KeepAlive})
	case probed:
		switch {
		case e.answered:
			return s.step(ctx, Happening{Kind: Sign})
		case e.connected:
			return s.step(ctx, Happening{Kind: Silent})
		}
		return s.step(ctx, Happening{Kind: Gone})
	case full:
		return s.step(ctx, Happening{Kind: DiskFull})
	case sent:
		s.quiet.Reset(quietTime)
	case again:
		s.again = true
		s.comeAgain()
	case events.PermanentDisconnect:
		return s.step(ctx, s.happening(e))
	}
	return nil
}

// comeAgain makes a new connection for messages that were not taken, now or
// when the last one is old enough.
func (s *supervisor) comeAgain() {
	if now := s.c.opts.Now(); s.again && now.Sub(s.lastReset) >= againTime {
		s.lastReset, s.again = now, false
		s.c.log.Warn().Msg("Reconnecting for messages that were not taken")
		s.c.wa.ResetConnection()
	}
}

// happening is an end of the connection in the terms of its life.
func (s *supervisor) happening(e events.PermanentDisconnect) Happening {
	reason := reasonOf(e)
	s.c.log.Error().Str("reason", reason).Msg("WhatsApp ended the connection")
	switch e := e.(type) {
	case *events.LoggedOut:
		return Happening{Kind: Finished, Cause: reason}
	case *events.StreamReplaced:
		return Happening{Kind: Replaced}
	case *events.TemporaryBan:
		h := Happening{Kind: Banned}
		if e.Expire > 0 {
			h.Until = s.c.opts.Now().Add(e.Expire)
		}
		return h
	case *events.ClientOutdated:
		return Happening{Kind: Outdated}
	}
	return Happening{Kind: Refused}
}

// step takes a happening into account, remembers it, and does what follows.
func (s *supervisor) step(ctx context.Context, h Happening) error {
	var do []Do
	s.life, do = s.life.Step(h, s.c.opts.Now(), s.c.opts.Jitter())
	s.remember()
	for _, d := range do {
		if err := s.do(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

func (s *supervisor) do(ctx context.Context, d Do) error {
	switch d.Act {
	case Refresh, Connect:
		s.drop()
		if d.Act == Refresh {
			s.c.opts.Refresh(ctx)
		}
		s.connected = true
		if err := s.c.connect(ctx); err != nil {
			s.c.log.Warn().Str("error", redact(err.Error())).Msg("Connection failed")
			return s.step(ctx, Happening{Kind: Refused})
		}
	case Reset:
		s.c.log.Warn().Str("reason", s.life.Reason).Msg("Connection gives no sign of life, a new one is made")
		s.c.wa.ResetConnection()
	case Probe:
		go s.c.probe()
	case Drop:
		s.drop()
	case Tell:
		s.c.opts.Tell(d.Reason, s.life.Until, false)
	case TellOK:
		s.c.opts.Tell(d.Reason, time.Time{}, true)
	case Exit:
		return over(d.Reason)
	}
	return nil
}

// drop lets go of a connection that may be left.
func (s *supervisor) drop() {
	if s.connected {
		s.c.ready.down() // first, so that whoever sees us gone finds that nothing leaves
		s.c.wa.Disconnect()
		s.c.ready.down() // the end of the backlog may have been told meanwhile
	}
}

func (s *supervisor) recall() {
	if s.c.opts.Memory.Recall == nil {
		return
	}
	life, err := s.c.opts.Memory.Recall()
	if err != nil {
		s.c.log.Error().Err(err).Msg("State of the connection was not read")
		return
	}
	s.life = life
}

func (s *supervisor) remember() {
	b, err := json.Marshal(s.life)
	if s.c.opts.Memory.Remember == nil || err == nil && string(b) == s.kept {
		return
	}
	if err == nil {
		err = s.c.opts.Memory.Remember(s.life)
	}
	if err != nil {
		s.c.log.Error().Err(err).Msg("State of the connection was not kept")
		return
	}
	s.kept = string(b)
}
