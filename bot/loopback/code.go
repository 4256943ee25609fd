package loopback

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"strings"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/gcmutil"
	"go.mau.fi/whatsmeow/util/hkdfutil"
	"go.mau.fi/whatsmeow/util/keys"
	"golang.org/x/crypto/curve25519"
)

// codePairing is a client that shows a code to be typed into the phone (whatsmeow pair-code.go has the client's part).
type codePairing struct {
	conn      *conn
	ref       string
	wrapped   []byte // the client's ephemeral key, encrypted with the code
	ephemeral *keys.KeyPair
	shared    []byte
}

// displayName is what the server takes as a client's name, "Chrome (Linux)"; others are answered with 400.
var displayName = regexp.MustCompile(`^(Chrome|Firefox|Edge|Safari|Opera|IE) \((Linux|Windows|Mac OS|macOS|Ubuntu|Debian)\)$`)

func (s *Server) linkCode(c *conn, node *waBinary.Node) answer {
	reg := node.GetChildByTag("link_code_companion_reg")
	if c.pairing == nil {
		s.refuse(c, node, "asks for a pairing code although it is linked")
		return answer{code: 400, text: "bad-request"}
	}
	switch stage := text(&reg, "stage"); stage {
	case "companion_hello":
		return s.codeHello(c, node, reg)
	case "companion_finish":
		return s.codeFinish(c, node, reg)
	default:
		s.refuse(c, node, "stage "+stage)
		return answer{code: 400, text: "bad-request"}
	}
}

func (s *Server) codeHello(c *conn, node *waBinary.Node, reg waBinary.Node) answer {
	wrapped := content(reg.GetChildByTag("link_code_pairing_wrapped_companion_ephemeral_pub"))
	switch {
	case string(content(reg.GetChildByTag("companion_server_auth_key_pub"))) != string(c.keys.static[:]):
		s.refuse(c, node, "another noise key than the connection's")
	case len(wrapped) != 80:
		s.refuse(c, node, "ephemeral key of the wrong size")
	case !displayName.Match(content(reg.GetChildByTag("companion_platform_display"))):
		// Not held against the test: that a name is refused is something to try.
	default:
		p := &codePairing{conn: c, ref: "3@" + rand.Text(), wrapped: wrapped}
		c.pairing.code = p
		s.codes[address(&reg, "jid").User] = p
		s.signal()
		return with(waBinary.Node{
			Tag:     "link_code_companion_reg",
			Attrs:   waBinary.Attrs{"stage": "companion_hello"},
			Content: []waBinary.Node{{Tag: "link_code_pairing_ref", Content: []byte(p.ref)}},
		})
	}
	return answer{code: 400, text: "bad-request"}
}

// EnterCode plays the phone of number into which the code that a client shows is typed. Like Pair it returns when the
// client is linked, with an error if the code is not the client's.
func (s *Server) EnterCode(number, code string) error {
	number, code = Digits(number), strings.ReplaceAll(code, "-", "")
	s.mu.Lock()
	p := s.codes[number]
	if p == nil || p.conn.ended {
		s.mu.Unlock()
		return fmt.Errorf("no client asked for a code for %s", number)
	}
	err := s.sendEphemeral(p, number, code)
	s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.linked(p.conn)
}

func (s *Server) sendEphemeral(p *codePairing, number, code string) error {
	theirs, err := codeCipher(code, p.wrapped)
	if err != nil {
		return err
	}
	p.ephemeral = keys.NewKeyPair()
	if p.shared, err = curve25519.X25519(p.ephemeral.Priv[:], theirs); err != nil {
		return err
	}
	head := randomBytes(48)
	ours, err := codeCipher(code, append(head, p.ephemeral.Pub[:]...))
	if err != nil {
		return err
	}
	p.conn.send(waBinary.Node{
		Tag:   "notification",
		Attrs: waBinary.Attrs{"from": types.ServerJID, "type": "link_code_companion_reg", "id": s.nextID(), "t": s.stamp()},
		Content: []waBinary.Node{{
			Tag:   "link_code_companion_reg",
			Attrs: waBinary.Attrs{"stage": "primary_hello"},
			Content: []waBinary.Node{
				{Tag: "link_code_pairing_wrapped_primary_ephemeral_pub", Content: append(head[:48:48], ours...)},
				{Tag: "primary_identity_pub", Content: s.account(number).primary.Pub[:]},
				{Tag: "link_code_pairing_ref", Content: []byte(p.ref)},
			},
		}},
	})
	return nil
}

// codeCipher en- or decrypts the key in a wrapped key: 32 bytes of salt, 16 of counter, 32 of key.
func codeCipher(code string, wrapped []byte) ([]byte, error) {
	key, err := pbkdf2.Key(sha256.New, code, wrapped[:32], 2<<16, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 32)
	cipher.NewCTR(block, wrapped[32:48]).XORKeyStream(out, wrapped[48:80])
	return out, nil
}

func (s *Server) codeFinish(c *conn, node *waBinary.Node, reg waBinary.Node) answer {
	p, number := c.pairing.code, address(&reg, "jid").User
	if p == nil || p.shared == nil || string(content(reg.GetChildByTag("link_code_pairing_ref"))) != p.ref {
		s.refuse(c, node, "finishes a pairing that was not begun")
		return answer{code: 400, text: "bad-request"}
	}
	secret, err := p.secret(s.account(number).primary, c.pairing.data.GetEIdent(), content(reg.GetChildByTag("link_code_pairing_wrapped_key_bundle")))
	p.shared = nil
	if err == nil {
		delete(s.codes, number)
		err = s.link(c, number, secret)
	}
	if err != nil {
		c.pairing.result <- err
		return answer{code: 401, text: "not-authorized"}
	}
	return empty
}

// secret opens the client's key bundle and derives the secret that authenticates the link.
func (p *codePairing) secret(primary *keys.KeyPair, identity, wrapped []byte) ([]byte, error) {
	if len(wrapped) < 44 {
		return nil, errors.New("key bundle too short")
	}
	key := hkdfutil.SHA256(p.shared, wrapped[:32], []byte("link_code_pairing_key_bundle_encryption_key"), 32)
	plain, err := gcmutil.Decrypt(key, wrapped[32:44], wrapped[44:], nil)
	if err != nil {
		return nil, errors.New("wrong code")
	}
	if len(plain) != 96 || string(plain[:32]) != string(identity) || string(plain[32:64]) != string(primary.Pub[:]) {
		return nil, errors.New("key bundle of somebody else")
	}
	both, err := curve25519.X25519(primary.Priv[:], identity)
	if err != nil {
		return nil, err
	}
	return hkdfutil.SHA256(concat(p.shared, both, plain[64:]), nil, []byte("adv_secret"), 32), nil
}
