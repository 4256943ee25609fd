package loopback

import (
	"maps"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
)

// Deliver queues a stanza of the test's own making for a device: calls, notices, ciphertext that is none. It needs a
// from; id and t are filled in if they are missing. It must be something that clients acknowledge, else it stays in
// the queue.
func (s *Server) Deliver(number string, device int, node waBinary.Node) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.device(number, device)
	if err != nil {
		return err
	}
	attrs := waBinary.Attrs{"id": s.nextID(), "t": s.stamp()}
	maps.Copy(attrs, node.Attrs)
	node.Attrs = attrs
	s.enqueue(d, node)
	return nil
}

// SendVia sends a message to the chat's peer that arrives as in another chat: a group (g.us), a status
// (types.StatusBroadcastJID), a broadcast list. Real groups have their own encryption; a client reads this one too.
func (c *Chat) SendVia(chat types.JID, m *waE2E.Message) string {
	id := c.phone.Client.GenerateMessageID()
	s := c.phone.s
	s.mu.Lock()
	s.via[id] = chat
	s.mu.Unlock()
	if _, err := c.Send(c.phone.ctx(), id, m); err != nil {
		c.phone.fatal(err)
	}
	return id
}

// Reset is a person with a new handset: number and LID stay, the identity key changes, the linked devices are gone,
// and everybody who wrote with the account is told so. The new phone is virtual until NewPhone or RegisterPhone.
func (s *Server) Reset(number string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.account(Digits(number))
	var told []*device
	for _, peer := range s.numbers {
		for _, d := range peer.devices {
			if peer != a && holdsList(d, a) {
				told = append(told, d)
			}
		}
	}
	for _, d := range a.devices {
		s.unlink(d)
	}
	a.primary = keys.NewKeyPair()
	s.announce(a, a.addPhone(), "add")
	mode := a.mode(types.DefaultUserServer)
	for _, d := range told {
		s.notify(d, a.jid(mode), "encrypt", nil, waBinary.Node{Tag: "identity"})
	}
}
