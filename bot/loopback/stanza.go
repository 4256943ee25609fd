package loopback

import (
	"fmt"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// handle is the table of contents: every stanza that a client may send. code is an error that a hook wants the
// stanza to be answered with. The caller holds mu.
func (s *Server) handle(c *conn, node *waBinary.Node, code int) {
	if c.device == nil && node.Tag != "iq" && node.Tag != "ib" && node.Tag != "ack" {
		s.refuse(c, node, "not logged in")
		return
	}
	switch node.Tag {
	case "iq":
		s.query(c, node, code)
	case "message":
		s.message(c, node, code)
	case "receipt":
		s.receipt(c, node)
	case "ack":
		s.acknowledged(c, node)
	case "presence":
		s.presence(c, node)
	case "chatstate":
		s.chatState(c, node)
	case "ib":
		s.notice(c, node)
	default:
		s.refuse(c, node, "no stanza that a client sends")
	}
}

// refuse reports a stanza that no client of WhatsApp would send. The caller holds mu.
func (s *Server) refuse(c *conn, node *waBinary.Node, why string) {
	s.fail(fmt.Errorf("%s: <%s id=%v>: %s", c.owner, node.Tag, node.Attrs["id"], why))
}

// stamp is the server's t.
func (s *Server) stamp() int64 { return s.opts.Now().Unix() }

func text(node *waBinary.Node, key string) string {
	value, _ := node.Attrs[key].(string)
	return value
}

func address(node *waBinary.Node, key string) types.JID {
	value, _ := node.Attrs[key].(types.JID)
	return value
}

func content(node waBinary.Node) []byte {
	value, _ := node.Content.([]byte)
	return value
}

// Refusals are all stanzas, frames, requests and dials that were refused so far.
func (s *Server) Refusals() []error {
	s.failing.Lock()
	defer s.failing.Unlock()
	return append([]error(nil), s.refusals...)
}

func (s *Server) fail(err error) {
	s.failing.Lock()
	defer s.failing.Unlock()
	if s.closed {
		return
	}
	err = fmt.Errorf("loopback: %w", err)
	s.refusals = append(s.refusals, err)
	s.opts.Log.Error().Err(err).Msg("Refused")
	if s.opts.Fail != nil {
		s.opts.Fail(err)
	}
}
