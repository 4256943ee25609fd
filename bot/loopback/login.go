package loopback

import (
	"context"
	"fmt"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// greet answers the client payload: a registration gets refs to show, a login its success or failure.
func (s *Server) greet(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	payload := c.keys.payload
	if data := payload.GetDevicePairingData(); data != nil {
		c.owner = "unpaired"
		s.offerPairing(c, data)
		return
	}
	number, id := fmt.Sprint(payload.GetUsername()), uint16(payload.GetDevice())
	c.owner = fmt.Sprintf("%s:%d", number, id)
	if fault := s.faults.login[number]; fault.Reason != 0 {
		c.end(failure(fault))
		return
	}
	a := s.numbers[number]
	if a == nil || a.devices[id] == nil || a.devices[id].virtual {
		c.end(failure(LoginFailure{Reason: 401}))
		return
	}
	d := a.devices[id]
	if c.keys.static != d.noise {
		// The server knows a device by its Noise key and by nothing else (store/clientpayload.go getLoginPayload).
		s.fail(fmt.Errorf("%s: login with another noise key than the one that was linked", c.owner))
		c.end(failure(LoginFailure{Reason: 401}))
		return
	}
	if !payload.GetPassive() {
		// whatsmeow and Baileys both log in passive and ask for their messages with <active/> later.
		s.fail(fmt.Errorf("%s: login is not passive", c.owner))
	}
	if old := d.conn; old != nil {
		old.end(streamError(0, "replaced"))
	}
	c.device, d.conn = d, c
	c.send(waBinary.Node{Tag: "success", Attrs: waBinary.Attrs{
		"t":        s.stamp(),
		"creation": s.stamp(),
		"props":    "27",
		"abprops":  "9",
		"location": "lbk",
		"lid":      d.jid(types.HiddenUserServer), // must be the one of pair-success (connectionevents.go handleConnectSuccess)
	}})
	s.signal()
}

func failure(fault LoginFailure) waBinary.Node {
	attrs := waBinary.Attrs{"reason": fault.Reason, "location": "lbk"}
	if fault.Code != 0 {
		attrs["code"] = fault.Code
	}
	if fault.Expire != 0 {
		attrs["expire"] = int(fault.Expire.Seconds())
	}
	return waBinary.Node{Tag: "failure", Attrs: attrs}
}

func streamError(code int, conflict string) waBinary.Node {
	node := waBinary.Node{Tag: "stream:error", Attrs: waBinary.Attrs{}}
	if code != 0 {
		node.Attrs["code"] = fmt.Sprint(code)
	}
	if conflict != "" {
		node.Content = []waBinary.Node{{Tag: "conflict", Attrs: waBinary.Attrs{"type": conflict}}}
	}
	return node
}

// activate ends the passive part of a login: from here on the device is sent what is queued for it.
func (s *Server) activate(c *conn) {
	if c.active || c.device == nil {
		return
	}
	c.active = true
	counts := map[string]int{}
	for _, e := range c.device.queue {
		e.offline = true
		counts[e.class]++
	}
	c.counted = len(c.device.queue)
	c.offline = c.counted
	c.send(waBinary.Node{
		Tag:   "ib",
		Attrs: waBinary.Attrs{"from": types.ServerJID},
		Content: []waBinary.Node{{Tag: "offline_preview", Attrs: waBinary.Attrs{
			"count":        c.counted,
			"message":      counts["message"],
			"receipt":      counts["receipt"],
			"notification": counts["notification"],
			"appdata":      0,
			"call":         0,
			"status":       0,
		}}},
	})
	if c.counted == 0 {
		c.finishOffline()
	}
	s.signal()
	s.pump(c.device)
}

func (c *conn) finishOffline() {
	c.send(waBinary.Node{
		Tag:     "ib",
		Attrs:   waBinary.Attrs{"from": types.ServerJID},
		Content: []waBinary.Node{{Tag: "offline", Attrs: waBinary.Attrs{"count": c.counted}}},
	})
}

// presence keeps the push name, which the account's messages carry from then on.
func (s *Server) presence(c *conn, node *waBinary.Node) {
	switch text(node, "type") {
	case "available", "unavailable":
		if name := text(node, "name"); name != "" {
			c.device.account.name = name
		}
	case "subscribe", "unsubscribe":
		if s.find(address(node, "to")) == nil {
			s.refuse(c, node, "presence of somebody unknown")
		}
	default:
		s.refuse(c, node, "no presence that a client sends")
	}
}

// chatState passes typing on to the devices of the other side which are connected; it is never queued.
func (s *Server) chatState(c *conn, node *waBinary.Node) {
	to := address(node, "to")
	peer := s.find(to)
	children := node.GetChildren()
	if peer == nil || to.Device > 0 || len(children) != 1 || (children[0].Tag != "composing" && children[0].Tag != "paused") {
		s.refuse(c, node, "no chat state that a client sends")
		return
	}
	for _, d := range peer.devices {
		if d.conn != nil && d.conn.active {
			d.conn.send(waBinary.Node{
				Tag:     "chatstate",
				Attrs:   waBinary.Attrs{"from": c.device.account.jid(c.device.account.mode(to.Server))},
				Content: children,
			})
		}
	}
}

// notice is a client's <ib>: telemetry of whatsmeow and Baileys, and Baileys' trigger for its offline queue.
func (s *Server) notice(c *conn, node *waBinary.Node) {
	for _, child := range node.GetChildren() {
		switch child.Tag {
		case "unified_session", "offline_batch":
		default:
			s.refuse(c, node, "<"+child.Tag+"> is nothing a client says")
		}
	}
}

// WaitOnline returns when some device of the account is connected and takes messages.
func (s *Server) WaitOnline(ctx context.Context, number string) error {
	return s.wait(ctx, func() bool {
		if a := s.numbers[Digits(number)]; a != nil {
			for _, d := range a.devices {
				if d.conn != nil && d.conn.active {
					return true
				}
			}
		}
		return false
	})
}

// WaitOffline returns when no device of the account is connected.
func (s *Server) WaitOffline(ctx context.Context, number string) error {
	return s.wait(ctx, func() bool {
		if a := s.numbers[Digits(number)]; a != nil {
			for _, d := range a.devices {
				if d.conn != nil {
					return false
				}
			}
		}
		return true
	})
}

// Devices are the device numbers of an account, as any other account is told them.
func (s *Server) Devices(number string) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []int
	if a := s.numbers[Digits(number)]; a != nil {
		for _, d := range a.list(nil) {
			ids = append(ids, int(d.id))
		}
	}
	return ids
}

// LID is the account's other address, without @lid; the account begins to exist if need be.
func (s *Server) LID(number string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account(Digits(number)).lid
}

// Address says under which address an account's messages arrive from now on, and whether they also tell the other one.
func (s *Server) Address(number string, addressing Addressing, hideAlt bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.account(Digits(number))
	a.addressing, a.hideAlt = addressing, hideAlt
}

// Recycle takes a number from its account, as when a SIM card is given to somebody else: the next who registers with
// the number is another person with another LID. The old account's connections end as unlinked.
func (s *Server) Recycle(number string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.numbers[Digits(number)]; a != nil {
		for _, d := range a.devices {
			s.unlink(d)
		}
		delete(s.numbers, a.number)
		delete(s.lids, a.lid)
	}
}
