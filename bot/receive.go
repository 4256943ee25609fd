package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"aduan/flows"
	"aduan/flows/read"
	"aduan/store"
)

// maxName is how much of a display name is kept, in runes.
const maxName = 80

// deliveries is how often a message is handed over before it is given up.
const deliveries = 5

// Receive takes one message into account: who wrote, what it changes, and what
// is to be answered, in one durable transaction. When it returns nil the
// message may be acknowledged: it is in the record for good, or was there
// already, or was parked. When it returns an error nothing of it happened, and
// the network has to keep it.
//
// A message whose handling fails though the record can be written is parked
// with its raw bytes at the fifth delivery: it must not come back for ever. A
// panic in the handling is a failure like any other.
func (b *Bot) Receive(ctx context.Context, in Inbound) error {
	if err := in.check(); err != nil {
		return err
	}
	in.Text = read.Clean(in.Text)
	if masked, found := read.Mask(in.Text); len(found) > 0 {
		in.Text, in.Secret = masked, true
	}
	in.Name = shorten(read.Clean(in.Name), maxName)
	fresh, err := b.handle(ctx, in)
	if err != nil {
		return b.park(ctx, in, err)
	}
	b.Hook("after commit")
	b.Log.Debug().Str("message_id", in.ID).Str("kind", string(in.Kind)).Bool("fresh", fresh).Msg("Message taken")
	if fresh {
		b.wake()
	}
	return nil
}

// handle is the transaction; its own recover rolls it back.
func (b *Bot) handle(ctx context.Context, in Inbound) (fresh bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			b.Log.Error().Str("message_id", in.ID).Bytes("stack", debug.Stack()).Msg("Handling panicked")
			err = errPanic
		}
	}()
	err = b.Store.Update(ctx, func(tx *store.Tx) error {
		fresh, err = b.receive(tx, in)
		if err == nil {
			b.Hook("before commit")
		}
		return err
	})
	return fresh, err
}

var errPanic = errors.New("the handling panicked")

// park counts a failure, and gives the message up at the last delivery. What
// the record cannot take now is nobody's fault and is not counted.
func (b *Bot) park(ctx context.Context, in Inbound, why error) error {
	if store.Transient(why) || ctx.Err() != nil {
		return fmt.Errorf("receive: %w", why)
	}
	parked, err := b.GiveUp(ctx, in, why)
	if err != nil || !parked {
		return errors.Join(fmt.Errorf("receive: %w", why), err)
	}
	return nil
}

// GiveUp counts a failed handling of a message, and says whether it is parked
// now: then it counts as done. A messenger calls it for what fails before
// Receive.
func (b *Bot) GiveUp(ctx context.Context, in Inbound, why error) (parked bool, err error) {
	err = b.Store.Update(ctx, func(tx *store.Tx) error {
		attempts, err := tx.Fail(in.From, in.ID, why.Error())
		if err != nil || attempts < deliveries {
			return err
		}
		parked = true
		var raw []byte
		if in.Raw != nil {
			raw = in.Raw()
		}
		return tx.Park(in.From, in.ID, raw)
	})
	if err != nil {
		return false, err
	}
	if parked {
		b.Log.Error().Err(why).Str("message_id", in.ID).Msg("Message could not be handled and is parked in dead_letter")
	}
	return parked, nil
}

func (b *Bot) receive(tx *store.Tx, in Inbound) (fresh bool, err error) {
	if seen, err := tx.Seen(in.From, in.ID, in.FromMe); seen || err != nil {
		return false, err
	}
	if in.FromMe {
		in.Name = "" // the support phone's, not the person's
	}
	c, err := tx.Contact(in.From, in.Alt, in.Name)
	if err != nil {
		return false, err
	}
	m := store.Message{
		Contact: c.ID, ID: in.ID, FromMe: in.FromMe, Line: in.Line,
		Kind: string(in.Kind), Text: in.Text, Ref: first(in.Of, in.Quote), SentAt: in.At,
	}
	if fresh, err = tx.Receive(m); err != nil {
		return false, err
	}
	if !fresh && in.Kind != KindUndecryptable {
		if fresh, err = tx.Readable(m); err != nil {
			return false, err
		}
	}
	if !fresh { // seen before
		return false, err
	}
	if in.FromMe {
		return true, b.onPhone(tx, c, in)
	}
	if err := tx.Unpark(c.ID, in.Line); err != nil {
		return false, err
	}
	if done, err := b.forStaff(tx, c, in); done || err != nil {
		return done, err
	}
	fin, err := b.input(tx, c, in)
	if err != nil {
		return false, err
	}
	return true, b.turn(tx, c, in.Line, fin)
}

// input puts a message into the conversation's terms.
func (b *Bot) input(tx *store.Tx, c store.Contact, in Inbound) (flows.Input, error) {
	fin := flows.Input{ID: in.ID, At: in.At, Text: in.Text, Secret: in.Secret, Album: in.Album, AlbumLeft: in.AlbumLeft}
	var err error
	if fin.Quote, err = b.ref(tx, c, in.Quote); err != nil {
		return fin, err
	}
	if fin.Of, err = b.ref(tx, c, in.Of); err != nil {
		return fin, err
	}
	switch in.Kind {
	case KindText:
		fin.Act = flows.Said
	case KindReaction:
		fin.Act = flows.Reacted
	case KindEdit:
		fin.Act = flows.Edited
		if fin.Of != nil && !fin.Of.Ours {
			err = tx.SetText(c.ID, in.Of, in.Text)
		}
	case KindRevoke:
		fin.Act = flows.Revoked
		if fin.Of != nil && !fin.Of.Ours {
			err = errors.Join(tx.Revoke(c.ID, in.Of), tx.MarkProofsOf(c.ID, in.Of, "deleted"), tx.MarkAnswersOf(c.ID, in.Of, "deleted"))
		}
	case KindFile:
		fin.Act = flows.Sent
		fin.File, err = tx.AddProof(store.Proof{
			Contact: c.ID, Line: in.Line, MessageID: in.ID, Ref: in.File.Ref, Claim: in.File.Claim,
			SentAt: in.At, DueAt: tx.Now.Add(b.FetchTime),
		})
	default:
		fin.Act, fin.Shape = flows.Showed, string(in.Kind)
	}
	return fin, err
}

// ref finds the message of this chat that another one refers to; nil where
// there is none: an id from another chat, or one that nobody used, proves
// nothing.
func (b *Bot) ref(tx *store.Tx, c store.Contact, id string) (*flows.Ref, error) {
	if id == "" {
		return nil, nil
	}
	out, err := tx.SentTo(c.ID, id)
	if err == nil {
		return &flows.Ref{ID: id, Ours: true, Asks: out.Asks, Number: out.Number}, nil
	} else if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	m, err := tx.Received(c.ID, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return &flows.Ref{ID: id, Number: m.Number, Text: m.Text}, nil
}

func first(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}

func shorten(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes])
	}
	return s
}
