package loopback

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"net/http"

	"go.mau.fi/whatsmeow"
)

// Remote is what a process needs to reach a server. Another process than the server's gets it as text, say in an
// environment variable: a test that kills its bot runs the bot in a process of its own.
type Remote struct {
	Addr string // 127.0.0.1:port
	Cert []byte // of its TLS
	Root []byte // of its Noise certificates
}

// MarshalText makes the text for another process.
func (r Remote) MarshalText() ([]byte, error) {
	type plain Remote
	return json.Marshal(plain(r))
}

// UnmarshalText reads the text of MarshalText. The process then trusts the server's root key in place of WhatsApp's,
// as New has it: call it before any client exists.
func (r *Remote) UnmarshalText(text []byte) error {
	type plain Remote
	if err := json.Unmarshal(text, (*plain)(r)); err != nil {
		return err
	}
	if len(r.Root) != 32 {
		return fmt.Errorf("root key of %d bytes", len(r.Root))
	}
	once.Do(func() { prepareProcess([32]byte(r.Root)) })
	if whatsmeow.WACertPubKey != [32]byte(r.Root) {
		return fmt.Errorf("this process trusts another loopback already")
	}
	return nil
}

// RootCAs holds the one certificate that the server's TLS needs.
func (r Remote) RootCAs() *x509.CertPool {
	pool := x509.NewCertPool()
	if leaf, err := x509.ParseCertificate(r.Cert); err == nil {
		pool.AddCert(leaf)
	}
	return pool
}

// Dial connects to the server, whichever host of WhatsApp is asked for. Any other address is refused: nothing that
// uses this dialler reaches another machine.
func (r Remote) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	switch addr {
	case r.Addr, chatHost + ":443", mediaHost + ":443":
		var d net.Dialer
		return d.DialContext(ctx, network, r.Addr)
	}
	return nil, fmt.Errorf("dial %s: not an address of WhatsApp", addr)
}

// HTTPClient reaches only the server, under the names of WhatsApp's hosts.
func (r Remote) HTTPClient() *http.Client { return newHTTPClient(r.Dial, r.RootCAs()) }

func newHTTPClient(dial func(context.Context, string, string) (net.Conn, error), roots *x509.CertPool) *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:           nil, // HTTPS_PROXY must not lead anybody away
		DialContext:     dial,
		TLSClientConfig: &tls.Config{RootCAs: roots},
	}}
}

// Remote is the server as other processes on this machine reach it.
func (s *Server) Remote() Remote { return s.remote }

// Addr is the server's address, 127.0.0.1:port, for clients that dial by themselves.
func (s *Server) Addr() string { return s.remote.Addr }

// RootCAs holds the one certificate that the server's TLS needs.
func (s *Server) RootCAs() *x509.CertPool { return s.remote.RootCAs() }

// Dial is Remote.Dial; an address that is not WhatsApp's is a refusal.
func (s *Server) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := s.remote.Dial(ctx, network, addr)
	if err != nil && ctx.Err() == nil {
		s.fail(err)
	}
	return conn, err
}

// HTTPClient reaches only this server, under the names of WhatsApp's hosts.
func (s *Server) HTTPClient() *http.Client { return s.client }

// Configure points an unmodified client at the server. Call it before Connect.
func (s *Server) Configure(cli *whatsmeow.Client) {
	cli.SetWebsocketHTTPClient(s.client)
	cli.SetPreLoginHTTPClient(s.client)
	cli.SetMediaHTTPClient(s.client)
}
