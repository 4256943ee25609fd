package loopback

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
	waBinary "go.mau.fi/whatsmeow/binary"
)

// lingering is how long a finished connection stays open for the client to leave by itself. Closing at once would
// lose the last node: whatsmeow hands it to a queue whose loop ends with the read pump, and a client that has not
// seen the 515 never comes back.
const lingering = time.Second

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

type outgoing struct {
	node waBinary.Node
	due  time.Time
	last bool
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
		s.fail(fmt.Errorf("websocket: %w", err))
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	c := &conn{s: s, ws: ws, host: r.Host, wire: websocket.NetConn(ctx, ws, websocket.MessageBinary), ready: make(chan struct{}, 1)}
	s.mu.Lock()
	s.conns[c] = struct{}{}
	s.mu.Unlock()
	s.done.Add(1)
	defer s.done.Done()
	defer c.cut()

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

// send queues a node. The attributes are copied, so that a hook may change them for this one time.
func (c *conn) send(node waBinary.Node) { c.push(node, false) }

func (c *conn) push(node waBinary.Node, last bool) {
	node.Attrs = maps.Clone(node.Attrs)
	var due time.Time
	if c.s.opts.Latency > 0 {
		due = time.Now().Add(c.s.opts.Latency)
	}
	c.sending.Lock()
	c.out = append(c.out, outgoing{node, due, last})
	c.sending.Unlock()
	select {
	case c.ready <- struct{}{}:
	default:
	}
}

// end says a last word and takes the connection from its device. The caller holds mu.
func (c *conn) end(node waBinary.Node) {
	if c.ended {
		return
	}
	c.ended = true
	c.push(node, true)
	c.s.detach(c)
}

// cut closes the connection without a word.
func (c *conn) cut() { _ = c.ws.CloseNow() }

func (c *conn) write(ctx context.Context) {
	for {
		select {
		case <-c.ready:
		case <-ctx.Done():
			return
		}
		c.sending.Lock()
		out := c.out
		c.out = nil
		c.sending.Unlock()
		for _, o := range out {
			if !c.writeOne(ctx, o) {
				return
			}
		}
	}
}

func (c *conn) writeOne(ctx context.Context, o outgoing) bool {
	if delay := time.Until(o.due); !o.due.IsZero() && delay > 0 {
		select {
		case <-time.After(delay):
		case <-ctx.Done():
			return false
		}
	}
	switch c.s.ask(c, &o.node, true).kind {
	case dropped:
		return true
	case cut:
		c.cut()
		return false
	}
	c.s.opts.Log.Trace().Str("device", c.owner).Stringer("node", &o.node).Msg("Sent")
	data, err := waBinary.Marshal(o.node)
	if err != nil {
		c.s.fail(fmt.Errorf("encode %s: %w", o.node.Tag, err))
		return true
	}
	if err = c.writeFrame(c.keys.seal(data)); err != nil {
		return false
	}
	if o.last {
		timer := time.AfterFunc(lingering, c.cut)
		context.AfterFunc(ctx, func() { timer.Stop() })
	}
	return true
}

func (c *conn) writeFrame(data []byte) error {
	whole, err := frame(data)
	if err != nil {
		return err
	}
	_, err = c.wire.Write(whole)
	return err
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
