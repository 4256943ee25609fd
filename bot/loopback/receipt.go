package loopback

import (
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// receipt takes the word of a device that it has, has read or cannot read messages, and passes it on to the device
// that sent them: a read mark to every device of the account.
func (s *Server) receipt(c *conn, node *waBinary.Node) {
	d, to, id, kind := c.device, address(node, "to"), text(node, "id"), text(node, "type")
	peer := s.find(to)
	if id != "" && (to.Server == types.GroupServer || to.Server == types.BroadcastServer) {
		// Of a message that came as in a group: nobody there is told.
		c.send(s.ack(node, 0))
		if kind != "retry" {
			s.acknowledge(d, "message", id, "", to)
		}
		return
	}
	if id == "" || peer == nil {
		s.refuse(c, node, "receipt for nothing or nobody")
		return
	}
	ack := s.ack(node, 0)
	ack.Attrs["type"] = kind
	c.send(ack)
	switch kind {
	case "", "inactive", "sender":
		s.acknowledge(d, "message", id, "", to)
		s.forward(peer.devices[to.Device], d, node)
	case "peer_msg", "hist_sync":
		s.acknowledge(d, "message", id, "", to)
	case "retry":
		// Only the device that sent the message can encrypt it again (retry.go handleRetryReceipt). The receipt does not
		// end the message's life in the queue, the <ack> beside it does.
		s.forward(peer.devices[to.Device], d, node)
	case "read", "played":
		for _, target := range peer.list(nil) {
			s.forward(target, d, node)
		}
	case "read-self", "played-self":
		for _, target := range d.account.list(d) {
			s.forward(target, d, node)
		}
	case "server-error":
		s.lostMedia(c, node)
	default:
		s.refuse(c, node, "receipt of type "+kind)
	}
}

// forward queues a receipt for the device that sent the message. It comes from the kind of address which the message
// had been sent to.
func (s *Server) forward(target, d *device, node *waBinary.Node) {
	if target == nil || target == d {
		return
	}
	server := address(node, "to").Server
	if sent, ok := target.chats[text(node, "id")]; ok {
		server = sent.to.Server
	}
	attrs := waBinary.Attrs{
		"from": d.jid(server),
		"id":   text(node, "id"),
		"type": text(node, "type"),
		"t":    s.stamp(),
		"edit": text(node, "edit"),
	}
	if target.account == d.account {
		attrs["recipient"] = node.Attrs["recipient"]
		if kind := text(node, "type"); kind == "read-self" || kind == "played-self" {
			attrs["recipient"] = address(node, "to")
		}
	}
	for key, value := range attrs {
		if value == nil {
			delete(attrs, key)
		}
	}
	s.enqueue(target, waBinary.Node{Tag: "receipt", Attrs: attrs, Content: node.Content})
}

// privacyToken lets its holder write to its issuer.
type privacyToken struct{ issuer, holder *account }

// issueToken gives somebody a token for the chat with the asker; whatsmeow adds it to its messages from then on.
func (s *Server) issueToken(c *conn, node *waBinary.Node) answer {
	a := c.device.account
	asked := node.GetChildByTag("tokens")
	for _, child := range asked.GetChildren() {
		holder := s.find(address(&child, "jid"))
		if holder == nil || text(&child, "type") != "trusted_contact" {
			s.refuse(c, node, "privacy token for nobody")
			return notFound
		}
		token := randomBytes(16)
		s.tokens[string(token)] = privacyToken{issuer: a, holder: holder}
		mode, extra := a.mode(types.DefaultUserServer), waBinary.Attrs{}
		if a.hideAlt {
			mode = types.HiddenUserServer
		} else if mode == types.DefaultUserServer {
			extra["sender_lid"] = a.jid(types.HiddenUserServer)
		}
		for _, d := range holder.list(nil) {
			s.notify(d, a.jid(mode), "privacy_token", extra, waBinary.Node{Tag: "tokens", Content: []waBinary.Node{{
				Tag:     "token",
				Attrs:   waBinary.Attrs{"jid": a.jid(mode), "type": "trusted_contact", "t": text(&child, "t")},
				Content: token,
			}}})
		}
	}
	return empty
}

// badToken tells what is wrong with the privacy token of a message, if it has one.
func (s *Server) badToken(node *waBinary.Node, d *device) string {
	child, ok := node.GetOptionalChildByTag("tctoken")
	if !ok {
		return ""
	}
	token, known := s.tokens[string(content(child))]
	if !known || token.holder != d.account || token.issuer != s.find(address(node, "to")) {
		return "has a privacy token that was not issued for this chat"
	}
	return ""
}
