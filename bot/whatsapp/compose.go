package whatsapp

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"strings"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"aduan/bot"
)

// outgoing makes the message. Words come out the same at every try; a file is
// uploaded anew, which the other side does not see.
func (c *Client) outgoing(ctx context.Context, to types.JID, m bot.Message) (*waE2E.Message, error) {
	out := &waE2E.Message{MessageContextInfo: &waE2E.MessageContextInfo{MessageSecret: c.secret(m.ID)}}
	about := c.about(to, m)
	if m.File != nil {
		return out, c.attach(ctx, out, about, m)
	}
	if about != nil {
		out.ExtendedTextMessage = &waE2E.ExtendedTextMessage{Text: proto.String(m.Text), ContextInfo: about}
		return out, nil
	}
	out.Conversation = proto.String(m.Text)
	return out, nil
}

// about is how long the message lasts and what it answers, nil for neither. The
// bot quotes its own messages only.
func (c *Client) about(to types.JID, m bot.Message) *waE2E.ContextInfo {
	lasts := c.timers.of(m.To)
	if lasts == 0 && m.Quote == "" {
		return nil
	}
	info := &waE2E.ContextInfo{}
	if lasts > 0 {
		info.Expiration = proto.Uint32(lasts)
	}
	if m.Quote != "" {
		own := c.wa.Store.GetJID()
		if to.Server == types.HiddenUserServer {
			own = c.wa.Store.GetLID()
		}
		info.StanzaID = proto.String(m.Quote)
		info.Participant = proto.String(own.ToNonAD().String())
		info.QuotedMessage = &waE2E.Message{Conversation: proto.String("")}
	}
	return info
}

// attach uploads the file of a message: pictures that every phone shows go as
// pictures, everything else as a document.
func (c *Client) attach(ctx context.Context, out *waE2E.Message, about *waE2E.ContextInfo, m bot.Message) error {
	kind := whatsmeow.MediaDocument
	if m.File.MIME == "image/jpeg" || m.File.MIME == "image/png" {
		kind = whatsmeow.MediaImage
	}
	up, err := c.wa.Upload(ctx, m.File.Bytes, kind)
	if err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	if kind == whatsmeow.MediaImage {
		out.ImageMessage = &waE2E.ImageMessage{
			URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256,
			FileSHA256: up.FileSHA256, FileLength: &up.FileLength, Mimetype: proto.String(m.File.MIME), ContextInfo: about,
		}
		if m.Text != "" {
			out.ImageMessage.Caption = proto.String(m.Text)
		}
		return nil
	}
	doc := &waE2E.DocumentMessage{
		URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256,
		FileSHA256: up.FileSHA256, FileLength: &up.FileLength, Mimetype: proto.String(m.File.MIME), FileName: proto.String(m.File.Name),
		Title: proto.String(strings.TrimSuffix(m.File.Name, ".pdf")), ContextInfo: about,
	}
	if m.Text == "" {
		out.DocumentMessage = doc
		return nil
	}
	doc.Caption = proto.String(m.Text)
	out.DocumentWithCaptionMessage = &waE2E.FutureProofMessage{Message: &waE2E.Message{DocumentMessage: doc}}
	return nil
}

// secret is the key that edits and reports of a message are made with. It goes
// to the other side; whatsmeow would draw another one for every try.
func (c *Client) secret(id string) []byte {
	h := hmac.New(sha256.New, c.wa.Store.AdvSecretKey)
	h.Write([]byte("message secret " + id))
	return h.Sum(nil)
}
