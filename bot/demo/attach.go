package demo

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"path/filepath"
	"strings"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCommon"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"
)

// upload is one file on its way out.
type upload struct {
	name    string
	data    []byte
	picture bool // sent as a picture, not as a document
}

// pictures are the types that a phone sends as a picture.
var pictures = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true, "image/gif": true}

// typeOf is what a file says it is: as phones do it, by its name, else by its first bytes.
func typeOf(name string, data []byte) string {
	if t := mime.TypeByExtension(strings.ToLower(filepath.Ext(name))); t != "" {
		t, _, _ = strings.Cut(t, ";")
		return t
	}
	t, _, _ := strings.Cut(http.DetectContentType(data), ";")
	return t
}

// attach sends files; the caption goes with the first, and so does the message that is answered. Several pictures are
// an album.
func (p *phone) attach(ctx context.Context, files []upload, caption, quote string) error {
	about, err := p.about(quote)
	if err != nil {
		return err
	}
	album, err := p.album(ctx, files)
	if err != nil {
		return err
	}
	for i, f := range files {
		m, err := p.carry(ctx, f, caption, about)
		if err != nil {
			return err
		}
		if f.picture && album != nil {
			m.MessageContextInfo = album
		}
		if _, err = p.send(ctx, m); err != nil {
			return err
		}
		if i == 0 {
			caption, about = "", nil
		}
	}
	return nil
}

// album announces several pictures, and returns what each has to say of it; nil if they are none.
func (p *phone) album(ctx context.Context, files []upload) (*waE2E.MessageContextInfo, error) {
	n := uint32(0)
	for _, f := range files {
		if f.picture {
			n++
		}
	}
	if n < 2 {
		return nil, nil
	}
	id, err := p.send(ctx, &waE2E.Message{AlbumMessage: &waE2E.AlbumMessage{ExpectedImageCount: &n}})
	return &waE2E.MessageContextInfo{MessageAssociation: &waE2E.MessageAssociation{
		AssociationType: waE2E.MessageAssociation_MEDIA_ALBUM.Enum(),
		ParentMessageKey: &waCommon.MessageKey{
			RemoteJID: proto.String(p.peer().String()), FromMe: proto.Bool(true), ID: &id,
		},
	}}, err
}

// carry encrypts and uploads a file, and makes the message for it.
func (p *phone) carry(ctx context.Context, f upload, caption string, about *waE2E.ContextInfo) (*waE2E.Message, error) {
	kind := whatsmeow.MediaDocument
	if f.picture {
		kind = whatsmeow.MediaImage
	}
	up, err := p.Client.Upload(ctx, f.data, kind)
	if err != nil {
		return nil, fmt.Errorf("upload: %w", err)
	}
	said := typeOf(f.name, f.data)
	var words *string
	if caption != "" {
		words = &caption
	}
	if f.picture {
		return &waE2E.Message{ImageMessage: &waE2E.ImageMessage{
			URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey,
			FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: &up.FileLength,
			Mimetype: &said, Caption: words, ContextInfo: about,
		}}, nil
	}
	m := &waE2E.Message{DocumentMessage: &waE2E.DocumentMessage{
		URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey,
		FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: &up.FileLength,
		Mimetype: &said, FileName: &f.name, Title: &f.name, Caption: words, ContextInfo: about,
	}}
	if caption != "" {
		m = &waE2E.Message{DocumentWithCaptionMessage: &waE2E.FutureProofMessage{Message: m}}
	}
	return m, nil
}

// download fetches and decrypts what a message carries.
func (p *phone) download(ctx context.Context, id string) ([]byte, *file, error) {
	m, err := p.find(id)
	if err != nil {
		return nil, nil, err
	}
	ref, f := attached(m.Content)
	if f == nil || m.Revoked {
		return nil, nil, errors.New("this message carries no file")
	}
	data, err := p.Client.Download(ctx, ref)
	if err != nil {
		return nil, nil, fmt.Errorf("download: %w", err)
	}
	return data, f, nil
}
