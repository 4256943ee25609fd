package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/rs/zerolog"

	"aduan/bot"
	"aduan/bot/whatsapp"
	"aduan/store"
)

// wireOptions are what a desk may be given in Go, by the demo and by tests,
// and never by a flag, a file or a variable: whom it dials, and whom it trusts
// there.
type wireOptions struct {
	Dial          func(ctx context.Context, network, addr string) (net.Conn, error)
	RootCAs       *x509.CertPool
	VersionSource func(context.Context) (uint32, error) // nil: the version that is known already
	Now           func() time.Time
	After         func(time.Duration) <-chan time.Time
	Pace          func(sinceLast time.Duration) time.Duration
	Phone         time.Duration // how long the account's phone may take to upload a file again
	Settle        time.Duration // how long a pairing waits for what the phone sends first
	Send          time.Duration // how long WhatsApp may take to confirm a message
	Busy          time.Duration // how long a database may be locked
	Seed          int64
	Jitter        func() float64                  // of waits before reconnecting
	Free          func(dir string) (int64, error) // bytes free on the disk; nil asks the system
	Hook          func(point string)
	Log           zerolog.Logger
}

// A desk is everything behind one number, wired together.
type desk struct {
	store  *store.Store
	bot    *bot.Bot
	line   *whatsapp.Client
	latest func(context.Context) (uint32, error)
	log    zerolog.Logger
	unlock func()
}

// wire makes a desk of the settings. It holds the data directory until it is
// closed; nothing is connected yet.
func wire(ctx context.Context, c Config, o wireOptions) (d *desk, err error) {
	fl, err := flow(c)
	if err != nil {
		return nil, err
	}
	d = &desk{latest: o.VersionSource, log: o.Log}
	if d.unlock, err = lockData(c.Data); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close())
		}
	}()
	if d.store, err = store.Open(ctx, c.Data, store.Options{Now: o.Now, Seed: o.Seed, Hook: o.Hook, BusyTimeout: o.Busy}); err != nil {
		return d, err
	}
	if err := seedStaff(ctx, d.store, c); err != nil {
		return d, err
	}
	d.line, err = whatsapp.Open(ctx, whatsapp.Options{
		Dir: c.Data, Dial: o.Dial, RootCAs: o.RootCAs,
		Receive: func(ctx context.Context, in bot.Inbound) error { return d.bot.Receive(ctx, in) }, GiveUp: d.giveUp,
		KeyChanged: func(ctx context.Context, from, alt store.Address) error { return d.bot.KeyChanged(ctx, from, alt) },
		Now:        o.Now, After: o.After, Pace: o.Pace, Phone: o.Phone, Settle: o.Settle, Send: o.Send, Busy: o.Busy, Log: o.Log, Hook: o.Hook, Jitter: o.Jitter,
		Memory:  whatsapp.Memory{Recall: d.recall, Remember: d.remember},
		Refresh: d.chooseVersion,
		Room:    func() error { return room(c.Data, int64(c.MinFree), o.Free) },
		Keeps:   d.store.Writable,
	})
	if err != nil {
		return d, err
	}
	d.bot = bot.New(bot.Options{
		Store: d.store, Messenger: d.line, Flow: fl, Desk: staffDesk(c, fl), Now: o.Now, Log: o.Log, MaxFile: int64(c.Proof.MaxSize), Ready: d.line.Ready, Hook: o.Hook,
	})
	return d, nil
}

// run answers until ctx ends, or until WhatsApp ends the connection for good.
// It stops in order: first nothing leaves any more, then nothing comes.
func (d *desk) run(ctx context.Context) error {
	d.chooseVersion(ctx)
	connected, disconnect := context.WithCancel(context.WithoutCancel(ctx))
	defer disconnect()
	ended := make(chan error, 1)
	go func() { ended <- d.line.Run(connected) }()
	working, stop := context.WithCancel(ctx)
	defer stop()
	worked := make(chan struct{})
	go func() {
		d.bot.Run(working)
		close(worked)
	}()
	select {
	case err := <-ended:
		stop()
		<-worked
		return err
	case <-worked:
		disconnect()
		return <-ended
	}
}

// lifeKey is the setting that keeps the life of the connection.
const lifeKey = "whatsapp_life"

// recall reads how the connection stood when the process ended: a ban is not
// over because we were restarted.
func (d *desk) recall() (l whatsapp.Life, err error) {
	var b string
	err = d.store.View(context.Background(), func(tx *store.Tx) (err error) {
		b, err = tx.Setting(lifeKey)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return l, nil
	} else if err != nil {
		return l, err
	}
	return l, json.Unmarshal([]byte(b), &l)
}

func (d *desk) remember(l whatsapp.Life) error {
	b, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return d.store.Update(context.Background(), func(tx *store.Tx) error { return tx.SetSetting(lifeKey, string(b)) })
}

// room says whether the disk has as much free as the settings want.
func room(dir string, least int64, free func(string) (int64, error)) error {
	if free == nil {
		free = freeBytes
	}
	if n, err := free(dir); err == nil && n < least {
		return fmt.Errorf("%d bytes are free, the settings want %d", n, least)
	}
	return nil // a disk that does not tell is not known to be full
}

// chooseVersion decides which version of WhatsApp Web to speak as, and
// remembers it. No failure of it keeps the desk from trying.
func (d *desk) chooseVersion(ctx context.Context) {
	const key = "whatsapp_version"
	var cached string
	err := d.store.View(ctx, func(tx *store.Tx) (err error) {
		cached, err = tx.Setting(key)
		return err
	})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		d.log.Warn().Err(err).Msg("Version of WhatsApp Web was not read")
	}
	version, err := whatsapp.ChooseVersion(ctx, cached, d.latest)
	if err != nil {
		d.log.Warn().Err(err).Msg("Latest version of WhatsApp Web was not found out")
	}
	whatsapp.SpeakAs(version)
	if next := strconv.FormatUint(uint64(version), 10); next != cached {
		if err := d.store.Update(ctx, func(tx *store.Tx) error { return tx.SetSetting(key, next) }); err != nil {
			d.log.Warn().Err(err).Msg("Version of WhatsApp Web was not kept")
		}
	}
}

// giveUp counts the failures of a message that could not even be handed over.
func (d *desk) giveUp(ctx context.Context, in bot.Inbound, cause error) bool {
	parked, err := d.bot.GiveUp(ctx, in, cause)
	return parked && err == nil
}

// close closes what is open, and lets go of the data directory.
func (d *desk) close() error {
	var errs []error
	if d.line != nil {
		errs = append(errs, d.line.Close())
	}
	if d.store != nil {
		errs = append(errs, d.store.Close())
	}
	if d.unlock != nil {
		d.unlock()
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close: %w", err)
	}
	return nil
}
