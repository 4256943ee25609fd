package loopback

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCommon"
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

// Image uploads a picture and returns the message for it, ready to be changed and sent.
func (c *Chat) Image(data []byte, caption string) *waE2E.ImageMessage {
	up := c.upload(data, whatsmeow.MediaImage)
	m := &waE2E.ImageMessage{
		URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey,
		FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: &up.FileLength,
		Mimetype:    proto.String(http.DetectContentType(data)),
		ContextInfo: c.about(),
	}
	if caption != "" {
		m.Caption = &caption
	}
	return m
}

func (c *Chat) upload(data []byte, kind whatsmeow.MediaType) whatsmeow.UploadResponse {
	up, err := c.phone.Client.Upload(c.phone.ctx(), data, kind)
	if err != nil {
		c.phone.fatal(fmt.Errorf("upload: %w", err))
	}
	return up
}

// SendImage sends a picture with a caption, which may be "".
func (c *Chat) SendImage(data []byte, caption string) string {
	return c.SendRaw(&waE2E.Message{ImageMessage: c.Image(data, caption)})
}

// SendDocument sends a file; with a caption it is wrapped as phones do it.
func (c *Chat) SendDocument(data []byte, name, caption string) string {
	up := c.upload(data, whatsmeow.MediaDocument)
	m := &waE2E.Message{DocumentMessage: &waE2E.DocumentMessage{
		URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey,
		FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: &up.FileLength,
		Mimetype: proto.String(http.DetectContentType(data)),
		FileName: &name, Title: &name,
		ContextInfo: c.about(),
	}}
	if caption != "" {
		m.DocumentMessage.Caption = &caption
		m = &waE2E.Message{DocumentWithCaptionMessage: &waE2E.FutureProofMessage{Message: m}}
	}
	return c.SendRaw(m)
}

// SendAlbum sends several pictures at once: an announcement of how many there are, then each as a message of its own
// that names the announcement. It returns the ids, the announcement's first.
func (c *Chat) SendAlbum(caption string, pictures ...[]byte) []string {
	ids := []string{c.SendRaw(&waE2E.Message{AlbumMessage: &waE2E.AlbumMessage{
		ExpectedImageCount: proto.Uint32(uint32(len(pictures))),
		ContextInfo:        c.about(),
	}})}
	for _, data := range pictures {
		ids = append(ids, c.SendRaw(&waE2E.Message{
			ImageMessage:       c.Image(data, caption),
			MessageContextInfo: c.child(waE2E.MessageAssociation_MEDIA_ALBUM, ids[0]),
		}))
		caption = "" // it belongs to the first
	}
	return ids
}

// SendHD sends a picture the way phones send it in high quality: a small one at once, then the large one in its place.
func (c *Chat) SendHD(small, large []byte, caption string) (first, second string) {
	first = c.SendImage(small, caption)
	second = c.SendRaw(&waE2E.Message{
		AssociatedChildMessage: &waE2E.FutureProofMessage{Message: &waE2E.Message{ImageMessage: c.Image(large, caption)}},
		MessageContextInfo:     c.child(waE2E.MessageAssociation_HD_IMAGE_DUAL_UPLOAD, first),
	})
	return first, second
}

func (c *Chat) child(kind waE2E.MessageAssociation_AssociationType, parent string) *waE2E.MessageContextInfo {
	return &waE2E.MessageContextInfo{MessageAssociation: &waE2E.MessageAssociation{
		AssociationType: kind.Enum(),
		ParentMessageKey: &waCommon.MessageKey{
			RemoteJID: proto.String(c.jid().String()), FromMe: proto.Bool(true), ID: proto.String(parent),
		},
	}}
}

// SendViewOnce sends a picture that may be seen once. Linked devices are told of it and do not get it.
func (c *Chat) SendViewOnce(data []byte, caption string) string {
	image := c.Image(data, caption)
	image.ViewOnce = proto.Bool(true)
	id := c.phone.Client.GenerateMessageID()
	s := c.phone.s
	s.mu.Lock()
	s.withheld[id] = true
	s.mu.Unlock()
	if _, err := c.Send(c.phone.ctx(), id, &waE2E.Message{
		ViewOnceMessage: &waE2E.FutureProofMessage{Message: &waE2E.Message{ImageMessage: image}},
	}); err != nil {
		c.phone.fatal(err)
	}
	return id
}

// Download fetches and decrypts what a message carries.
func (c *Chat) Download(m Message) []byte {
	inside := m.Content
	for wrapped(inside) != nil {
		inside = wrapped(inside)
	}
	data, err := c.phone.Client.DownloadAny(c.phone.ctx(), inside)
	if err != nil {
		c.phone.fatal(fmt.Errorf("download: %w", err))
	}
	return data
}
