package whatsapp

// Files. Rules:
//
//   - what a message says of its file is the sender's: the path is kept byte
//     for byte (it carries the permission to fetch), and only ever asked of
//     WhatsApp's media hosts;
//   - a limit holds for what the host announces and for what it sends;
//   - a file that is not what its hashes say is gone, like one that the host
//     does not have: only the sender can send it again.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"

	"aduan/bot"
	"aduan/store"
)

const (
	fetchTime   = 2 * time.Minute // for one file, with whatsmeow's own tries
	maxPath     = 2 << 10
	maxClaim    = 200 // bytes of a file's name or type that are kept
	mediaKeyLen = 32  // and so are the hashes
)

// reference is what a file can be fetched by: opaque to everybody else.
type reference struct {
	Type      string `json:"type"` // image, document
	Path      string `json:"path"`
	Key       []byte `json:"key"`
	EncSHA256 []byte `json:"enc_sha256"`
	SHA256    []byte `json:"sha256"`
	From      origin `json:"from,omitzero"`
}

var mediaTypes = map[string]whatsmeow.MediaType{
	"image":    whatsmeow.MediaImage,
	"document": whatsmeow.MediaDocument,
}

// check says what is wrong with a reference.
func (r reference) check() error {
	switch {
	case mediaTypes[r.Type] == "":
		return errors.New("no known type of file")
	case !strings.HasPrefix(r.Path, "/") || len(r.Path) > maxPath:
		return errors.New("no path of a file")
	case strings.ContainsFunc(r.Path, func(c rune) bool { return c <= ' ' || c >= 0x7f || c == '\\' || c == '#' }):
		return errors.New("a path with characters that no path has")
	case len(r.Key) != mediaKeyLen || len(r.EncSHA256) != mediaKeyLen || len(r.SHA256) != mediaKeyLen:
		return errors.New("a key or hash of the wrong length")
	}
	return nil
}

// file is the file in a message. One that cannot ever be fetched has an empty
// reference.
func file(m *waE2E.Message) *bot.File {
	var ref reference
	var f bot.File
	switch image, doc := m.GetImageMessage(), m.GetDocumentMessage(); {
	case image != nil:
		ref = referenceTo("image", image)
		f.Claim = claim(image.GetMimetype(), "", image.GetFileLength())
	case doc != nil:
		ref = referenceTo("document", doc)
		f.Claim = claim(doc.GetMimetype(), doc.GetFileName(), doc.GetFileLength())
		f.Claim.Document = true
	}
	if ref.check() != nil {
		ref = reference{}
	}
	f.Ref, _ = json.Marshal(ref) // strings and bytes always can be
	return &f
}

func referenceTo(kind string, m whatsmeow.DownloadableMessage) reference {
	return reference{Type: kind, Path: m.GetDirectPath(), Key: m.GetMediaKey(), EncSHA256: m.GetFileEncSHA256(), SHA256: m.GetFileSHA256()}
}

func claim(mime, name string, size uint64) store.Claim {
	if size > 1<<40 {
		size = 1 << 40
	}
	return store.Claim{MIME: cut(mime), Name: cut(name), Size: int64(size)}
}

func cut(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), maxClaim)], "")
}

// withOrigin notes in a reference which message the file came in.
func withOrigin(ref []byte, from origin) []byte {
	var r reference
	if json.Unmarshal(ref, &r) != nil {
		return ref
	}
	r.From = from
	b, err := json.Marshal(r)
	if err != nil {
		return ref
	}
	return b
}

// Fetch downloads and decrypts a file. It returns [bot.ErrGone] where only the
// sender can help. While there is no connection it waits: an outage of ours is
// no failure of the file's.
func (c *Client) Fetch(ctx context.Context, ref []byte, limit int64) (b []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			b, err = nil, fmt.Errorf("fetch panicked: %v: %w", p, bot.ErrGone)
		}
	}()
	var r reference
	if err := json.Unmarshal(ref, &r); err != nil {
		return nil, fmt.Errorf("reference to a file: %w: %w", err, bot.ErrGone)
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", err, bot.ErrGone)
	}
	b, err = c.download(ctx, r, limit)
	if !expired(err) {
		return b, err
	}
	if r.Path, err = c.reupload(ctx, r); err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", err, bot.ErrGone)
	}
	return c.download(ctx, r, limit)
}

// expired says that the hosts do not have the file any more.
func expired(err error) bool {
	return errors.Is(err, whatsmeow.ErrMediaDownloadFailedWith403) || errors.Is(err, whatsmeow.ErrMediaDownloadFailedWith404) ||
		errors.Is(err, whatsmeow.ErrMediaDownloadFailedWith410)
}

// download gets a file from the media hosts. It waits for a connection, and for
// the next one if that is lost.
func (c *Client) download(ctx context.Context, r reference, limit int64) ([]byte, error) {
	for {
		if err := c.Ready(ctx); err != nil {
			return nil, err
		}
		b, err := c.downloadNow(ctx, r, limit)
		if !errors.Is(err, whatsmeow.ErrNotConnected) {
			return b, err
		}
		if err := sleep(ctx, time.Second); err != nil { // until the loss is known here too
			return nil, err
		}
	}
}

func (c *Client) downloadNow(ctx context.Context, r reference, limit int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(withLimit(ctx, limit), fetchTime)
	defer cancel()
	b, err := c.wa.DownloadMediaWithPath(ctx, r.Path, r.EncSHA256, r.SHA256, r.Key, mediaTypes[r.Type], "", false)
	switch {
	case err != nil:
		return nil, fetchError(err)
	case len(b) == 0: // whatsmeow has no error for "no host"
		return nil, errors.New("nothing was fetched")
	case int64(len(b)) > limit:
		return nil, bot.ErrTooBig
	}
	return b, nil
}

// fetchError tells what is worth another try from what is not.
func fetchError(err error) error {
	for _, gone := range []error{
		whatsmeow.ErrMediaDownloadFailedWith403, whatsmeow.ErrMediaDownloadFailedWith404, whatsmeow.ErrMediaDownloadFailedWith410,
		whatsmeow.ErrInvalidMediaSHA256, whatsmeow.ErrInvalidMediaEncSHA256, whatsmeow.ErrInvalidMediaHMAC, whatsmeow.ErrTooShortFile,
	} {
		if errors.Is(err, gone) {
			return fmt.Errorf("%w: %w", err, bot.ErrGone)
		}
	}
	if e := (whatsmeow.DownloadHTTPError{}); errors.As(err, &e) && e.StatusCode/100 == 3 { // to where we do not go
		return fmt.Errorf("%w: %w", err, bot.ErrGone)
	}
	if strings.Contains(err.Error(), "failed to decrypt file") { // it has no value of its own
		return fmt.Errorf("%w: %w", err, bot.ErrGone)
	}
	return err // also bot.ErrTooBig, from the reader
}
