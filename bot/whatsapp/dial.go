package whatsapp

// The three HTTP clients that whatsmeow uses, and what the one for files may
// do. Its guard stands above the dialler: it holds for a test's dialler too.

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"aduan/bot"
)

const (
	dialTime  = 30 * time.Second // to open the connection that messages come through
	mediaTime = 90 * time.Second // one try of a download
	mediaPad  = 64               // an encrypted file is at most so much longer
	maxMedia  = 64 << 20         // where no limit was named: history, app state
)

// errHost is for a download from anywhere but WhatsApp's hosts.
var errHost = errors.New("not a media host of WhatsApp")

// transport is how this client reaches the network.
func (o Options) transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	if o.Dial != nil {
		t.DialContext, t.Proxy = o.Dial, nil
	}
	if o.RootCAs != nil {
		t.TLSClientConfig = &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12}
		t.ForceAttemptHTTP2 = false
	}
	return t
}

// guard lets downloads reach WhatsApp's media hosts only, and holds them to
// the limit in the request's context. What it refuses it refuses as a body
// that cannot be read: whatsmeow repeats requests that fail, five times.
type guard struct{ next http.RoundTripper }

func mediaClient(t http.RoundTripper) *http.Client {
	return &http.Client{Transport: guard{t}, Timeout: mediaTime, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) > 3 || !isMediaHost(req) {
			return http.ErrUseLastResponse // the redirect itself, which is no file
		}
		return nil
	}}
}

func isMediaHost(r *http.Request) bool {
	host := strings.ToLower(r.URL.Hostname())
	return r.URL.Scheme == "https" && r.URL.Port() == "" && r.URL.User == nil && strings.HasSuffix(host, ".whatsapp.net")
}

func (g guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if !isMediaHost(r) {
		if r.Body != nil {
			r.Body.Close()
		}
		return refusal(r, errHost), nil
	}
	resp, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	limit := limitOf(r.Context()) + mediaPad
	if resp.StatusCode == http.StatusOK && resp.ContentLength > limit {
		resp.Body.Close()
		return refusal(r, bot.ErrTooBig), nil
	}
	resp.Body = &limited{resp.Body, limit}
	return resp, nil
}

func refusal(r *http.Request, err error) *http.Response {
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, ContentLength: -1, Request: r, Body: io.NopCloser(broken{err}),
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// limited is a body that fails past its limit, instead of ending there.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, bot.ErrTooBig
	}
	return n, err
}

type limitKey struct{}

func withLimit(ctx context.Context, bytes int64) context.Context {
	return context.WithValue(ctx, limitKey{}, bytes)
}

func limitOf(ctx context.Context) int64 {
	if n, ok := ctx.Value(limitKey{}).(int64); ok {
		return n
	}
	return maxMedia
}

// smallBody reads at most max bytes of every answer: for a page that may be
// anything.
type smallBody struct {
	next http.RoundTripper
	max  int64
}

func (s smallBody) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := s.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, s.max))
	resp.Body.Close()
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(b))
	return resp, nil
}
