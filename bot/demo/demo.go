package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"aduan/bot/loopback"
)

// The number behind which the desk is, and those of the first two phones.
const (
	DeskNumber      = "6281100000001"
	ApplicantNumber = "6281234567890"
	StaffNumber     = "6281398765432"
	StaffName       = "Sari"
)

// Options are what a demo is made of. Open has to be there.
type Options struct {
	// Open wires a desk to the server, with the clock that the server has.
	Open func(context.Context, *loopback.Server, *Clock) (*Desk, error)
	Dir  string         // where the list of phones is kept; "" is nowhere
	Name string         // of the organisation, as the phones show it
	Lang string         // what the desk speaks until somebody asks for another: id, en
	Zone *time.Location // in which the phones show times; nil is UTC
	Log  zerolog.Logger
}

// Demo is a desk, the phones of people who write to it, and the page that shows them.
type Demo struct {
	opts   Options
	clock  Clock
	server *loopback.Server
	power  power
	board  board
	token  string
	host   string // 127.0.0.1:port
	http   *http.Server
	life   context.Context
	end    context.CancelFunc
	done   sync.WaitGroup

	adding sync.Mutex // one new phone at a time
	mu     sync.Mutex
	phones []*phone
}

// New starts all of it, and returns when the desk answers and the page is served.
func New(ctx context.Context, o Options) (d *Demo, err error) {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	d = &Demo{opts: o, token: rand.Text()}
	d.life, d.end = context.WithCancel(context.Background())
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	kept, err := recall(o.Dir)
	if err != nil {
		return d, err
	}
	if err = d.clock.Move(max(0, kept.Ahead)); err != nil {
		return d, err
	}
	if d.server, err = loopback.New(loopback.Options{Now: d.clock.Now, QuickPair: true, Log: o.Log, Fail: d.refused}); err != nil {
		return d, err
	}
	d.power = power{
		open:    func(ctx context.Context) (*Desk, error) { return o.Open(ctx, d.server, &d.clock) },
		server:  d.server,
		changed: func() { d.board.changed(deskKey) },
	}
	if err = d.power.on(ctx); err != nil {
		return d, err
	}
	for _, p := range kept.People {
		if _, err = d.add(ctx, p); err != nil {
			return d, err
		}
	}
	return d, d.listen()
}

// listen serves the page on a free port.
func (d *Demo) listen() error {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	d.host = l.Addr().String()
	d.http = &http.Server{
		Handler:           d.handler(),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return d.life },
	}
	d.done.Go(func() {
		if err := d.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			d.opts.Log.Error().Err(err).Msg("Page is no longer served")
		}
	})
	return nil
}

// URL is the address of the page, token and all.
func (d *Demo) URL() string { return "http://" + d.host + "/" + d.token + "/" }

// Close ends everything: the page, the phones, the desk in order, the server.
func (d *Demo) Close() error {
	d.end()
	var errs []error
	if d.http != nil {
		errs = append(errs, d.http.Close())
	}
	errs = append(errs, d.power.off())
	for _, p := range d.people() {
		p.Close()
	}
	if d.server != nil {
		d.server.Close()
	}
	d.done.Wait()
	return errors.Join(errs...)
}

// refused is told when a client does what no client of WhatsApp does.
func (d *Demo) refused(err error) {
	d.opts.Log.Error().Err(err).Msg("WhatsApp on this machine refused something")
}

// people are the phones, in the order in which they came.
func (d *Demo) people() []*phone {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.phones)
}

func (d *Demo) phone(number string) (*phone, bool) {
	for _, p := range d.people() {
		if p.Number == number {
			return p, true
		}
	}
	return nil, false
}

// add gives somebody a phone.
func (d *Demo) add(ctx context.Context, who person) (*phone, error) {
	l, err := d.server.OpenPhone(ctx, who.Number, "", loopback.To(DeskNumber), loopback.Named(who.Name))
	if err != nil {
		return nil, err
	}
	p := newPhone(l, who, d.clock.Now)
	d.mu.Lock()
	d.phones = append(d.phones, p)
	d.mu.Unlock()
	d.done.Go(func() { p.watch(d.life, func() { d.board.changed(p.Number) }) })
	d.done.Go(func() { p.watchTyping(d.life, func() { d.board.changed(p.Number) }) })
	d.board.changed(p.Number)
	return p, nil
}

// move moves the clock of everybody, and has the desk notice.
func (d *Demo) move(ctx context.Context, by time.Duration) error {
	if err := d.clock.Move(by); err != nil {
		return err
	}
	d.board.changed(deskKey)
	return errors.Join(d.power.due(ctx), d.keep())
}
