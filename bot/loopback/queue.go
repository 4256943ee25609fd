package loopback

import (
	"context"
	"maps"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// queued is a stanza that a device has to acknowledge: a message, a receipt or a notification. It stays in the
// device's queue, in order of arrival, until then. Nothing is repeated on a live connection; what is left comes
// again on the next one, marked offline.
type queued struct {
	class, id, kind string
	from            types.JID
	node            waBinary.Node
	sent            bool // on the present connection
	offline         bool // was waiting when the present connection became active
}

// enqueue puts a stanza into the device's queue and delivers what can be delivered. The caller holds mu.
func (s *Server) enqueue(d *device, node waBinary.Node) {
	if d.virtual {
		return
	}
	d.queue = append(d.queue, &queued{
		class: node.Tag,
		id:    text(&node, "id"),
		kind:  text(&node, "type"),
		from:  address(&node, "from"),
		node:  node,
	})
	s.pump(d)
}

// notify queues a notification.
func (s *Server) notify(d *device, from types.JID, kind string, extra waBinary.Attrs, child waBinary.Node) {
	attrs := waBinary.Attrs{"from": from, "id": s.nextID(), "type": kind, "t": s.stamp()}
	maps.Copy(attrs, extra)
	s.enqueue(d, waBinary.Node{Tag: "notification", Attrs: attrs, Content: []waBinary.Node{child}})
}

// pump sends what may be sent: everything, or while stanzas from before the connection are left, as many of these as
// the window allows. The caller holds mu.
func (s *Server) pump(d *device) {
	c := d.conn
	if c == nil || !c.active {
		return
	}
	window := s.opts.OfflineWindow
	underWay := 0
	for _, e := range d.queue {
		if e.sent && e.offline {
			underWay++
		}
	}
	for _, e := range d.queue {
		if e.sent {
			continue
		}
		if window > 0 && underWay >= window {
			return
		}
		e.sent = true
		node := e.node
		if e.offline {
			node.Attrs = maps.Clone(node.Attrs)
			node.Attrs["offline"] = c.counted - c.offline
			c.offline--
			underWay++
		}
		c.send(node)
		if e.offline && c.offline == 0 {
			c.finishOffline()
		}
	}
}

// acknowledge takes a stanza from the queue. One that is not there was acknowledged before: clients repeat themselves
// after a reconnect. The caller holds mu.
func (s *Server) acknowledge(d *device, class, id, kind string, from types.JID) {
	for i, e := range d.queue {
		if e.class == class && e.id == id && e.from == from && (class == "message" || kind == "" || e.kind == kind) {
			if e.offline && !e.sent && d.conn != nil {
				d.conn.offline-- // late word from an earlier connection
			}
			d.queue = append(d.queue[:i:i], d.queue[i+1:]...)
			s.signal()
			break
		}
	}
	s.pump(d)
}

// acknowledged is a client's <ack>: for receipts and notifications always, for messages if it could not use them.
func (s *Server) acknowledged(c *conn, node *waBinary.Node) {
	if c.device == nil {
		return // an unpaired client acknowledges the notifications of pairing
	}
	switch class := text(node, "class"); class {
	case "message", "receipt", "notification", "call", "status":
		s.acknowledge(c.device, class, text(node, "id"), text(node, "type"), address(node, "to"))
	default:
		s.refuse(c, node, "acknowledges "+class)
	}
}

// Pending is how many stanzas the account's devices have not acknowledged yet.
func (s *Server) Pending(number string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pending(Digits(number))
}

func (s *Server) pending(number string) int {
	count := 0
	if a := s.numbers[number]; a != nil {
		for _, d := range a.devices {
			count += len(d.queue)
		}
	}
	return count
}

// WaitIdle returns when the account's devices have acknowledged everything. A client that is stopped before that may
// leave a receipt behind which comes again and changes the scene.
func (s *Server) WaitIdle(ctx context.Context, number string) error {
	return s.wait(ctx, func() bool { return s.pending(Digits(number)) == 0 })
}
