package loopback

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
)

// handle folds what the client reports into the chats.
func (p *Phone) handle(event any) {
	switch e := event.(type) {
	case *events.Message:
		p.resend(e)
		p.update(e.Info.Chat, func(c *Chat) { c.fold(&e.Info, e.Message) })
	case *events.UndecryptableMessage:
		if e.DecryptFailMode == events.DecryptFailHide {
			return
		}
		p.update(e.Info.Chat, func(c *Chat) {
			if c.find(e.Info.ID, e.Info.IsFromMe) == nil {
				c.messages = append(c.messages, &Message{
					ID: e.Info.ID, FromMe: e.Info.IsFromMe, Info: &e.Info, Waiting: true,
					ViewOnce: e.UnavailableType == events.UnavailableTypeViewOnce,
				})
			}
		})
	case *events.Receipt:
		p.update(e.Chat, func(c *Chat) {
			for _, id := range e.MessageIDs {
				if m := c.find(id, true); m != nil && !e.IsFromMe {
					m.Delivered = true
					m.Read = m.Read || e.Type == types.ReceiptTypeRead
				}
			}
		})
	case *events.ChatPresence:
		p.update(e.Chat, func(c *Chat) { c.typing = e.State == types.ChatPresenceComposing })
	}
}

// update changes the chat with somebody and wakes those who wait for it.
func (p *Phone) update(with types.JID, change func(*Chat)) {
	p.s.mu.Lock()
	number := with.User
	if a := p.s.find(with); a != nil {
		number = a.number
	}
	p.s.mu.Unlock()
	c := p.With(number)
	p.mu.Lock()
	defer p.mu.Unlock()
	change(c)
	close(p.changed)
	p.changed = make(chan struct{})
}

func (c *Chat) find(id string, fromMe bool) *Message {
	for _, m := range c.messages {
		if m.ID == id && m.FromMe == fromMe {
			return m
		}
	}
	return nil
}

// fold adds a message or does what it says to an earlier one. Only who wrote a message can edit or revoke it.
func (c *Chat) fold(info *types.MessageInfo, m *waE2E.Message) {
	if p := m.GetProtocolMessage(); p != nil {
		target := c.find(p.GetKey().GetID(), info.IsFromMe)
		switch p.GetType() {
		case waE2E.ProtocolMessage_REVOKE:
			if target != nil {
				target.Revoked, target.Text = true, ""
			}
		case waE2E.ProtocolMessage_MESSAGE_EDIT:
			if target != nil && !target.Revoked {
				target.Edited, target.Text = true, textOf(p.GetEditedMessage())
			}
		case waE2E.ProtocolMessage_EPHEMERAL_SETTING:
			c.expiration = p.GetEphemeralExpiration()
		}
		return
	}
	if r := m.GetReactionMessage(); r != nil {
		// The key says whose message it is as the one who reacts sees it.
		if target := c.find(r.GetKey().GetID(), r.GetKey().GetFromMe() == info.IsFromMe); target != nil {
			c.react(target, info.IsFromMe, r.GetText())
		}
		return
	}
	got := bubble(info.ID, info.IsFromMe, m)
	if !info.Sender.IsEmpty() {
		got.Info = info
	}
	switch known := c.find(info.ID, info.IsFromMe); {
	case known == nil:
		c.messages = append(c.messages, got)
	case known.Waiting:
		*known = *got
		got = known
	default:
		known.Copies++
		return
	}
	if !info.IsFromMe {
		c.arrived = append(c.arrived, got)
	}
}

func (c *Chat) react(target *Message, fromMe bool, emoji string) {
	who := c.Peer
	if fromMe {
		who = c.phone.Number
	}
	target.Reactions = maps.Clone(target.Reactions)
	if emoji == "" {
		delete(target.Reactions, who)
		return
	}
	if target.Reactions == nil {
		target.Reactions = make(map[string]string)
	}
	target.Reactions[who] = emoji
}

// History is the chat, oldest message first.
func (c *Chat) History() []Message {
	c.phone.mu.Lock()
	defer c.phone.mu.Unlock()
	return c.history()
}

func (c *Chat) history() []Message {
	list := make([]Message, len(c.messages))
	for i, m := range c.messages {
		list[i] = *m
	}
	return list
}

// Match picks a message.
type Match func(Message) bool

// Anything matches every message.
func Anything(Message) bool { return true }

// Says matches the message with exactly this text.
func Says(text string) Match { return func(m Message) bool { return m.Text == text } }

// Contains matches messages with this in their text.
func Contains(part string) Match {
	return func(m Message) bool { return strings.Contains(m.Text, part) }
}

// patience is how long Await, Until and the end of a pairing are waited for if no deadline was given.
const patience = time.Minute

// Await returns the next message from the other side that matches, in the order in which they became readable.
// Messages up to and including the one it returns are behind it: the next call looks at later ones only.
func (c *Chat) Await(ctx context.Context, match Match) (Message, error) {
	var found Message
	err := c.until(ctx, func() bool {
		for i := c.seen; i < len(c.arrived); i++ {
			if match(*c.arrived[i]) {
				c.seen, found = i+1, *c.arrived[i]
				return true
			}
		}
		return false
	})
	return found, err
}

// Expect is Await; in a test it ends the test if nothing comes that matches.
func (c *Chat) Expect(ctx context.Context, match Match) Message {
	m, err := c.Await(ctx, match)
	if err != nil {
		if c.phone.t != nil {
			c.phone.t.Helper()
		}
		c.phone.fatal(fmt.Errorf("expect: %w", err))
	}
	return m
}

// Until returns when the history is as wanted: for edits, reactions, ticks and everything else that is no new message.
func (c *Chat) Until(ctx context.Context, holds func(history []Message) bool) error {
	return c.until(ctx, func() bool { return holds(c.history()) })
}

// UntilTyping returns when the other side is typing, or has stopped.
func (c *Chat) UntilTyping(ctx context.Context, typing bool) error {
	return c.until(ctx, func() bool { return c.typing == typing })
}

func (c *Chat) until(ctx context.Context, holds func() bool) error {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	p := c.phone
	for {
		p.mu.Lock()
		ok, changed := holds(), p.changed
		p.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%w; chat of %s with %s:\n%s", ctx.Err(), p.Number, c.Peer, c.transcript())
		}
	}
}

func (c *Chat) transcript() string {
	var b strings.Builder
	for _, m := range c.History() {
		who := "<"
		if m.FromMe {
			who = ">"
		}
		fmt.Fprintf(&b, "  %s %s %q\n", who, m.ID, m.Text)
	}
	return b.String()
}
