package whatsapp

// Who wrote. WhatsApp knows a person by a number (62812...@s.whatsapp.net) and
// by a hidden id (123@lid); a message shows either, and often both. Both come
// from the server's attributes, never from the message. Rules:
//
//   - the address of the chat is where the answer goes, in the form that was
//     used; the other one is looked up where the message does not tell it;
//   - only chats of two: everything else is nobody;
//   - bots, WhatsApp's own announcements and our own number are nobody.

import (
	"context"
	"fmt"

	"go.mau.fi/whatsmeow/types"

	"aduan/store"
)

// A person is whom a chat is with. The zero person is nobody.
type person struct {
	chat types.JID // where it was written
	alt  types.JID // the same person's other address, empty if unknown
}

func (p person) nobody() bool        { return p.chat.IsEmpty() }
func (p person) from() store.Address { return address(p.chat) }
func (p person) alias() store.Address {
	if p.alt.IsEmpty() {
		return ""
	}
	return address(p.alt)
}

// partner reads from the server's attributes whom a chat is with, where own
// are our own addresses.
func partner(s types.MessageSource, own ...types.JID) person {
	chat, alt := canonical(s.Chat), canonical(s.SenderAlt)
	if s.IsFromMe {
		alt = canonical(s.RecipientAlt)
	} else if canonical(s.Sender) != chat {
		return person{}
	}
	if s.IsGroup || s.Chat.IsBot() || s.Sender.IsBot() || !isPerson(chat) {
		return person{}
	}
	for _, o := range own {
		if o = canonical(o); !o.IsEmpty() && (chat == o || alt == o) {
			return person{}
		}
	}
	if !isPerson(alt) || alt.Server == chat.Server {
		alt = types.EmptyJID
	}
	return person{chat, alt}
}

// canonical is an address without the device, and without telling a hosted
// account from another.
func canonical(j types.JID) types.JID {
	j = j.ToNonAD()
	switch j.Server {
	case types.HostedServer, types.LegacyUserServer:
		j.Server = types.DefaultUserServer
	case types.HostedLIDServer:
		j.Server = types.HiddenUserServer
	}
	return j
}

// isPerson says whether an address can be a person's. The number 0 is where
// WhatsApp's own announcements come from.
func isPerson(j types.JID) bool {
	if j.Server != types.DefaultUserServer && j.Server != types.HiddenUserServer {
		return false
	}
	return digits(j.User) && j.User != "0"
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 20
}

// address is a person's address as the record has it.
func address(j types.JID) store.Address {
	if j.Server == types.HiddenUserServer {
		return store.Address("lid:" + j.User)
	}
	return store.Address("+" + j.User)
}

// jid is the address on the wire.
func jid(a store.Address) (types.JID, error) {
	if lid := a.LID(); digits(lid) {
		return types.NewJID(lid, types.HiddenUserServer), nil
	}
	if phone := a.Phone(); phone != "" && digits(phone[1:]) {
		return types.NewJID(phone[1:], types.DefaultUserServer), nil
	}
	return types.EmptyJID, fmt.Errorf("no address of WhatsApp")
}

// who finds out whom a chat is with, with both addresses where whatsmeow has
// ever seen them together.
func (c *Client) who(ctx context.Context, s types.MessageSource) (person, error) {
	p := partner(s, c.wa.Store.GetJID(), c.wa.Store.GetLID())
	if p.nobody() || !p.alt.IsEmpty() {
		return p, nil
	}
	look := c.wa.Store.LIDs.GetLIDForPN
	if p.chat.Server == types.HiddenUserServer {
		look = c.wa.Store.LIDs.GetPNForLID
	}
	alt, err := look(ctx, p.chat)
	if err != nil {
		return person{}, fmt.Errorf("look up the other address: %w", err)
	}
	if alt = canonical(alt); isPerson(alt) && alt.Server != p.chat.Server {
		p.alt = alt
	}
	return p, nil
}
