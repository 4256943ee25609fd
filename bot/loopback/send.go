package loopback

import (
	"context"
	"fmt"
	"maps"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
)

// lingering is how long a finished connection stays open for the client to leave by itself. Closing at once would
// lose the last node: whatsmeow hands it to a queue whose loop ends with the read pump, and a client that has not
// seen the 515 never comes back.
const lingering = time.Second

type outgoing struct {
	node waBinary.Node
	due  time.Time
	last bool
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
