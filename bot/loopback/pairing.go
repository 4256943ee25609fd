package loopback

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"go.mau.fi/libsignal/ecc"
	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waAdv"
	"go.mau.fi/whatsmeow/proto/waWa6"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
	"google.golang.org/protobuf/proto"
)

// pairing is a connection that is not logged in: it was given refs to show as QR codes and waits for a phone.
type pairing struct {
	data     *waWa6.ClientPayload_DevicePairingRegistrationData
	code     *codePairing
	linking  bool
	signing  string // id of the pair-success which the client has to countersign
	device   *device
	identity *waAdv.ADVSignedDeviceIdentity
	result   chan error
}

// qrPrefix stands before the five parts of a QR text since 2026; without it there are four or five.
const qrPrefix = "https://wa.me/settings/linked_devices#"

// offerPairing sends six refs: GetQRChannel shows the first for a minute only if there are exactly six.
func (s *Server) offerPairing(c *conn, data *waWa6.ClientPayload_DevicePairingRegistrationData) {
	c.pairing = &pairing{data: data, result: make(chan error, 1)}
	var identity [32]byte
	copy(identity[:], data.GetEIdent())
	if err := c.pairing.bundle().check(identity); err != nil {
		s.fail(fmt.Errorf("registration: %w", err))
		c.end(failure(LoginFailure{Reason: 400}))
		return
	}
	refs := make([]waBinary.Node, 6)
	for i := range refs {
		ref := "2@" + rand.Text()
		s.refs[ref] = c
		refs[i] = waBinary.Node{Tag: "ref", Content: []byte(ref)}
	}
	c.send(waBinary.Node{
		Tag:     "iq",
		Attrs:   waBinary.Attrs{"from": types.ServerJID, "type": "set", "id": s.nextID(), "xmlns": "md"},
		Content: []waBinary.Node{{Tag: "pair-device", Content: refs}},
	})
}

func (p *pairing) bundle() bundle {
	return bundle{
		registration: p.data.GetERegid(),
		identity:     p.data.GetEIdent(),
		signed:       preKey{p.data.GetESkeyID(), p.data.GetESkeyVal(), p.data.GetESkeySig()},
	}
}

// Pair plays the phone of number: it scans the text of a QR code, with or without the link before it, and links the
// client that shows it as the account's next device. It returns when the client has countersigned; the client then
// reconnects by itself. An account that nobody has used yet begins to exist.
func (s *Server) Pair(qr, number string) error {
	parts := strings.Split(strings.TrimPrefix(qr, qrPrefix), ",")
	if len(parts) != 4 && len(parts) != 5 {
		return fmt.Errorf("qr code has %d parts", len(parts))
	}
	var shown [3][]byte // noise key, identity key, adv secret
	for i := range shown {
		var err error
		if shown[i], err = base64.StdEncoding.DecodeString(parts[i+1]); err != nil || len(shown[i]) != 32 {
			return fmt.Errorf("qr code part %d is no key", i+2)
		}
	}
	s.mu.Lock()
	c := s.refs[parts[0]]
	if c == nil {
		s.mu.Unlock()
		return errors.New("qr code is used or expired")
	}
	if string(shown[0]) != string(c.keys.static[:]) || string(shown[1]) != string(c.pairing.data.GetEIdent()) {
		s.mu.Unlock()
		return errors.New("qr code shows other keys than the connection it belongs to")
	}
	err := s.link(c, Digits(number), shown[2])
	s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.linked(c)
}

// linked waits for the client's countersignature.
func (s *Server) linked(c *conn) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	select {
	case err := <-c.pairing.result:
		return err
	case <-ctx.Done():
		return fmt.Errorf("pairing: %w", ctx.Err())
	}
}

