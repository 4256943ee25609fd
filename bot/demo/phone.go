package demo

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
)

// phone is somebody's phone, in a page instead of a hand.
type phone struct {
	*loopback.Phone
	person
	Number string // both of the embedded have one
	now    func() time.Time

	mu     sync.Mutex
	sent   map[string]time.Time // when this phone sent what, which the client does not keep
	read   map[string]bool      // what has its blue ticks
	typing bool                 // the other side
}

func newPhone(l *loopback.Phone, who person, now func() time.Time) *phone {
	return &phone{
		Phone: l, person: who, Number: who.Number, now: now,
		sent: map[string]time.Time{}, read: map[string]bool{},
	}
}

// watch calls changed whenever something about the chat is other than before. The waiting of a Phone ends at some
// time, so it is begun again.
func (p *phone) watch(ctx context.Context, changed func()) {
	p.again(ctx, func(ctx context.Context) {
		_ = p.Until(ctx, func([]loopback.Message) bool { changed(); return false })
	})
}

func (p *phone) watchTyping(ctx context.Context, changed func()) {
	typing := true
	p.again(ctx, func(ctx context.Context) {
		if p.UntilTyping(ctx, typing) != nil {
			return
		}
		p.mu.Lock()
		p.typing = typing
		p.mu.Unlock()
		typing = !typing
		changed()
	})
}

func (p *phone) again(ctx context.Context, wait func(context.Context)) {
	for ctx.Err() == nil {
		hour, cancel := context.WithTimeout(ctx, time.Hour)
		wait(hour)
		cancel()
	}
}

func (p *phone) peer() types.JID { return types.NewJID(p.Peer, types.DefaultUserServer) }

// send sends a message and notes when.
func (p *phone) send(ctx context.Context, m *waE2E.Message) (id string, err error) {
	id = p.Client.GenerateMessageID()
	p.mu.Lock()
	p.sent[id] = p.now()
	p.mu.Unlock()
	return p.Send(ctx, id, m)
}

// find is a message of the chat as it stands now.
func (p *phone) find(id string) (loopback.Message, error) {
	for _, m := range p.History() {
		if m.ID == id {
			return m, nil
		}
	}
	return loopback.Message{}, fmt.Errorf("there is no message %q in this chat", id)
}

// own is find for what only its author may change.
func (p *phone) own(id string) (loopback.Message, error) {
	m, err := p.find(id)
	if err == nil && (!m.FromMe || m.Revoked) {
		err = fmt.Errorf("message %q cannot be changed from this phone", id)
	}
	return m, err
}

// say sends a text, as an answer to a message if quote is not "".
func (p *phone) say(ctx context.Context, text, quote string) (string, error) {
	m := &waE2E.Message{Conversation: proto.String(text)}
	about, err := p.about(quote)
	if err != nil {
		return "", err
	}
	if about != nil {
		m = &waE2E.Message{ExtendedTextMessage: &waE2E.ExtendedTextMessage{Text: proto.String(text), ContextInfo: about}}
	}
	return p.send(ctx, m)
}

// about is the context of an answer to a message.
func (p *phone) about(quote string) (*waE2E.ContextInfo, error) {
	if quote == "" {
		return nil, nil
	}
	m, err := p.find(quote)
	if err != nil {
		return nil, err
	}
	author := p.peer()
	if m.FromMe {
		author = p.Client.Store.GetJID().ToNonAD()
	}
	return &waE2E.ContextInfo{
		StanzaID: proto.String(quote), Participant: proto.String(author.String()), QuotedMessage: m.Content,
	}, nil
}

func (p *phone) edit(ctx context.Context, id, text string) error {
	m, err := p.own(id)
	if err != nil {
		return err
	}
	if m.Content.GetConversation() == "" && m.Content.ExtendedTextMessage == nil {
		return fmt.Errorf("message %q is no text", id)
	}
	_, err = p.send(ctx, p.Client.BuildEdit(p.peer(), id, &waE2E.Message{Conversation: proto.String(text)}))
	return err
}

func (p *phone) revoke(ctx context.Context, id string) error {
	if _, err := p.own(id); err != nil {
		return err
	}
	_, err := p.send(ctx, p.Client.BuildRevoke(p.peer(), types.EmptyJID, id))
	return err
}

// react puts an emoji on a message, or takes it away with "".
func (p *phone) react(ctx context.Context, id, emoji string) error {
	m, err := p.find(id)
	if err != nil {
		return err
	}
	author := p.peer()
	if m.FromMe {
		author = types.EmptyJID
	}
	_, err = p.send(ctx, p.Client.BuildReaction(p.peer(), author, id, emoji))
	return err
}

// unread are the messages that nobody has looked at yet.
func (p *phone) unread(history []loopback.Message) (ids []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range history {
		if !m.FromMe && !p.read[m.ID] {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// look gives the other side its blue ticks.
func (p *phone) look(ctx context.Context) error {
	ids := p.unread(p.History())
	if len(ids) == 0 {
		return nil
	}
	if err := p.Client.MarkRead(ctx, ids, p.now(), p.peer(), types.EmptyJID); err != nil {
		return fmt.Errorf("mark read: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, id := range ids {
		p.read[id] = true
	}
	return nil
}
