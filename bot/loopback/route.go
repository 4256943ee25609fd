package loopback

import (
	"slices"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// message relays ciphertext: one copy for each device that the sender encrypted for. code is an error which a hook
// wants it refused with.
func (s *Server) message(c *conn, node *waBinary.Node, code int) {
	d, to, id := c.device, address(node, "to"), text(node, "id")
	peer := s.find(to)
	switch {
	case id == "":
		s.refuse(c, node, "no id")
		return
	case to.Server != types.DefaultUserServer && to.Server != types.HiddenUserServer:
		s.reject(c, node, 400, "goes to "+to.Server+": only chats of two are known here")
		return
	case peer == nil:
		s.reject(c, node, 404, "goes to nobody")
		return
	case code != 0:
		c.send(s.ack(node, code))
		return
	}
	participants, fanout := node.GetOptionalChildByTag("participants")
	if !fanout {
		s.direct(c, node, peer)
		return
	}
	if to.Device > 0 {
		// A chat has no device (whatsmeow send.go ErrRecipientADJID; Baileys jidNormalizedUser).
		s.reject(c, node, 400, "goes to a device instead of a chat")
		return
	}
	sent := make(map[*device]waBinary.Node)
	for _, child := range participants.GetChildren() {
		jid := address(&child, "jid")
		target := s.findDevice(jid)
		switch {
		case child.Tag != "to" || len(child.GetChildrenByTag("enc")) != 1:
			s.reject(c, node, 400, "participant without one <enc>")
			return
		case s.find(jid) != peer && s.find(jid) != d.account:
			s.reject(c, node, 400, "is encrypted for a third person")
			return
		case target == d:
			s.reject(c, node, 400, "is encrypted for the device that sends it")
			return
		case target == nil:
			continue // was unlinked since; the hash below tells the sender
		case !d.handed[target]:
			// Devices are known from usync or from a devices notification only (user.go GetUserDevices).
			s.reject(c, node, 400, "is encrypted for a device that it was not told of")
			return
		}
		if why := badCiphertext(child.GetChildByTag("enc")); why != "" {
			s.reject(c, node, 400, why)
			return
		}
		sent[target] = child
	}
	if why := s.badToken(node, d); why != "" {
		s.reject(c, node, 400, why)
		return
	}
	ack := s.ack(node, 0)
	if hash := s.missing(sent, peer, d, to.Server); hash != "" {
		ack.Attrs["phash"] = hash
	}
	c.send(ack)
	d.chats[id] = sentTo{to: to, edits: text(node, "edit")}
	for _, target := range slices.Concat(peer.list(nil), d.account.list(nil)) {
		if child, ok := sent[target]; ok {
			delete(sent, target) // a chat with oneself names its devices once
			s.deliver(target, d, peer, node, address(&child, "jid").Server, child.GetChildByTag("enc"))
		}
	}
}

// direct relays a message without participants: a message sent again to one device that could not read it, or one
// between the devices of an account.
func (s *Server) direct(c *conn, node *waBinary.Node, peer *account) {
	d, to := c.device, address(node, "to")
	target := peer.devices[to.Device]
	again := text(node, "device_fanout") == "false"
	ciphertext, ok := node.GetOptionalChildByTag("enc")
	switch {
	case !again && text(node, "category") != "peer":
		s.reject(c, node, 400, "has no participants")
		return
	case !again && peer != d.account:
		s.reject(c, node, 400, "is a peer message to somebody else")
		return
	case !ok || target == nil:
		s.reject(c, node, 400, "has no <enc> or no device to go to")
		return
	}
	if why := badCiphertext(ciphertext); why != "" {
		s.reject(c, node, 400, why)
		return
	}
	chat := peer
	if recipient := s.find(address(node, "recipient")); recipient != nil {
		chat = recipient
	}
	if _, known := d.chats[text(node, "id")]; again && !known {
		s.reject(c, node, 400, "is sent again but never was sent")
		return
	}
	c.send(s.ack(node, 0))
	s.deliver(target, d, chat, node, to.Server, ciphertext)
}

// badCiphertext tells what is wrong with an <enc>. skmsg is for groups, msmsg for bots.
func badCiphertext(enc waBinary.Node) string {
	switch kind := text(&enc, "type"); {
	case kind != "pkmsg" && kind != "msg":
		return "has an <enc> of type " + kind
	case text(&enc, "v") != "2":
		return "has an <enc> of version " + text(&enc, "v")
	case len(content(enc)) == 0:
		return "has an empty <enc>"
	}
	return ""
}

func (s *Server) ack(node *waBinary.Node, code int) waBinary.Node {
	attrs := waBinary.Attrs{"class": node.Tag, "id": node.Attrs["id"], "from": node.Attrs["to"], "t": s.stamp()}
	if code != 0 {
		attrs["error"] = code
	}
	return waBinary.Node{Tag: "ack", Attrs: attrs}
}

// reject refuses a message and tells the client so, that it does not wait.
func (s *Server) reject(c *conn, node *waBinary.Node, code int, why string) {
	s.refuse(c, node, why)
	c.send(s.ack(node, code))
}

// missing returns the hash of the full list of devices if the sender left one out or added one that is gone. It makes
// whatsmeow ask for the list again (send.go expectedPHash).
func (s *Server) missing(sent map[*device]waBinary.Node, peer *account, d *device, server string) string {
	var all []types.JID
	complete := true
	for _, target := range peer.list(d) {
		if _, ok := sent[target]; !ok {
			complete = false
		}
		all = append(all, target.jid(server))
	}
	if complete {
		return ""
	}
	return participantHash(all)
}

// deliver queues one copy. server is the kind of address under which the sender named the device, chat is the person
// on the other side of a message to one's own devices.
func (s *Server) deliver(target, sender *device, chat *account, node *waBinary.Node, server string, enc waBinary.Node) {
	a := sender.account
	mode := a.mode(server)
	attrs := waBinary.Attrs{
		"from":     sender.jid(mode),
		"id":       text(node, "id"),
		"type":     text(node, "type"),
		"t":        s.stamp(),
		"notify":   a.name,
		"edit":     text(node, "edit"),
		"category": text(node, "category"),
	}
	if mode == types.HiddenUserServer {
		attrs["addressing_mode"] = "lid"
	}
	switch {
	case target.account == a && text(node, "category") == "peer":
	case target.account == a:
		mode = chat.mode(server)
		attrs["recipient"] = chat.jid(mode)
		if !chat.hideAlt {
			attrs["peer_recipient"+suffix(mode)] = chat.jid(other(mode))
		}
	case !a.hideAlt:
		attrs["sender"+suffix(mode)] = a.jid(other(mode))
	}
	if chat, ok := s.via[text(node, "id")]; ok {
		attrs["from"], attrs["participant"] = chat, sender.jid(mode)
		for _, key := range []string{"recipient", "peer_recipient_pn", "peer_recipient_lid", "sender_pn", "sender_lid"} {
			delete(attrs, key)
		}
		if !a.hideAlt {
			attrs["participant"+suffix(mode)] = a.jid(other(mode))
		}
	}
	children := []waBinary.Node{s.garbled(target, enc)}
	if s.withheld[text(node, "id")] && target.account != a && target.id > 0 {
		// Linked devices do not get what may be viewed once; their phone does.
		children = []waBinary.Node{{Tag: "unavailable", Attrs: waBinary.Attrs{"type": "view_once"}}}
	} else {
		for _, child := range node.GetChildren() {
			switch child.Tag {
			case "participants", "enc", "tctoken", "cstoken": // the last two are for the server
			case "device-identity":
				if text(&enc, "type") == "pkmsg" {
					children = append(children, child)
				}
			default:
				children = append(children, child)
			}
		}
	}
	s.enqueue(target, waBinary.Node{Tag: "message", Attrs: attrs, Content: children})
}
