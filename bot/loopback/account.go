package loopback

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	mathrand "math/rand/v2"
	"slices"
	"strings"

	"go.mau.fi/libsignal/ecc"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
)

// account is one person: a number, a LID, and the devices that read the account's messages.
type account struct {
	number, lid string
	name        string        // push name, as last said with a presence
	primary     *keys.KeyPair // the identity key of the phone: it signs the linked devices
	addressing  Addressing
	hideAlt     bool
	devices     map[uint16]*device
	lastDevice  uint16
}

// device is one place where an account is logged in. Device 0 is the phone. As long as no client has registered as
// the phone it is *virtual*: it has a static bundle, so that clients can encrypt for it, and its copies are thrown away.
type device struct {
	account  *account
	id       uint16
	virtual  bool
	noise    [32]byte
	identity [32]byte
	bundle   bundle
	oneTime  []preKey
	low      bool   // told that its one-time keys run out
	proof    []byte // its device-identity: the phone's signature under its identity key
	signed   *keys.PreKey
	handed   map[*device]bool  // the devices it was told of
	chats    map[string]sentTo // what it sent
	queue    []*queued
	conn     *conn
}

// sentTo is how the sender had addressed a message. Receipts must come back from there, because whatsmeow looks up
// the message to send again by chat and id (retry.go getMessageForRetry).
type sentTo struct {
	to    types.JID
	edits string
}

// account returns the account of a number, new if need be, with a virtual phone. The caller holds mu.
func (s *Server) account(number string) *account {
	if a := s.numbers[number]; a != nil {
		return a
	}
	s.lastLID++
	a := &account{
		number:     number,
		lid:        fmt.Sprintf("%d", 100_000_000_000_000+s.lastLID*1_000_003),
		primary:    keys.NewKeyPair(),
		addressing: s.opts.Addressing,
		hideAlt:    s.opts.HideAlt,
		devices:    make(map[uint16]*device),
	}
	a.addPhone()
	s.numbers[number], s.lids[a.lid] = a, a
	return a
}

func (a *account) addPhone() *device {
	phone := a.add(0)
	phone.virtual = true
	phone.identity = *a.primary.Pub
	phone.signed = a.primary.CreateSignedPreKey(1)
	phone.bundle = newBundle(mathrand.Uint32(), a.primary, phone.signed)
	return phone
}

func (a *account) add(id uint16) *device {
	d := &device{account: a, id: id, handed: make(map[*device]bool), chats: make(map[string]sentTo)}
	a.devices[id] = d
	return d
}

// find returns the account behind an address, or nil.
func (s *Server) find(jid types.JID) *account {
	switch jid.Server {
	case types.DefaultUserServer, types.LegacyUserServer:
		return s.numbers[jid.User]
	case types.HiddenUserServer:
		return s.lids[jid.User]
	}
	return nil
}

func (s *Server) findDevice(jid types.JID) *device {
	if a := s.find(jid); a != nil {
		return a.devices[jid.Device]
	}
	return nil
}

// jid is the account's address on a server (types.DefaultUserServer or types.HiddenUserServer).
func (a *account) jid(server string) types.JID {
	if server == types.HiddenUserServer {
		return types.NewJID(a.lid, server)
	}
	return types.NewJID(a.number, types.DefaultUserServer)
}

func (d *device) jid(server string) types.JID {
	jid := d.account.jid(server)
	jid.Device = d.id
	return jid
}

func (d *device) String() string { return fmt.Sprintf("%s:%d", d.account.number, d.id) }

// mode is the server part under which the account is shown to somebody who wrote to it, or was written to, under asked.
func (a *account) mode(asked string) string {
	switch a.addressing {
	case LID:
		return types.HiddenUserServer
	case Number:
		return types.DefaultUserServer
	}
	if asked == types.HiddenUserServer {
		return asked
	}
	return types.DefaultUserServer
}

func other(server string) string {
	if server == types.HiddenUserServer {
		return types.DefaultUserServer
	}
	return types.HiddenUserServer
}

// suffix of the attributes that carry the other address: sender_pn beside a LID, sender_lid beside a number.
func suffix(server string) string {
	if server == types.HiddenUserServer {
		return "_pn"
	}
	return "_lid"
}

// list is the account's devices as told to asker, phone first. An asker is left out of its own account's list: were it
// in, whatsmeow would fetch its own prekeys before every send (send.go encryptMessageForDevices).
func (a *account) list(asker *device) []*device {
	var list []*device
	for _, d := range a.devices {
		if d != asker {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(x, y *device) int { return int(x.id) - int(y.id) })
	return list
}

// participantHash is the hash by which a client notices that its list of devices is old (whatsmeow send.go
// participantListHashV2).
func participantHash(devices []types.JID) string {
	names := make([]string, len(devices))
	for i, jid := range devices {
		names[i] = jid.ADString()
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "")))
	return "2:" + base64.RawStdEncoding.EncodeToString(sum[:6])
}

// preKey and bundle hold keys as they stand in stanzas.
type preKey struct{ id, value, signature []byte }

type bundle struct {
	registration, identity []byte
	signed                 preKey
}

func newBundle(registration uint32, identity *keys.KeyPair, signed *keys.PreKey) bundle {
	return bundle{
		registration: []byte{byte(registration >> 24), byte(registration >> 16), byte(registration >> 8), byte(registration)},
		identity:     identity.Pub[:],
		signed:       preKey{keyID(signed.KeyID), signed.Pub[:], signed.Signature[:]},
	}
}

func keyID(id uint32) []byte { return []byte{byte(id >> 16), byte(id >> 8), byte(id)} }

// check tells what is wrong with a bundle for a device of this identity.
func (b bundle) check(identity [32]byte) error {
	switch {
	case len(b.registration) != 4:
		return fmt.Errorf("registration id of %d bytes", len(b.registration))
	case string(b.identity) != string(identity[:]):
		return fmt.Errorf("another identity key than the one that was linked")
	case len(b.signed.id) != 3 || len(b.signed.value) != 32 || len(b.signed.signature) != 64:
		return fmt.Errorf("signed prekey of the wrong size")
	}
	message := append([]byte{ecc.DjbType}, b.signed.value...)
	if !ecc.VerifySignature(ecc.NewDjbECPublicKey(identity), message, [64]byte(b.signed.signature)) {
		return fmt.Errorf("signed prekey with a wrong signature")
	}
	return nil
}

func (k preKey) node(tag string) waBinary.Node {
	children := []waBinary.Node{{Tag: "id", Content: k.id}, {Tag: "value", Content: k.value}}
	if k.signature != nil {
		children = append(children, waBinary.Node{Tag: "signature", Content: k.signature})
	}
	return waBinary.Node{Tag: tag, Content: children}
}

func readPreKey(node waBinary.Node) preKey {
	return preKey{
		id:        content(node.GetChildByTag("id")),
		value:     content(node.GetChildByTag("value")),
		signature: content(node.GetChildByTag("signature")),
	}
}
