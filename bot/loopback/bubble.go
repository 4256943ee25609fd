package loopback

import (
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
)

// Message is one bubble of a chat as the phone shows it by now.
type Message struct {
	ID         string
	FromMe     bool              // by this phone, or by another device of its account
	Text       string            // text or caption; the new one after an edit, none after a revocation
	Quotes     string            // id of the message that this one answers
	Parent     string            // id of the album or of the picture that this one belongs to
	Expiration uint32            // seconds until it disappears; 0 for never
	Reactions  map[string]string // by number
	Edited     bool
	Revoked    bool
	Waiting    bool // "Waiting for this message": it could not be read so far
	ViewOnce   bool // may be viewed on the phone only
	Copies     int  // how often it came: a phone shows one bubble for messages of the same id
	Delivered  bool // of messages from this phone: some device of the other side has it
	Read       bool
	Content    *waE2E.Message     // of the first copy, without wrappers
	Info       *types.MessageInfo // of the first copy; nil for messages from this phone
}

func textOf(m *waE2E.Message) string {
	switch {
	case m == nil:
		return ""
	case m.Conversation != nil:
		return m.GetConversation()
	case m.ExtendedTextMessage != nil:
		return m.ExtendedTextMessage.GetText()
	case m.ImageMessage != nil:
		return m.ImageMessage.GetCaption()
	case m.VideoMessage != nil:
		return m.VideoMessage.GetCaption()
	case m.DocumentMessage != nil:
		return m.DocumentMessage.GetCaption()
	}
	return textOf(wrapped(m))
}

// wrapped is the message inside, of those wrappers that phones send here and whatsmeow does not take off.
func wrapped(m *waE2E.Message) *waE2E.Message {
	for _, w := range []*waE2E.FutureProofMessage{
		m.GetEphemeralMessage(), m.GetViewOnceMessage(), m.GetDocumentWithCaptionMessage(), m.GetAssociatedChildMessage(),
	} {
		if w.GetMessage() != nil {
			return w.GetMessage()
		}
	}
	return nil
}

func contextOf(m *waE2E.Message) *waE2E.ContextInfo {
	switch {
	case m == nil:
		return nil
	case m.ExtendedTextMessage != nil:
		return m.ExtendedTextMessage.GetContextInfo()
	case m.ImageMessage != nil:
		return m.ImageMessage.GetContextInfo()
	case m.VideoMessage != nil:
		return m.VideoMessage.GetContextInfo()
	case m.DocumentMessage != nil:
		return m.DocumentMessage.GetContextInfo()
	}
	return contextOf(wrapped(m))
}

// bubble is a message as a phone shows it when it comes.
func bubble(id string, fromMe bool, m *waE2E.Message) *Message {
	about := contextOf(m)
	return &Message{
		ID: id, FromMe: fromMe, Content: m, Copies: 1,
		Text:       textOf(m),
		Quotes:     about.GetStanzaID(),
		Expiration: about.GetExpiration(),
		Parent:     m.GetMessageContextInfo().GetMessageAssociation().GetParentMessageKey().GetID(),
		ViewOnce:   m.GetViewOnceMessage() != nil || m.GetImageMessage().GetViewOnce(),
	}
}
