package loopback

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
)

// mediaPath is where every file is found. The rest of a direct path is the file's name and a signed query.
const mediaPath = "/v/"

// mediaStore holds uploaded files. They are encrypted: the server checks their hashes and nothing else.
type mediaStore struct {
	mu    sync.Mutex
	auth  map[string]bool
	files map[string]*file // by the path without the query
}

type file struct {
	kind, signature string
	hash            [32]byte
	body            []byte
}

func newMediaStore() mediaStore {
	return mediaStore{auth: make(map[string]bool), files: make(map[string]*file)}
}

// mediaKinds are the paths that clients upload to (whatsmeow download.go mediaTypeToMMSType).
var mediaKinds = map[string]bool{
	"image": true, "video": true, "audio": true, "document": true, "ptt": true, "sticker": true, "thumbnail-link": true,
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

// mediaConn tells a client where media is kept: under WhatsApp's name if it asked for the chat under WhatsApp's
// name, so that what guards its downloads is tried as it ships; else where it really dials.
func (s *Server) mediaConn(c *conn, _ *waBinary.Node) answer {
	auth := hex.EncodeToString(randomBytes(16))
	s.media.mu.Lock()
	s.media.auth[auth] = true
	s.media.mu.Unlock()
	host := mediaHost
	if c.host != chatHost {
		host = c.host
	}
	return with(waBinary.Node{
		Tag:     "media_conn",
		Attrs:   waBinary.Attrs{"auth": auth, "ttl": 3600, "auth_ttl": 21600, "max_buckets": 12},
		Content: []waBinary.Node{{Tag: "host", Attrs: waBinary.Attrs{"hostname": host}}},
	})
}

// badRequest refuses what no client would ask the media host for.
func (s *Server) badRequest(w http.ResponseWriter, r *http.Request, status int, why string) {
	s.fail(fmt.Errorf("media: %s %s: %s", r.Method, r.URL.Path, why))
	http.Error(w, why, status)
}

func (s *Server) authorised(r *http.Request) bool {
	s.media.mu.Lock()
	defer s.media.mu.Unlock()
	return s.media.auth[r.URL.Query().Get("auth")]
}

func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	if s.spoil(w, r) {
		return
	}
	kind, token := r.PathValue("kind"), r.PathValue("token")
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client gave up
	}
	hash := sha256.Sum256(body)
	switch {
	case !mediaKinds[kind]:
		s.badRequest(w, r, http.StatusNotFound, "unknown kind of media")
		return
	case !s.authorised(r):
		s.badRequest(w, r, http.StatusUnauthorized, "auth is not one that was handed out")
		return
	case strings.TrimRight(token, "=") != base64.RawURLEncoding.EncodeToString(hash[:]) || r.URL.Query().Get("token") != token:
		// The file is named after the hash of what is sent (whatsmeow upload.go rawUpload; Baileys leaves the padding out).
		s.badRequest(w, r, http.StatusBadRequest, "upload is not what its token says")
		return
	}
	direct := s.keep(kind, body)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"url": "https://" + r.Host + direct, "direct_path": direct})
}

// keep stores an encrypted file and returns its direct path: clients append to it, so it has to hold a "?" already.
func (s *Server) keep(kind string, body []byte) string {
	f := &file{kind: kind, signature: hex.EncodeToString(randomBytes(16)), hash: sha256.Sum256(body), body: body}
	path := fmt.Sprintf("%st62.7118-24/%s.enc", mediaPath, hex.EncodeToString(randomBytes(12)))
	s.media.mu.Lock()
	s.media.files[path] = f
	s.media.mu.Unlock()
	expiry := strconv.FormatInt(s.opts.Now().AddDate(0, 1, 0).Unix(), 16)
	return path + "?ccb=11-4&oh=" + f.signature + "&oe=" + expiry + "&_nc_sid=5e03e0"
}

func (s *Server) serveDelete(w http.ResponseWriter, r *http.Request) {
	if !s.authorised(r) {
		s.badRequest(w, r, http.StatusUnauthorized, "auth is not one that was handed out")
	}
}

func (s *Server) serveDownload(w http.ResponseWriter, r *http.Request) {
	if s.spoil(w, r) {
		return
	}
	s.media.mu.Lock()
	f := s.media.files[r.URL.Path]
	s.media.mu.Unlock()
	query := r.URL.Query()
	switch {
	case f == nil:
		http.NotFound(w, r)
	case query.Get("oh") != f.signature:
		// Reported of the real hosts: a direct path without its query is refused.
		http.Error(w, "bad signature", http.StatusForbidden)
	case query.Has("hash") && strings.TrimRight(query.Get("hash"), "=") != base64.RawURLEncoding.EncodeToString(f.hash[:]):
		http.Error(w, "wrong hash", http.StatusForbidden)
	case query.Has("mms-type") && query.Get("mms-type") != f.kind:
		s.badRequest(w, r, http.StatusForbidden, "is "+f.kind+", asked for as "+query.Get("mms-type"))
	default:
		w.Header().Set("Content-Length", strconv.Itoa(len(f.body)))
		_, _ = w.Write(f.body)
	}
}

// DropMedia forgets the file behind a direct path, as the hosts do after some weeks: it is 404 from then on.
func (s *Server) DropMedia(directPath string) {
	path, _, _ := strings.Cut(directPath, "?")
	s.media.mu.Lock()
	defer s.media.mu.Unlock()
	delete(s.media.files, path)
}

// MediaFault is what a media host does instead of its duty.
type MediaFault struct {
	Status   int           // 404, 410, 500 ...
	Redirect string        // with this address
	Delay    time.Duration // before the first byte
	Endless  bool          // a body that never ends
	Length   int64         // a Content-Length, however long the body
	Body     []byte        // in place of the file
}

// OnMedia asks about every upload and download; nil ends it. For a nil fault the request is served.
func (s *Server) OnMedia(hook func(*http.Request) *MediaFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.media = hook
}

// spoil tells whether the request got a fault instead of its answer.
func (s *Server) spoil(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	hook := s.faults.media
	s.mu.Unlock()
	if hook == nil {
		return false
	}
	fault := hook(r)
	if fault == nil {
		return false
	}
	if fault.Delay > 0 {
		select {
		case <-time.After(fault.Delay):
		case <-r.Context().Done():
			return true
		case <-s.ctx.Done():
			return true
		}
	}
	if fault.Redirect != "" {
		if _, err := url.Parse(fault.Redirect); err == nil {
			w.Header().Set("Location", fault.Redirect)
		}
		w.WriteHeader(http.StatusFound)
		return true
	}
	if fault.Length != 0 {
		w.Header().Set("Content-Length", strconv.FormatInt(fault.Length, 10))
	}
	switch {
	case fault.Endless:
		junk := make([]byte, 32<<10)
		for s.ctx.Err() == nil {
			if _, err := w.Write(junk); err != nil {
				break
			}
		}
	case fault.Status != 0:
		http.Error(w, http.StatusText(fault.Status), fault.Status)
	case fault.Body != nil || fault.Length != 0:
		_, _ = w.Write(fault.Body)
	default:
		return false // only late
	}
	return true
}
