package whatsapp

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types/events"
)

// Prompt is where a pairing shows what a person has to do.
type Prompt struct {
	Phone string // pair with a code for this number, instead of a QR code
	// QR shows a QR code, in place of the one before, which has expired.
	QR func(code string)
	// Code shows the code to type into the phone.
	Code func(code string)
	// Passkey has a person run a snippet in a browser, and returns what that
	// printed. Try counts from 1: a later one means that it could not be read.
	Passkey func(ctx context.Context, snippet string, try int) ([]byte, error)
	// Confirm has a person compare a code with the one on the phone.
	Confirm func(ctx context.Context, code string) error
	// Linked: the phone has agreed; the rest takes some seconds.
	Linked func()
}

// Errors of a pairing that a person can do something about.
var (
	ErrPaired     = errors.New("this desk is linked already")
	ErrNobodyCame = errors.New("nobody scanned the code in time")
	ErrPasskey    = errors.New("this WhatsApp account asks for a passkey to link a device, which cannot be given here: run \"aduan pair\" on a terminal")
	ErrOldPhone   = errors.New("WhatsApp on the phone is too old to link devices: update it")
)

const (
	firstCode = time.Minute // as WhatsApp Web has it
	laterCode = 20 * time.Second
	backTime  = time.Minute // for the connection to come back after the phone has agreed
)

// Pair links this desk to an account, and returns when it has been connected
// as it. Messages that arrive meanwhile stay with WhatsApp.
func (c *Client) Pair(ctx context.Context, p Prompt) error {
	if c.Paired() {
		return ErrPaired
	}
	c.drain()
	defer c.wa.Disconnect()
	defer c.ready.down()
	if err := c.connect(ctx); err != nil {
		return err
	}
	var codes []string
	var expired, late <-chan time.Time
	asked := make(chan error, 2) // steps with a passkey that have ended
	show := func() {
		wait := laterCode
		if len(codes) == 6 {
			wait = firstCode
		}
		p.QR(codes[0])
		expired = c.opts.After(wait)
	}
	linked := false
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-expired:
			if codes = codes[1:]; len(codes) == 0 {
				return ErrNobodyCame
			}
			show()
		case err := <-asked:
			if err != nil {
				return fmt.Errorf("passkey: %w", err)
			}
		case <-late:
			return errors.New(`the phone has agreed, but the connection did not come back: "aduan run" may work all the same`)
		case m := <-c.moves:
			switch e := m.(type) {
			case *events.QR:
				if p.Phone != "" {
					code, err := c.wa.PairPhone(ctx, p.Phone, true, whatsmeow.PairClientChrome, "Chrome (Linux)")
					if err != nil {
						return phoneError(err)
					}
					p.Code(code)
				} else if codes = e.Codes; len(codes) > 0 {
					show()
				}
			case *events.RotateADVSecret:
				for i, code := range codes {
					codes[i] = strings.Replace(code, e.OldSecret, e.NewSecret, 1)
				}
				if len(codes) > 0 && !linked {
					show()
				}
			case *events.QRScannedWithoutMultidevice:
				return ErrOldPhone
			case *events.PairSuccess:
				linked, codes, expired = true, nil, nil
				late = c.opts.After(backTime)
				p.Linked()
			case *events.PairError:
				return fmt.Errorf("the pairing failed: %w", e.Error)
			case *events.PairPasskeyRequest, *events.PairPasskeyConfirmation:
				expired, codes = nil, nil // no new code now: it would end the step
				passkeyStep(ctx, p, c.wa, e, asked)
			case *events.PairPasskeyError:
				return fmt.Errorf("%w: %w", ErrPasskey, e.Error)
			case *events.Connected:
				return c.settle(ctx)
			case *events.Disconnected:
				if !linked {
					return ErrNobodyCame
				}
			case events.PermanentDisconnect:
				return over(reasonOf(e))
			}
		}
	}
}

// settle waits for the first things that a phone tells a new device, the
// account's name among them.
func (c *Client) settle(ctx context.Context) error {
	if c.opts.Settle <= 0 {
		return nil
	}
	enough := c.opts.After(c.opts.Settle)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-enough:
			return nil
		case m := <-c.moves:
			if _, named := m.(*events.PushNameSetting); named {
				c.away(ctx)
				return nil
			}
		}
	}
}

func phoneError(err error) error {
	switch {
	case errors.Is(err, whatsmeow.ErrPhoneNumberTooShort):
		return errors.New("the number is too short: write it with its country, such as 6281234567890")
	case errors.Is(err, whatsmeow.ErrPhoneNumberIsNotInternational):
		return errors.New("the number begins with 0: write it with its country, such as 6281234567890")
	}
	return fmt.Errorf("ask for a pairing code: %s", redact(err.Error()))
}
