package demo

import (
	"maps"
	"slices"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"

	"aduan/bot/loopback"
)

// shown is how many bubbles of a chat a page gets.
const shown = 400

// screen is a phone as the page shows it.
type screen struct {
	Number  string   `json:"number"`
	Name    string   `json:"name"`
	Staff   bool     `json:"staff"`
	Typing  bool     `json:"typing"`
	Unread  int      `json:"unread"`
	Bubbles []bubble `json:"bubbles"`
}

type bubble struct {
	ID        string    `json:"id"`
	Mine      bool      `json:"mine"`
	At        time.Time `json:"at"`
	Text      string    `json:"text,omitempty"`
	Ticks     string    `json:"ticks,omitempty"` // of one's own: sent, delivered, read
	Quote     *quote    `json:"quote,omitempty"`
	File      *file     `json:"file,omitempty"`
	Reactions []string  `json:"reactions,omitempty"`
	Liked     bool      `json:"liked,omitempty"` // by this phone
	Edited    bool      `json:"edited,omitempty"`
	Revoked   bool      `json:"revoked,omitempty"`
	Waiting   bool      `json:"waiting,omitempty"`
}

type quote struct {
	ID    string `json:"id"`
	Mine  bool   `json:"mine"`
	Text  string `json:"text"`
	Image bool   `json:"image,omitempty"`
}

type file struct {
	Name  string `json:"name,omitempty"`
	Type  string `json:"type"`
	Size  uint64 `json:"size"`
	Image bool   `json:"image"`
}

// screen draws the phone.
func (p *phone) screen() screen {
	history := p.History()
	s := screen{Number: p.Number, Name: p.Name, Staff: p.Staff, Unread: len(p.unread(history)), Bubbles: []bubble{}}
	p.mu.Lock()
	defer p.mu.Unlock()
	s.Typing = p.typing
	byID := map[string]loopback.Message{}
	for _, m := range history {
		byID[m.ID] = m
	}
	for _, m := range history[max(0, len(history)-shown):] {
		if m.Content.GetAlbumMessage() != nil {
			continue // it announces pictures, and is none
		}
		s.Bubbles = append(s.Bubbles, p.bubble(m, byID))
	}
	return s
}

func (p *phone) bubble(m loopback.Message, byID map[string]loopback.Message) bubble {
	b := bubble{
		ID: m.ID, Mine: m.FromMe, Text: m.Text, At: p.sent[m.ID],
		Reactions: slices.Sorted(maps.Values(m.Reactions)), Liked: m.Reactions[p.Number] != "",
		Edited: m.Edited, Revoked: m.Revoked, Waiting: m.Waiting,
	}
	if m.Info != nil {
		b.At = m.Info.Timestamp
	}
	switch {
	case !m.FromMe:
	case m.Read:
		b.Ticks = "read"
	case m.Delivered:
		b.Ticks = "delivered"
	default:
		b.Ticks = "sent"
	}
	if m.Revoked {
		return b
	}
	if _, f := attached(m.Content); f != nil {
		b.File = f
	}
	if q, ok := byID[m.Quotes]; ok && m.Quotes != "" {
		b.Quote = &quote{ID: q.ID, Mine: q.FromMe, Text: q.Text}
		if _, f := attached(q.Content); f != nil {
			b.Quote.Image = f.Image
			if q.Text == "" {
				b.Quote.Text = f.Name
			}
		}
	}
	return b
}

// attached is what a message carries, and how it is shown; nil if nothing.
func attached(m *waE2E.Message) (whatsmeow.DownloadableMessage, *file) {
	switch {
	case m == nil:
		return nil, nil
	case m.ImageMessage != nil:
		i := m.ImageMessage
		return i, &file{Type: i.GetMimetype(), Size: i.GetFileLength(), Image: true}
	case m.DocumentMessage != nil:
		d := m.DocumentMessage
		return d, &file{Name: d.GetFileName(), Type: d.GetMimetype(), Size: d.GetFileLength()}
	}
	for _, w := range []*waE2E.FutureProofMessage{m.DocumentWithCaptionMessage, m.EphemeralMessage, m.AssociatedChildMessage} {
		if inner := w.GetMessage(); inner != nil {
			return attached(inner)
		}
	}
	return nil, nil
}
