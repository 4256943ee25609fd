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
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"

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
	ctx, cancel := context.WithTimeout(ctx, c.opts.Send)
	defer cancel()
	done, err := c.alone(ctx)
	if err != nil {
		return err
	}
	out, err := c.prepare(ctx, to, m)
	if err != nil {
		done()
		return err
	}
	if err := c.leave(ctx, to, out, m.ID, done); err != nil {
		return c.refused(err)
	}
	c.paces.sent(m.To, c.opts.Now())
	c.typing(ctx, to, types.ChatPresencePaused)
	c.nudge()
	return nil
}

// alone waits until no message is leaving. From then on one is, for whoever
// watches, until done is called: whatsmeow would hold up the next behind one
// that hangs, and nobody would see how long that one takes.
func (c *Client) alone(ctx context.Context) (done func(), err error) {
	select {
	case c.leaving <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ended := c.sending.begin(c.opts.Now())
	return func() {
		ended()
		<-c.leaving
	}, nil
}

// prepare does what comes before a message leaves, the short moment too.
func (c *Client) prepare(ctx context.Context, to types.JID, m bot.Message) (*waE2E.Message, error) {
	if ids := c.unread.take(m.To); len(ids) > 0 {
		if err := c.wa.MarkRead(ctx, ids, c.opts.Now(), to, types.EmptyJID); err != nil {
			c.log.Debug().Err(err).Msg("Messages were not marked as read")
		}
	}
	c.typing(ctx, to, types.ChatPresenceComposing)
	if err := sleep(ctx, c.opts.Pace(c.paces.since(m.To, c.opts.Now()))); err != nil {
		return nil, err
	}
	return c.outgoing(ctx, to, m)
}

// partTime is how long whoever stops waits for a message that is leaving.
const partTime = 2 * time.Second

// leave hands a message to whatsmeow and calls done when it has come back from
// there, which may be after leave has. It is not broken off when ctx ends:
// whatsmeow panics if the confirmation comes at that very moment, and counts a
// frame that never left.
func (c *Client) leave(ctx context.Context, to types.JID, out *waE2E.Message, id string, done func()) error {
	whole, cancel := context.WithTimeout(c.life, c.opts.Send)
	left := make(chan error, 1)
	go func() {
		defer done()
		defer cancel()
		c.opts.Hook("before leave")
		_, err := c.wa.SendMessage(inOneCommit(whole), to, out, whatsmeow.SendRequestExtra{ID: id})
		left <- err
	}()
	select {
	case err := <-left:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-left:
		return err
	case <-time.After(partTime):
		return ctx.Err()
	}
}

// slowTime is how long nothing leaves after WhatsApp said that it was too much.
const slowTime = 10 * time.Minute

// refused says what an error of a send means: whether another try can help, and
// when. WhatsApp's numbers stand behind whatsmeow's error.
func (c *Client) refused(err error) error {
	if !errors.Is(err, whatsmeow.ErrServerReturnedError) {
		return err // it may have arrived: the same again
	}
	switch code := serverCode(err); {
	case code == 420 || code == 429:
		c.log.Warn().Int("code", code).Msg("WhatsApp asks to slow down")
		c.ready.slow(c.passed(c.life, slowTime))
		return err
	case code >= 500 && code < 600:
		return err
	}
	return fmt.Errorf("%w: %w", bot.ErrRefused, err) // 463 too: parked until the person writes again
}

// serverCode is the number at the end of an error that WhatsApp returned, 0 if
// there is none.
func serverCode(err error) int {
	words := strings.Fields(err.Error())
	if len(words) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(words[len(words)-1])
	return n
}

func (c *Client) typing(ctx context.Context, to types.JID, state types.ChatPresence) {
	if err := c.wa.SendChatPresence(ctx, to, state, types.ChatPresenceMediaText); err != nil {
		c.log.Debug().Err(err).Msg("Typing was not shown")
	}
}
