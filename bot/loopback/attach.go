package loopback

import (
	"fmt"
	"net/http"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCommon"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"
)

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
