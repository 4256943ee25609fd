package whatsapp

// Everything that whatsmeow reports, one at a time and in order. What the
// handler returns decides whether WhatsApp may forget the message:
//
//	committed, seen before, not for us            true
//	the record is busy or full, after short tries false: it comes again after the next connect
//	panic                                         false: whatsmeow itself would take it for success
//	failed again and again                        true: the bot has parked it

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/mattn/go-sqlite3"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"aduan/bot"
)

func (c *Client) handle(raw any) (done bool) {
	defer func() {
		if p := recover(); p != nil {
			c.log.Error().Str("event", fmt.Sprintf("%T", raw)).Bytes("stack", debug.Stack()).Msg("Event handler panicked")
			if e, ok := raw.(*events.Message); ok {
				in := bot.Inbound{From: address(canonical(e.Info.Chat)), ID: short(e.Info.ID)}
				in.Raw = func() []byte { b, _ := proto.Marshal(e.RawMessage); return b }
				done = c.opts.GiveUp(c.life, in, errors.New("event handler panicked"))
				if !done {
					c.tell(again{})
				}
				return
			}
			done = true
		}
	}()
	c.listen(raw)
	switch e := raw.(type) {
	case *events.Message:
		return c.message(c.life, e)
	case *events.UndecryptableMessage:
		c.undecryptable(c.life, e) // acknowledged already, whatever we return
	case *events.IdentityChange:
		c.keyChanged(c.life, e)
	case *events.MediaRetry:
		c.lost.answered(e)
	case *events.NotifyAccountReachoutTimelock:
		c.opts.Tell("timelock", e.TimeEnforcementEnds.Time, !e.IsActive)
	case *events.CallOffer:
		c.call(c.life, e.BasicCallMeta)
	case *events.CallOfferNotice:
		c.call(c.life, e.BasicCallMeta)

	case *events.Connected:
		c.ready.up()
		c.tell(e)
	case *events.OfflineSyncCompleted:
		c.ready.done()
		c.tell(e)
	case *events.Disconnected:
		c.ready.down()
		c.tell(e)
	case events.PermanentDisconnect: // logged out, replaced, banned, outdated, refused
		c.ready.down()
		c.tell(e)
	case *events.StreamError:
		c.log.Warn().Str("code", e.Code).Msg("Stream error")
	case *events.KeepAliveTimeout:
		c.log.Warn().Int("errors", e.ErrorCount).Msg("Keepalive is not answered")
		c.tell(e)
	case *events.KeepAliveRestored:
		c.log.Info().Msg("Keepalive is answered again")
	case *events.PushNameSetting,
		*events.QR, *events.RotateADVSecret, *events.QRScannedWithoutMultidevice, *events.PairSuccess, *events.PairError,
		*events.PairPasskeyRequest, *events.PairPasskeyConfirmation, *events.PairPasskeyError:
		c.tell(e)
	}
	return true
}

// listen notes a sign of life. What whatsmeow says of the connection itself is
// none: a deaf session can be connected anew.
func (c *Client) listen(raw any) {
	switch raw.(type) {
	case *events.Connected, *events.OfflineSyncPreview, *events.OfflineSyncCompleted, *events.Disconnected,
		*events.KeepAliveTimeout, *events.StreamError, events.PermanentDisconnect:
	default:
		c.heard.Store(c.opts.Now().UnixNano())
	}
}

// tell hands an event to whoever owns the connection. Nothing is connected,
// disconnected or sent from inside the handler.
func (c *Client) tell(e any) {
	select {
	case c.moves <- e:
	case <-c.life.Done():
	}
}

// again asks for one reconnect, after which WhatsApp hands over once more what
// was not acknowledged.
type again struct{}

func (c *Client) message(ctx context.Context, e *events.Message) bool {
	if e.Info.Category == "peer" {
		return true
	}
	p, err := c.who(ctx, e.Info.MessageSource)
	if err != nil {
		c.log.Error().Err(err).Str("message_id", e.Info.ID).Msg("Sender is not known")
		c.tell(again{})
		return false
	}
	if p.nobody() {
		return true
	}
	m := e.RawMessage
	if m == nil {
		m = e.Message
	}
	r := read(m, e.Info.IsFromMe)
	if r.mentions {
		if err := c.timers.learn(ctx, p, r.timer); err != nil {
			c.log.Warn().Err(err).Msg("Chat timer was not saved")
		}
	}
	if r.album > 0 {
		c.albums.announce(p.from(), e.Info.ID, r.album)
	}
	if r.secret != nil {
		c.open(ctx, e, &r)
	}
	if r.kind == "" {
		return true
	}
	in := c.inbound(p, &e.Info, r.kind)
	in.Text, in.Quote, in.Of, in.File = r.text, r.quote, r.of, r.file
	if in.File != nil {
		in.File.Ref = withOrigin(in.File.Ref, originOf(&e.Info))
	}
	if r.parent != "" {
		in.Album, in.AlbumLeft = r.parent, c.albums.count(p.from(), r.parent, in.ID)
	}
	if in.FromMe && c.ours(ctx, p, in.ID) {
		return true
	}
	return c.deliver(ctx, in, m)
}

