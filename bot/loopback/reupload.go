package loopback

import (
	"context"
	"strings"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waMmsRetry"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/gcmutil"
	"go.mau.fi/whatsmeow/util/hkdfutil"
	"google.golang.org/protobuf/proto"
)

// LostMedia is a linked device's request that its phone upload a message's file again. The client library on a
// phone here does not know how to, so whoever plays the phone answers it.
type LostMedia struct {
	ID     string // of the message
	s      *Server
	device *device
	rmr    waBinary.Node
}

// lostMedia keeps a request for the phone of the account.
func (s *Server) lostMedia(c *conn, node *waBinary.Node) {
	if s.find(address(node, "to")) != c.device.account {
		s.refuse(c, node, "asks somebody else's phone for a file")
		return
	}
	rmr, ok := node.GetOptionalChildByTag("rmr")
	if !ok {
		return // about a history sync, which nobody here sends
	}
	s.lost = append(s.lost, &LostMedia{ID: text(node, "id"), s: s, device: c.device, rmr: rmr})
	s.signal()
}

// WaitLostMedia returns the next request of a device of the account.
func (s *Server) WaitLostMedia(ctx context.Context, number string) (*LostMedia, error) {
	var found *LostMedia
	err := s.wait(ctx, func() bool {
		for i, l := range s.lost {
			if l.device.account.number == Digits(number) {
				found = l
				s.lost = append(s.lost[:i:i], s.lost[i+1:]...)
				return true
			}
		}
		return false
	})
	return found, err
}

// Restore answers that the file is there again, under a direct path. The media key proves that the phone has the message.
func (l *LostMedia) Restore(mediaKey []byte, directPath string) error {
	plain, err := proto.Marshal(&waMmsRetry.MediaRetryNotification{
		StanzaID:   proto.String(l.ID),
		DirectPath: proto.String(directPath),
		Result:     waMmsRetry.MediaRetryNotification_SUCCESS.Enum(),
	})
	if err != nil {
		return err
	}
	key := hkdfutil.SHA256(mediaKey, nil, []byte("WhatsApp Media Retry Notification"), 32)
	iv := randomBytes(12)
	sealed, err := gcmutil.Encrypt(key, iv, plain, []byte(l.ID))
	if err != nil {
		return err
	}
	l.answer(waBinary.Node{Tag: "encrypt", Content: []waBinary.Node{
		{Tag: "enc_p", Content: sealed}, {Tag: "enc_iv", Content: iv},
	}})
	return nil
}

// Gone answers that the phone does not have the file either.
func (l *LostMedia) Gone() {
	l.answer(waBinary.Node{Tag: "error", Attrs: waBinary.Attrs{"code": "2"}})
}

func (l *LostMedia) answer(child waBinary.Node) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.enqueue(l.device, waBinary.Node{
		Tag: "notification",
		Attrs: waBinary.Attrs{
			"from": l.device.account.jid(types.DefaultUserServer), "type": "mediaretry", "id": l.ID, "t": l.s.stamp(),
		},
		Content: []waBinary.Node{child, l.rmr},
	})
}

// MoveMedia gives the file behind a direct path a new one, as an upload of the same bytes would; the old one is 404.
func (s *Server) MoveMedia(directPath string) string {
	path, _, _ := strings.Cut(directPath, "?")
	s.media.mu.Lock()
	f := s.media.files[path]
	delete(s.media.files, path)
	s.media.mu.Unlock()
	if f == nil {
		return ""
	}
	return s.keep(f.kind, f.body)
}
