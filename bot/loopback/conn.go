package loopback

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"

	"github.com/coder/websocket"
	waBinary "go.mau.fi/whatsmeow/binary"
)

// conn is one connection of one device.
type conn struct {
	s     *Server
	ws    *websocket.Conn
	wire  net.Conn
	host  string // as the client asked for it: tells a client that dials through Dial from one that dials by itself
	keys  *secrets
	owner string // who it is, for the log and for refusals; set before the first stanza

	// Below: guarded by Server.mu.
	device  *device // nil until a login
	pairing *pairing
	ended   bool // nothing more is read from it
	active  bool // stanzas may be delivered
	offline int  // queued stanzas that were waiting when the connection became active and are not sent yet
	counted int  // how many there were

	sending sync.Mutex
	ready   chan struct{}
	out     []outgoing
}

func (s *Server) serveChat(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	status := s.faults.down
	s.mu.Unlock()
	if status != 0 {
		http.Error(w, http.StatusText(status), status)
		return
	}
	// The origin is WhatsApp's and the host is ours when a client dials 127.0.0.1, so it cannot be checked.
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		if !gone(err) {
			s.fail(fmt.Errorf("websocket: %w", err))
		}
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	c := &conn{s: s, ws: ws, host: r.Host, wire: websocket.NetConn(ctx, ws, websocket.MessageBinary), ready: make(chan struct{}, 1)}
	defer c.cut()
	s.mu.Lock()
	if s.ctx.Err() != nil {
		s.mu.Unlock()
		return
	}
	s.conns[c] = struct{}{}
	s.done.Add(1)
	s.mu.Unlock()
	defer s.done.Done()

	frames := frameReader{bufio.NewReader(c.wire)}
	header, err := frames.header()
	if err == nil {
		c.keys, err = s.noise.respond(header, frames.next, c.writeFrame)
	}
	if err != nil {
		if !gone(err) {
			s.fail(fmt.Errorf("handshake: %w", err))
		}
		s.forget(c)
		return
	}

	s.done.Go(func() { c.write(ctx) })
	s.greet(c)
	for {
		sealed, err := frames.next()
		if err != nil {
			break
		}
		if err = c.receive(sealed); err != nil {
			s.fail(fmt.Errorf("%s: %w", c.owner, err))
			break
		}
	}
	s.forget(c)
}

// gone tells whether err is a client that hung up, which is not held against it.
func gone(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, context.Canceled) || websocket.CloseStatus(err) != -1
}

// receive opens a frame and acts on the stanza in it. Its error ends the connection.
func (c *conn) receive(sealed []byte) error {
	plain, err := c.keys.open(sealed)
	if err != nil {
		// Each direction counts its frames in the nonce: one that is missing, repeated or out of order does not open
		// (whatsmeow socket/noisesocket.go SendFrame).
		return fmt.Errorf("frame %d does not open: %w", c.keys.received-1, err)
	}
	data, err := waBinary.Unpack(plain)
	if err != nil {
		return err
	}
	node, err := waBinary.Unmarshal(data)
	if err != nil {
		return fmt.Errorf("stanza does not decode: %w", err)
	}
	c.s.opts.Log.Trace().Str("device", c.owner).Stringer("node", node).Msg("Received")
	verdict := c.s.ask(c, node, false)
	switch verdict.kind {
	case dropped:
		return nil
	case cut:
		c.cut()
		return nil
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if !c.ended {
		c.s.handle(c, node, verdict.code)
	}
	return nil
}

// detach takes the connection from its device: what it was sent and did not acknowledge is due again on the next one.
func (s *Server) detach(c *conn) {
	if d := c.device; d != nil && d.conn == c {
		d.conn = nil
		for _, e := range d.queue {
			e.sent = false
		}
	}
	for ref, owner := range s.refs {
		if owner == c {
			delete(s.refs, ref)
		}
	}
	c.active = false
	s.signal()
}

func (s *Server) forget(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.ended = true
	delete(s.conns, c)
	s.detach(c)
}