// open decrypts an edit that is encrypted with a key out of the message that
// it changes. One that cannot be opened is a message that cannot be read.
func (c *Client) open(ctx context.Context, e *events.Message, r *reading) {
	inner := *e
	inner.Message = r.secret
	m, err := c.wa.DecryptSecretEncryptedMessage(ctx, &inner)
	if err != nil {
		c.log.Warn().Str("error", redact(err.Error())).Str("message_id", e.Info.ID).Msg("Edit was not readable")
		r.kind, r.of = bot.KindUndecryptable, ""
		return
	}
	r.decrypted(m)
}

func (c *Client) inbound(p person, info *types.MessageInfo, kind bot.Kind) bot.Inbound {
	in := bot.Inbound{
		Line: c.Number(), From: p.from(), Alt: p.alias(), FromMe: info.IsFromMe,
		ID: short(info.ID), At: info.Timestamp, Kind: kind,
	}
	if !info.IsFromMe {
		in.Name = clip(info.PushName)
	}
	return in
}

// ours says whether the bot itself sent a message: the phone may hand such a
// one over when it answers for a lost one.
func (c *Client) ours(ctx context.Context, p person, id string) bool {
	_, _, err := c.wa.Store.EventBuffer.GetOutgoingEvent(ctx, p.chat, p.alt, id)
	return err == nil
}

func (c *Client) undecryptable(ctx context.Context, e *events.UndecryptableMessage) {
	if err := c.db.writable(ctx); err != nil { // then it is our fault, and the next ones would be lost too
		c.log.Error().Err(err).Msg("whatsapp.db cannot be written")
		c.tell(full{})
	}
	if e.DecryptFailMode == events.DecryptFailHide || e.Info.IsFromMe || e.Info.Category == "peer" {
		return
	}
	p, err := c.who(ctx, e.Info.MessageSource)
	if err != nil || p.nobody() {
		return
	}
	kind := bot.KindUndecryptable
	if e.UnavailableType == events.UnavailableTypeViewOnce {
		kind = "view_once"
	}
	c.deliver(ctx, c.inbound(p, &e.Info, kind), nil)
}

// keyChanged tells about a person whose identity key changed: a new handset,
// or somebody else behind the number.
func (c *Client) keyChanged(ctx context.Context, e *events.IdentityChange) {
	p, err := c.who(ctx, types.MessageSource{Chat: e.JID.ToNonAD(), Sender: e.JID})
	if err != nil || p.nobody() {
		return
	}
	if err := c.opts.KeyChanged(ctx, p.from(), p.alias()); err != nil {
		c.log.Error().Err(err).Msg("Change of an identity key was not noted")
	}
}

func (c *Client) call(ctx context.Context, m types.BasicCallMeta) {
	if !m.GroupJID.IsEmpty() {
		return
	}
	info := types.MessageInfo{ID: m.CallID, Timestamp: m.Timestamp, MessageSource: types.MessageSource{
		Chat: m.CallCreator.ToNonAD(), Sender: m.CallCreator, SenderAlt: m.CallCreatorAlt,
	}}
	if p, err := c.who(ctx, info.MessageSource); err == nil && !p.nobody() {
		c.deliver(ctx, c.inbound(p, &info, "call"), nil)
	}
}

// busyTries are the pauses between tries while the record is busy: whoever
// holds it is at most writing a file.
var busyTries = []time.Duration{0, 100 * time.Millisecond, 400 * time.Millisecond, 1500 * time.Millisecond}

// deliver hands a message over, and says whether it may be acknowledged.
func (c *Client) deliver(ctx context.Context, in bot.Inbound, raw *waE2E.Message) bool {
	if in.ID == "" || in.At.IsZero() {
		return true // no client sends such a one, and it has no place in the record
	}
	if !c.work.enter() {
		return false // we are stopping, or only pairing: it comes again
	}
	defer c.work.leave()
	defer c.taking.begin(c.opts.Now())()
	in.Raw = func() []byte { b, _ := proto.Marshal(raw); return b }
	c.opts.Hook("before receive")
	var err error
	for _, wait := range busyTries {
		if wait > 0 {
			time.Sleep(wait)
		}
		if err = c.opts.Receive(ctx, in); !isBusy(err) {
			break
		}
	}
	if err == nil {
		if !in.FromMe {
			c.unread.add(in.From, in.ID)
		}
		c.opts.Hook("after receive")
		return true
	}
	c.log.Error().Err(err).Str("message_id", in.ID).Msg("Message was not taken")
	if isFull(err) {
		c.tell(full{})
	} else {
		c.tell(again{})
	}
	return false
}

func isBusy(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked)
}

// isFull says that the disk has no room, or cannot be written.
func isFull(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrFull || e.Code == sqlite3.ErrIoErr || e.Code == sqlite3.ErrReadonly)
}
