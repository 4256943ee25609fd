package loopback

import (
	"fmt"
	"net/http"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
)

// faults are what a test has asked to go wrong. All of it can change at any time.
type faults struct {
	hook   func(Stanza) Verdict
	login  map[string]LoginFailure
	down   int
	media  func(*http.Request) *MediaFault
	garble map[string]int
}

// Stanza is what a hook sees of a stanza that passes.
type Stanza struct {
	Number string // the account's, empty before a login
	Device int
	Out    bool // from the server to the client
	Node   *waBinary.Node
}

// Verdict is what becomes of a stanza.
type Verdict struct{ kind, code int }

const (
	passed = iota
	dropped
	cut
)

// The verdicts: Pass lets a stanza through as the hook left it, Drop loses it, Cut loses it and the connection.
var (
	Pass = Verdict{kind: passed}
	Drop = Verdict{kind: dropped}
	Cut  = Verdict{kind: cut}
)

// Error answers a client's message (463: the contact may not be written to) or query with an error instead of acting on it.
func Error(code int) Verdict { return Verdict{code: code} }

// OnStanza has every stanza pass by hook, in either direction; nil ends it. The hook may change the attributes of
// what it passes and may call the server. A stanza from the server that it drops or changes is so for this one time:
// what stands in a queue comes again, whole, on the next connection.
func (s *Server) OnStanza(hook func(Stanza) Verdict) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.hook = hook
}

func (s *Server) ask(c *conn, node *waBinary.Node, out bool) Verdict {
	s.mu.Lock()
	hook, d := s.faults.hook, c.device
	s.mu.Unlock()
	if hook == nil {
		return Pass
	}
	stanza := Stanza{Out: out, Node: node}
	if d != nil {
		stanza.Number, stanza.Device = d.account.number, int(d.id)
	}
	return hook(stanza)
}

// LoginFailure is a <failure> in place of a <success>. Of the reasons, 401 (unlinked), 403 (locked) and 406 (banned)
// make whatsmeow delete its device; 402 is a ban for some time, with Code and Expire; 405 is a client too old; after
// 500 and 503 it comes again (whatsmeow connectionevents.go handleConnectFailure).
type LoginFailure struct {
	Reason int
	Code   int
	Expire time.Duration
}

// FailLogin refuses the account's logins until it is called with the zero failure.
func (s *Server) FailLogin(number string, fault LoginFailure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.login == nil {
		s.faults.login = make(map[string]LoginFailure)
	}
	s.faults.login[Digits(number)] = fault
}

// Down answers every new connection with an HTTP status until it is called with 0. Connections that stand are not touched.
func (s *Server) Down(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.down = status
}

// Cut breaks the connections of an account's device, without a word.
func (s *Server) Cut(number string, device int) error {
	return s.withConn(number, device, func(c *conn) { c.cut() })
}

// Replace tells the device that somebody else has logged in as it.
func (s *Server) Replace(number string, device int) error {
	return s.withConn(number, device, func(c *conn) { c.end(streamError(0, "replaced")) })
}

// StreamError ends the device's connection with an error, say 503, after which clients come again, or 500.
func (s *Server) StreamError(number string, device, code int) error {
	return s.withConn(number, device, func(c *conn) { c.end(streamError(code, "")) })
}

func (s *Server) withConn(number string, device int, do func(*conn)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.device(number, device)
	if err != nil {
		return err
	}
	if d.conn == nil {
		return fmt.Errorf("device %s is not connected", d)
	}
	do(d.conn)
	return nil
}

func (s *Server) device(number string, device int) (*device, error) {
	if a := s.numbers[Digits(number)]; a != nil && a.devices[uint16(device)] != nil {
		return a.devices[uint16(device)], nil
	}
	return nil, fmt.Errorf("no device %s:%d", Digits(number), device)
}

// Unlink plays the phone that throws out a linked device: it is told, and its later logins fail with 401.
func (s *Server) Unlink(number string, device int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.device(number, device)
	if err != nil {
		return err
	}
	s.unlink(d)
	return nil
}

func (s *Server) unlink(d *device) {
	if d.conn != nil {
		d.conn.end(streamError(401, "device_removed"))
	}
	s.remove(d)
}

// remove forgets a device; everybody who knew it is told.
func (s *Server) remove(d *device) {
	delete(d.account.devices, d.id)
	d.queue = nil
	s.announce(d.account, d, "remove")
	s.signal()
}

// Garble spoils the ciphertext of the next n messages for the account's devices, each on its first way only: what the
// sender encrypts again arrives whole.
func (s *Server) Garble(number string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.garble == nil {
		s.faults.garble = make(map[string]int)
	}
	s.faults.garble[Digits(number)] = n
}

// garbled spoils a ciphertext if it is its turn.
func (s *Server) garbled(target *device, enc waBinary.Node) waBinary.Node {
	if s.faults.garble[target.account.number] <= 0 || target.virtual {
		return enc
	}
	s.faults.garble[target.account.number]--
	spoilt := append([]byte(nil), content(enc)...)
	spoilt[len(spoilt)-1] ^= 0xff // the end of its MAC
	enc.Content = spoilt
	return enc
}
