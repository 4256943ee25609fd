package whatsapp

// Files that the media hosts no longer have. The account's own phone may still
// have them: it is asked once to upload the file again, and if it does not
// answer in time the person is asked instead. The question is asked anew after
// a restart, since the job of fetching the file is.

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waMmsRetry"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"

	"aduan/bot"
)

// reuploadTime is how long the phone may take: it may be asleep.
const reuploadTime = 45 * time.Second

// origin is the message that a file came in, as the phone knows it.
type origin struct {
	ID     string `json:"id,omitempty"`
	Chat   string `json:"chat,omitempty"`
	Sender string `json:"sender,omitempty"`
}

// originOf is where a file came from; nothing for one of the phone's own.
func originOf(info *types.MessageInfo) origin {
	if info.IsFromMe {
		return origin{}
	}
	return origin{ID: info.ID, Chat: info.Chat.ToNonAD().String(), Sender: info.Sender.String()}
}

// lost are the files for which the phone was asked, by message id.
type lost struct {
	mu      sync.Mutex
	waiting map[string]chan *events.MediaRetry
}

// answered hands on what the phone answered.
func (l *lost) answered(e *events.MediaRetry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ch := l.waiting[e.MessageID]; ch != nil {
		select {
		case ch <- e:
		default:
		}
	}
}

// reupload asks the phone for a file and returns its new path. It returns an
// error wrapping [bot.ErrGone] where the phone does not have it or does not
// answer.
func (c *Client) reupload(ctx context.Context, r reference) (path string, err error) {
	chat, errChat := types.ParseJID(r.From.Chat)
	sender, errSender := types.ParseJID(r.From.Sender)
	if err := errors.Join(errChat, errSender); r.From.ID == "" || err != nil {
		return "", bot.ErrGone
	}
	ch := make(chan *events.MediaRetry, 1)
	c.lost.mu.Lock()
	c.lost.waiting[r.From.ID] = ch
	c.lost.mu.Unlock()
	defer func() {
		c.lost.mu.Lock()
		delete(c.lost.waiting, r.From.ID)
		c.lost.mu.Unlock()
	}()
	info := types.MessageInfo{ID: r.From.ID, MessageSource: types.MessageSource{Chat: chat, Sender: sender}}
	if err := c.wa.SendMediaRetryReceipt(ctx, &info, r.Key); err != nil {
		return "", fmt.Errorf("ask the phone for a file: %w", err)
	}
	select {
	case e := <-ch:
		answer, err := whatsmeow.DecryptMediaRetryNotification(e, r.Key)
		if err != nil || answer.GetResult() != waMmsRetry.MediaRetryNotification_SUCCESS {
			return "", fmt.Errorf("the phone does not have the file: %w", bot.ErrGone)
		}
		return answer.GetDirectPath(), nil
	case <-time.After(c.opts.Phone):
		return "", fmt.Errorf("the phone does not answer: %w", bot.ErrGone)
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
