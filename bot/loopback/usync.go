package loopback

import (
	"strings"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// usync answers what a client wants to know of other people: their devices, their LID, whether a number is on
// WhatsApp at all. What it tells about devices is remembered: a message may go to these only.
func (s *Server) usync(c *conn, node *waBinary.Node) answer {
	asked := node.GetChildByTag("usync")
	query := asked.GetChildByTag("query")
	list := asked.GetChildByTag("list")
	var users []waBinary.Node
	for _, user := range list.GetChildren() {
		jid, said := s.whom(&user)
		a := s.find(jid)
		got := waBinary.Node{Tag: "user", Attrs: waBinary.Attrs{"jid": jid}}
		var children []waBinary.Node
		for _, protocol := range query.GetChildren() {
			switch protocol.Tag {
			case "contact":
				state := "out"
				if a != nil {
					state = "in"
				}
				children = append(children, waBinary.Node{Tag: "contact", Attrs: waBinary.Attrs{"type": state}, Content: said})
				if a != nil && text(&protocol, "addressing_mode") == "lid" {
					got.Attrs["jid"], got.Attrs["pn_jid"] = a.jid(types.HiddenUserServer), a.jid(types.DefaultUserServer)
				}
			case "devices":
				if a != nil {
					children = append(children, deviceList(a, c.device))
				}
			case "lid":
				if a != nil {
					children = append(children, waBinary.Node{Tag: "lid", Attrs: waBinary.Attrs{"val": a.jid(types.HiddenUserServer)}})
				}
			case "business", "status", "picture", "disappearing_mode", "username", "sidelist", "text_status":
				// Nobody here has any of these; clients take a missing answer for that.
			default:
				s.refuse(c, node, "usync asks for <"+protocol.Tag+">")
			}
		}
		if children != nil {
			got.Content = children
		}
		users = append(users, got)
	}
	return with(waBinary.Node{
		Tag: "usync",
		Attrs: waBinary.Attrs{
			"sid": text(&asked, "sid"), "mode": text(&asked, "mode"), "index": text(&asked, "index"),
			"last": text(&asked, "last"), "context": text(&asked, "context"),
		},
		Content: []waBinary.Node{{Tag: "result"}, {Tag: "list", Content: users}},
	})
}

// whom reads a <user>: an address, or <contact> with a number like +49..@c.us, Baileys' without the host.
func (s *Server) whom(user *waBinary.Node) (types.JID, []byte) {
	if contact, ok := user.GetOptionalChildByTag("contact"); ok {
		said := content(contact)
		number, _, _ := strings.Cut(string(said), "@")
		return types.NewJID(Digits(number), types.DefaultUserServer), said
	}
	return address(user, "jid").ToNonAD(), nil
}

func deviceList(a *account, asker *device) waBinary.Node {
	var devices []waBinary.Node
	for _, d := range a.list(asker) {
		asker.handed[d] = true
		node := waBinary.Node{Tag: "device", Attrs: waBinary.Attrs{"id": int(d.id)}}
		if d.id > 0 {
			node.Attrs["key-index"] = int(d.id)
		}
		devices = append(devices, node)
	}
	return waBinary.Node{Tag: "devices", Content: []waBinary.Node{{Tag: "device-list", Content: devices}}}
}

// announce tells everybody who holds the account's device list that it changed. It comes from the LID, under which
// whatsmeow keeps the lists it uses (notification.go handleDeviceNotification drops one whose sender is not cached).
func (s *Server) announce(a *account, changed *device, what string) {
	for _, peer := range s.numbers {
		for _, d := range peer.devices {
			if d == changed || !holdsList(d, a) {
				continue
			}
			var list []types.JID
			for _, known := range a.list(d) {
				list = append(list, known.jid(types.HiddenUserServer))
			}
			if what == "add" {
				d.handed[changed] = true
			}
			s.notify(d, a.jid(types.HiddenUserServer), "devices", nil, waBinary.Node{
				Tag:     what,
				Attrs:   waBinary.Attrs{"device_hash": participantHash(list)},
				Content: []waBinary.Node{{Tag: "device", Attrs: waBinary.Attrs{"jid": changed.jid(types.HiddenUserServer)}}},
			})
		}
	}
}

func holdsList(d *device, a *account) bool {
	for known := range d.handed {
		if known.account == a {
			return true
		}
	}
	return false
}
