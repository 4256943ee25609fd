package loopback

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
)

// Addressing says under which of its two addresses an account's messages arrive.
type Addressing int

const (
	Mirror Addressing = iota // the kind of address that the sender's client used (whatsmeow: always the LID)
	LID                      // always <digits>@lid
	Number                   // always <number>@s.whatsapp.net
)

// Options of a Server. The zero value is a fast, obliging server without a log.
type Options struct {
	// Now stamps the t of every stanza. It defaults to time.Now. The clients read the machine's clock for
	// themselves, so a Now in the past or future is what a client with a wrong clock sees.
	Now func() time.Time
	// Latency holds back everything the server sends; one exchange takes this much longer.
	Latency time.Duration
	// Addressing of all accounts which Address has not been called for.
	Addressing Addressing
	// HideAlt leaves out the other address (sender_pn, sender_lid and their kin) of all accounts which Address has
	// not been called for: with LID this is the contact whose number is never learnt.
	HideAlt bool
	// OfflineWindow is how many unacknowledged stanzas of the offline queue are under way at once; 0 is all of them.
	// Everything else waits behind them. The real server is reported to hold back a whole queue behind one stanza
	// that is not acknowledged (WhiskeySockets/Baileys PR 2779), so 1 is the setting that finds a stuck client.
	OfflineWindow int
	// QuickPair spares newly paired devices most of their first upload: instead of 812 one-time keys, each a write to
	// the client's disk, whatsmeow makes 50 if it hears that one is there already.
	QuickPair bool
	// Fail is told about every refusal: a client did what no client of WhatsApp does. It must not call the server.
	// Start sets it to the test's Errorf. The refusals are also kept, see Refusals.
	Fail func(error)
	// Log gets one line for every stanza at trace level. It holds numbers and ciphertext.
	Log zerolog.Logger
}

// Server is a WhatsApp on this machine. Its methods can be called from any goroutine.
type Server struct {
	opts   Options
	noise  noiseIdentity
	remote Remote
	http   *http.Server
	client *http.Client
	ctx    context.Context
	stop   context.CancelFunc
	done   sync.WaitGroup

	mu       sync.Mutex
	changed  chan struct{} // closed and renewed at every change that somebody may wait for
	numbers  map[string]*account
	lids     map[string]*account
	lastLID  int
	conns    map[*conn]struct{}
	refs     map[string]*conn
	codes    map[string]*codePairing
	tokens   map[string]privacyToken
	withheld map[string]bool
	via      map[string]types.JID
	faults   faults
	media    mediaStore
	lost     []*LostMedia
	sequence int

	failing  sync.Mutex
	closed   bool
	refusals []error
}

// New starts a server on a free port of 127.0.0.1. The process then trusts this package's root key in place of
// WhatsApp's (whatsmeow.WACertPubKey), for ever: a process that has started a loopback can no longer reach WhatsApp.
func New(opts Options) (*Server, error) {
	once.Do(func() {
		root = keys.NewKeyPair()
		prepareProcess(*root.Pub)
	})
	if root == nil {
		return nil, errors.New("this process uses the loopback of another process")
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	s := &Server{
		opts:     opts,
		changed:  make(chan struct{}),
		numbers:  make(map[string]*account),
		lids:     make(map[string]*account),
		conns:    make(map[*conn]struct{}),
		refs:     make(map[string]*conn),
		codes:    make(map[string]*codePairing),
		tokens:   make(map[string]privacyToken),
		withheld: make(map[string]bool),
		via:      make(map[string]types.JID),
		media:    newMediaStore(),
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	var err error
	if s.noise, err = newNoiseIdentity(); err != nil {
		return nil, fmt.Errorf("noise certificate: %w", err)
	}
	certificate, err := selfSigned()
	if err != nil {
		return nil, fmt.Errorf("tls certificate: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	s.remote = Remote{Addr: listener.Addr().String(), Cert: certificate.Certificate[0], Root: root.Pub[:]}
	s.client = newHTTPClient(s.Dial, s.RootCAs())

	mux := http.NewServeMux()
	mux.HandleFunc("/ws/chat", s.serveChat)
	mux.HandleFunc("POST /mms/{kind}/{token}", s.serveUpload)
	mux.HandleFunc("DELETE /mms/{kind}/{token}", s.serveDelete)
	mux.HandleFunc("GET "+mediaPath, s.serveDownload)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.fail(fmt.Errorf("http: %s %s is no address of WhatsApp", r.Method, r.URL.Path))
		http.NotFound(w, r)
	})
	s.http = &http.Server{
		Handler:      mux,
		TLSConfig:    &tls.Config{Certificates: []tls.Certificate{certificate}},
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){}, // the websocket needs HTTP/1.1
		ErrorLog:     log.New(io.Discard, "", 0),                               // clients that give up in the handshake
	}
	s.done.Go(func() {
		if err := s.http.ServeTLS(listener, "", ""); !errors.Is(err, http.ErrServerClosed) {
			s.fail(fmt.Errorf("serve: %w", err))
		}
	})
	return s, nil
}

// Close cuts every connection and waits until the server's goroutines are gone. Nothing is refused after it.
func (s *Server) Close() {
	s.failing.Lock()
	s.closed = true
	s.failing.Unlock()
	s.stop()
	s.mu.Lock()
	for c := range s.conns {
		c.cut()
	}
	s.mu.Unlock()
	_ = s.http.Close()
	s.client.CloseIdleConnections()
	s.done.Wait()
}

// signal wakes everybody in wait. The caller holds mu.
func (s *Server) signal() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait returns when holds, which is called with mu locked, returns true.
func (s *Server) wait(ctx context.Context, holds func() bool) error {
	for {
		s.mu.Lock()
		ok, changed := holds(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ctx.Done():
			return net.ErrClosed
		}
	}
}

// nextID makes an id for a stanza of the server's own. The caller holds mu. Clients keep the ids of queries and of
// messages in one table (whatsmeow request.go receiveResponse), so these must look like neither.
func (s *Server) nextID() string {
	s.sequence++
	return fmt.Sprintf("loopback-%d", s.sequence)
}

// Digits is a phone number as the wire has it: without plus sign, spaces and dashes.
func Digits(number string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
}