// link sends the client its certificate, signed with the account's phone key. The caller holds mu.
func (s *Server) link(c *conn, number string, secret []byte) error {
	p := c.pairing
	if p.linking {
		return errors.New("already linking")
	}
	p.linking = true
	a := s.account(number)
	a.lastDevice++
	details, err := proto.Marshal(&waAdv.ADVDeviceIdentity{
		RawID:       proto.Uint32(uint32(s.lastLID)),
		Timestamp:   proto.Uint64(uint64(s.stamp())),
		KeyIndex:    proto.Uint32(uint32(a.lastDevice)),
		AccountType: waAdv.ADVEncryptionType_E2EE.Enum(),
		DeviceType:  waAdv.ADVEncryptionType_E2EE.Enum(),
	})
	if err != nil {
		return err
	}
	signature := sign(a.primary, whatsmeow.AdvAccountSignaturePrefix, details, p.data.GetEIdent())
	p.identity = &waAdv.ADVSignedDeviceIdentity{Details: details, AccountSignatureKey: a.primary.Pub[:], AccountSignature: signature}
	signed, err := proto.Marshal(p.identity)
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write(signed)
	blob, err := proto.Marshal(&waAdv.ADVSignedDeviceIdentityHMAC{Details: signed, HMAC: mac.Sum(nil)})
	if err != nil {
		return err
	}
	p.device = &device{account: a, id: a.lastDevice} // not one of the account's before it has signed
	p.signing = s.nextID()
	c.send(waBinary.Node{
		Tag:   "iq",
		Attrs: waBinary.Attrs{"from": types.ServerJID, "type": "set", "id": p.signing, "xmlns": "md", "t": s.stamp()},
		Content: []waBinary.Node{{Tag: "pair-success", Content: []waBinary.Node{
			{Tag: "device-identity", Content: blob},
			{Tag: "device", Attrs: waBinary.Attrs{
				"jid": p.device.jid(types.DefaultUserServer),
				"lid": p.device.jid(types.HiddenUserServer),
			}},
			{Tag: "platform", Attrs: waBinary.Attrs{"name": "android"}},
		}}},
	})
	return nil
}

// countersigned checks the client's signature, makes the device one of the account's and asks for the new login.
func (s *Server) countersigned(c *conn, node *waBinary.Node) {
	p := c.pairing
	err := s.completeLink(c, node)
	p.signing = ""
	p.result <- err
	if err != nil {
		s.refuse(c, node, err.Error())
		return
	}
	c.end(waBinary.Node{Tag: "stream:error", Attrs: waBinary.Attrs{"code": "515"}})
}

func (s *Server) completeLink(c *conn, node *waBinary.Node) error {
	p := c.pairing
	if text(node, "type") != "result" {
		failure := node.GetChildByTag("error")
		return fmt.Errorf("client refuses to be linked: %s", text(&failure, "text"))
	}
	proof := node.GetChildByTag("pair-device-sign", "device-identity")
	var signed waAdv.ADVSignedDeviceIdentity
	if err := proto.Unmarshal(content(proof), &signed); err != nil {
		return fmt.Errorf("device identity: %w", err)
	}
	if signed.AccountSignatureKey != nil {
		return errors.New("device identity repeats the account's key") // pair.go handlePair leaves it out
	}
	message := concat(whatsmeow.AdvDeviceSignaturePrefix, p.identity.Details, p.data.GetEIdent(), p.identity.AccountSignatureKey)
	identity := [32]byte(p.data.GetEIdent())
	if len(signed.DeviceSignature) != 64 ||
		!ecc.VerifySignature(ecc.NewDjbECPublicKey(identity), message, [64]byte(signed.DeviceSignature)) {
		return errors.New("device identity is not signed by the device")
	}
	p.identity.DeviceSignature = signed.DeviceSignature
	full, err := proto.Marshal(p.identity)
	if err != nil {
		return err
	}
	a := p.device.account
	d := a.add(p.device.id)
	d.noise, d.identity, d.bundle, d.proof = c.keys.static, identity, p.bundle(), full
	s.announce(a, d, "add")
	s.signal()
	return nil
}

func sign(key *keys.KeyPair, parts ...[]byte) []byte {
	signature := ecc.CalculateSignature(ecc.NewDjbECPrivateKey(*key.Priv), concat(parts...))
	return signature[:]
}

func concat(parts ...[]byte) []byte {
	var whole []byte
	for _, part := range parts {
		whole = append(whole, part...)
	}
	return whole
}
