package loopback

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"
)

// Chat is what a phone shows of its talk with one person. The helpers that send end the test if the server does not
// take the message; use Send to see the error.
type Chat struct {
	Peer  string // number
	phone *Phone

	// Below: guarded by Phone.mu.
	messages   []*Message
	seen       int
	typing     bool
	expiration uint32
}

// With is the phone's chat with somebody.
func (p *Phone) With(number string) *Chat {
	number = Digits(number)
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chats[number]
	if c == nil {
		c = &Chat{Peer: number, phone: p}
		p.chats[number] = c
	}
	return c
}

func (c *Chat) jid() types.JID { return types.NewJID(c.Peer, types.DefaultUserServer) }

// Send sends a message under an id, or a new one if id is "". It returns when the server has taken it.
func (c *Chat) Send(ctx context.Context, id string, m *waE2E.Message) (string, error) {
	if c.Peer == "" {
		return "", errors.New("the phone was opened without a peer: use To or With")
	}
	if id == "" {
		id = c.phone.Client.GenerateMessageID()
	}
	_, err := c.phone.Client.SendMessage(ctx, c.jid(), m, whatsmeow.SendRequestExtra{ID: id, Timeout: patience})
	if err != nil {
		return id, fmt.Errorf("send: %w", err)
	}
	c.phone.update(c.jid(), func(c *Chat) {
		info := types.MessageInfo{ID: id, MessageSource: types.MessageSource{IsFromMe: true}}
		switch edited := m.GetEditedMessage().GetMessage(); {
		case edited != nil:
			c.fold(&info, edited)
		default:
			c.fold(&info, m)
		}
	})
	return id, nil
}

// SendRaw sends any message and returns its id.
func (c *Chat) SendRaw(m *waE2E.Message) string {
	id, err := c.Send(c.phone.ctx(), "", m)
	if err != nil {
		c.phone.fatal(err)
	}
	return id
}

// Say sends a text and returns its id.
func (c *Chat) Say(text string) string { return c.SendRaw(c.text(text, c.about())) }

func (c *Chat) text(text string, about *waE2E.ContextInfo) *waE2E.Message {
	if about == nil {
		return &waE2E.Message{Conversation: proto.String(text)}
	}
	return &waE2E.Message{ExtendedTextMessage: &waE2E.ExtendedTextMessage{Text: proto.String(text), ContextInfo: about}}
}

// about is the context of the next message: nil, or the time after which it disappears.
func (c *Chat) about() *waE2E.ContextInfo {
	c.phone.mu.Lock()
	defer c.phone.mu.Unlock()
	if c.expiration == 0 {
		return nil
	}
	return &waE2E.ContextInfo{Expiration: proto.Uint32(c.expiration)}
}

// Disappear sets the chat's timer in seconds, 0 for off, and tells the other side. Later messages carry it.
func (c *Chat) Disappear(seconds uint32) {
	c.SendRaw(&waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{
		Type:                      waE2E.ProtocolMessage_EPHEMERAL_SETTING.Enum(),
		EphemeralExpiration:       proto.Uint32(seconds),
		EphemeralSettingTimestamp: proto.Int64(c.phone.s.stamp()),
	}})
}

// Quote answers a message of the chat.
func (c *Chat) Quote(id, text string) string {
	quoted := c.message(id)
	about := c.about()
	if about == nil {
		about = new(waE2E.ContextInfo)
	}
	about.StanzaID = proto.String(id)
	about.Participant = proto.String(c.jid().String())
	if quoted.FromMe {
		about.Participant = proto.String(c.phone.Client.Store.GetJID().ToNonAD().String())
	}
	about.QuotedMessage = quoted.Content
	return c.SendRaw(c.text(text, about))
}

// message finds a message of the chat; of two with the same id the other side's.
func (c *Chat) message(id string) Message {
	c.phone.mu.Lock()
	defer c.phone.mu.Unlock()
	for _, fromMe := range []bool{false, true} {
		if m := c.find(id, fromMe); m != nil {
			return *m
		}
	}
	return Message{ID: id, FromMe: true}
}

// Edit replaces the text of one's own message.
func (c *Chat) Edit(id, text string) string {
	return c.SendRaw(c.phone.Client.BuildEdit(c.jid(), id, c.text(text, c.about())))
}

// Revoke deletes one's own message for everybody.
func (c *Chat) Revoke(id string) string {
	return c.SendRaw(c.phone.Client.BuildRevoke(c.jid(), types.EmptyJID, id))
}

// React puts an emoji on a message; "" takes it away.
func (c *Chat) React(id, emoji string) string {
	sender := types.EmptyJID
	if !c.message(id).FromMe {
		sender = c.jid()
	}
	return c.SendRaw(c.phone.Client.BuildReaction(c.jid(), sender, id, emoji))
}

// MarkRead gives the other side its blue ticks.
func (c *Chat) MarkRead(ids ...string) {
	if err := c.phone.Client.MarkRead(c.phone.ctx(), ids, time.Now(), c.jid(), types.EmptyJID); err != nil {
		c.phone.fatal(fmt.Errorf("mark read: %w", err))
	}
}

// Type shows the other side that one is typing, or has stopped.
func (c *Chat) Type(typing bool) {
	state := types.ChatPresencePaused
	if typing {
		state = types.ChatPresenceComposing
	}
	if err := c.phone.Client.SendChatPresence(c.phone.ctx(), c.jid(), state, types.ChatPresenceMediaText); err != nil {
		c.phone.fatal(fmt.Errorf("typing: %w", err))
	}
}
