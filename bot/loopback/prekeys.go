package loopback

import (
	"context"
	"slices"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// fewKeys is when a client uploads more one-time keys (whatsmeow prekeys.go MinPreKeyCount).
const fewKeys = 5

func (s *Server) countKeys(c *conn, _ *waBinary.Node) answer {
	count := len(c.device.oneTime)
	if count == 0 && s.opts.QuickPair {
		count = 1
	}
	return with(waBinary.Node{Tag: "count", Attrs: waBinary.Attrs{"value": count}})
}

// takeKeys keeps an upload: 812 keys the first time, 50 later.
func (s *Server) takeKeys(c *conn, node *waBinary.Node) answer {
	d := c.device
	got := bundle{
		registration: content(node.GetChildByTag("registration")),
		identity:     content(node.GetChildByTag("identity")),
		signed:       readPreKey(node.GetChildByTag("skey")),
	}
	if err := got.check(d.identity); err != nil {
		s.refuse(c, node, "key upload: "+err.Error())
		return answer{code: 406, text: "not-acceptable"}
	}
	list := node.GetChildByTag("list")
	for _, child := range list.GetChildren() {
		key := readPreKey(child)
		if child.Tag != "key" || len(key.id) != 3 || len(key.value) != 32 {
			s.refuse(c, node, "key upload: malformed one-time key")
			return answer{code: 406, text: "not-acceptable"}
		}
		// An upload whose answer was lost comes again.
		if !slices.ContainsFunc(d.oneTime, func(known preKey) bool { return string(known.id) == string(key.id) }) {
			d.oneTime = append(d.oneTime, key)
		}
	}
	d.bundle, d.low = got, false
	s.signal()
	return empty
}

// giveKeys hands out bundles. The address is repeated exactly as asked, since whatsmeow looks its answers up by it.
// A one-time key is given away once.
func (s *Server) giveKeys(c *conn, node *waBinary.Node) answer {
	asked := node.GetChildByTag("key")
	var users []waBinary.Node
	for _, child := range asked.GetChildren() {
		jid := address(&child, "jid")
		user := waBinary.Node{Tag: "user", Attrs: waBinary.Attrs{"jid": jid}}
		d := s.findDevice(jid)
		if d == nil || d.bundle.registration == nil {
			user.Content = []waBinary.Node{{Tag: "error", Attrs: waBinary.Attrs{"code": 404, "text": "item-not-found"}}}
			users = append(users, user)
			continue
		}
		keys := []waBinary.Node{
			{Tag: "registration", Content: d.bundle.registration},
			{Tag: "type", Content: []byte{5}},
			{Tag: "identity", Content: d.bundle.identity},
			d.bundle.signed.node("skey"),
		}
		if len(d.oneTime) > 0 {
			keys = append(keys, d.oneTime[0].node("key"))
			d.oneTime = d.oneTime[1:]
			s.warnLow(d)
		}
		if d.proof != nil {
			keys = append(keys, waBinary.Node{Tag: "device-identity", Content: d.proof})
		}
		user.Content = keys
		users = append(users, user)
	}
	return with(waBinary.Node{Tag: "list", Content: users})
}

// warnLow asks a device for more one-time keys when they run out.
func (s *Server) warnLow(d *device) {
	if len(d.oneTime) >= fewKeys || d.low || d.virtual {
		return
	}
	d.low = true
	s.notify(d, types.ServerJID, "encrypt", nil, waBinary.Node{Tag: "count", Attrs: waBinary.Attrs{"value": len(d.oneTime)}})
}

// WaitKeys returns when the server holds at least n one-time keys of a device.
func (s *Server) WaitKeys(ctx context.Context, number string, device, n int) error {
	return s.wait(ctx, func() bool {
		d, err := s.device(number, device)
		return err == nil && len(d.oneTime) >= n
	})
}
