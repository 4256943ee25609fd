package whatsapp

// Sending. Rules:
//
//   - the id was chosen before the first try, and what is sent under it is the
//     same on every try, the secret in it too;
//   - it goes to the chat that wrote, never to a device, and only to people
//     who wrote first;
//   - a send ends, one way or the other, within a deadline: whatsmeow sends one
//     message at a time and would wait for ever.

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"aduan/bot"
)

const sendTime = 90 * time.Second

// Send marks what it answers as read, shows that we type, and sends, after a
// short moment. While there is no connection it waits. It returns
// [bot.ErrRefused] where WhatsApp refuses the message.
func (c *Client) Send(ctx context.Context, m bot.Message) error {
	to, err := jid(m.To)
	if err != nil {
		return fmt.Errorf("%w: %w", bot.ErrRefused, err)
	}
	if err := c.Ready(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	if ids := c.unread.take(m.To); len(ids) > 0 {
		if err := c.wa.MarkRead(ctx, ids, c.opts.Now(), to, types.EmptyJID); err != nil {
			c.log.Debug().Err(err).Msg("Messages were not marked as read")
		}
	}
	c.typing(ctx, to, types.ChatPresenceComposing)
	if err := sleep(ctx, c.opts.Pace(c.paces.since(m.To, c.opts.Now()))); err != nil {
		return err
	}
	_, err = c.wa.SendMessage(ctx, to, c.outgoing(m), whatsmeow.SendRequestExtra{ID: m.ID})
	if err != nil {
		if errors.Is(err, whatsmeow.ErrServerReturnedError) {
			return fmt.Errorf("%w: %w", bot.ErrRefused, err)
		}
		return err
	}
	c.paces.sent(m.To, c.opts.Now())
	c.typing(ctx, to, types.ChatPresencePaused)
	c.nudge()
	return nil
}

// outgoing makes the message, the same every time.
func (c *Client) outgoing(m bot.Message) *waE2E.Message {
	out := &waE2E.Message{MessageContextInfo: &waE2E.MessageContextInfo{MessageSecret: c.secret(m.ID)}}
	if lasts := c.timers.of(m.To); lasts > 0 {
		out.ExtendedTextMessage = &waE2E.ExtendedTextMessage{
			Text: proto.String(m.Text), ContextInfo: &waE2E.ContextInfo{Expiration: proto.Uint32(lasts)},
		}
		return out
	}
	out.Conversation = proto.String(m.Text)
	return out
}

// secret is the key that edits and reports of a message are made with. It goes
// to the other side; whatsmeow would draw another one for every try.
func (c *Client) secret(id string) []byte {
	h := hmac.New(sha256.New, c.wa.Store.AdvSecretKey)
	h.Write([]byte("message secret " + id))
	return h.Sum(nil)
}

func (c *Client) typing(ctx context.Context, to types.JID, state types.ChatPresence) {
	if err := c.wa.SendChatPresence(ctx, to, state, types.ChatPresenceMediaText); err != nil {
		c.log.Debug().Err(err).Msg("Typing was not shown")
	}
}
