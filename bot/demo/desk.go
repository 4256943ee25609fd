package demo

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
)

// startTime is how long a desk may take to be there.
const startTime = 20 * time.Second

// Desk is the bot as the demo sees it: opened, and not running yet.
type Desk struct {
	Paired func() bool
	Pair   func(context.Context, whatsapp.Prompt) error
	Run    func(context.Context) error // until the context ends
	Ready  func(context.Context) error // returns when it answers
	Due    func(context.Context) error // has it look at what is due: the clock was moved
	Close  func() error
}

// deskState is what the page shows of the desk.
type deskState struct {
	On     bool   `json:"on"`
	Busy   bool   `json:"busy"`             // is being switched
	Reason string `json:"reason,omitempty"` // why it is off, if nobody switched it off
}

// power switches the desk. Off means what it means to the people who write: the bot's machine is gone, and WhatsApp
// keeps their messages.
type power struct {
	open    func(context.Context) (*Desk, error)
	server  *loopback.Server
	changed func()

	switching sync.Mutex // held by whoever switches; guards desk and stop
	desk      *Desk
	stop      func() error

	mu    sync.Mutex
	state deskState
}

func (p *power) show(s deskState) {
	p.mu.Lock()
	p.state = s
	p.mu.Unlock()
	p.changed()
}

func (p *power) shown() deskState {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

// on starts the desk, and returns when it answers.
func (p *power) on(ctx context.Context) error {
	p.switching.Lock()
	defer p.switching.Unlock()
	return p.start(ctx)
}

// off stops the desk in order, as Ctrl-C does.
func (p *power) off() error {
	p.switching.Lock()
	defer p.switching.Unlock()
	return p.end()
}

func (p *power) restart(ctx context.Context) error {
	p.switching.Lock()
	defer p.switching.Unlock()
	return errors.Join(p.end(), p.start(ctx))
}

// due has a desk that is on do what the moved clock says. One that is off does it when it comes back.
func (p *power) due(ctx context.Context) error {
	p.switching.Lock()
	defer p.switching.Unlock()
	if p.desk == nil {
		return nil
	}
	return p.desk.Due(ctx)
}

func (p *power) start(ctx context.Context) (err error) {
	if p.desk != nil {
		return nil
	}
	p.show(deskState{Busy: true})
	defer func() {
		if err != nil {
			p.show(deskState{Reason: err.Error()})
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	if !d.Paired() {
		if err = p.pair(ctx, d); err != nil {
			return errors.Join(fmt.Errorf("pair: %w", err), d.Close())
		}
	}
	running, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	var reason error
	go func() {
		defer close(ended)
		reason = errors.Join(d.Run(running), d.Close())
	}()
	p.desk = d
	p.stop = func() error {
		stop()
		<-ended
		return reason
	}
	go p.mourn(d, ended, &reason)
	ready, late := context.WithCancel(ctx)
	defer late()
	go func() {
		select {
		case <-ended:
			late()
		case <-ready.Done():
		}
	}()
	if err = d.Ready(ready); err != nil {
		return errors.Join(err, p.end())
	}
	p.show(deskState{On: true})
	return nil
}

// mourn notices a desk that has ended by itself.
func (p *power) mourn(d *Desk, ended <-chan struct{}, reason *error) {
	<-ended
	p.switching.Lock()
	defer p.switching.Unlock()
	if p.desk != d {
		return // it was switched off
	}
	p.desk, p.stop = nil, nil
	state := deskState{Reason: "the desk has stopped"}
	if *reason != nil {
		state.Reason = (*reason).Error()
	}
	p.show(state)
}

func (p *power) end() error {
	if p.desk == nil {
		return nil
	}
	p.show(deskState{On: true, Busy: true})
	stop := p.stop
	p.desk, p.stop = nil, nil
	err := stop()
	p.show(deskState{})
	return err
}

// pair plays the phone of the desk, which scans the QR code.
func (p *power) pair(ctx context.Context, d *Desk) error {
	scanned := make(chan error, 8)
	err := d.Pair(ctx, whatsapp.Prompt{
		QR:     func(code string) { go func() { scanned <- p.server.Pair(code, DeskNumber) }() },
		Linked: func() {},
	})
	select {
	case failure := <-scanned:
		return errors.Join(err, failure)
	default:
		return err
	}
}
