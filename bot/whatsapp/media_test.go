package whatsapp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"aduan/bot"
)

const goodPath = "/v/t62.7118-24/123_n.enc?ccb=11-4&oh=01_Q5&oe=66A1B2C3&_nc_sid=5e03e0"

func TestReferenceKeepsThePathAsItIs(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte{7}, 32)
	f := file(&waE2E.Message{DocumentMessage: &waE2E.DocumentMessage{
		DirectPath: proto.String(goodPath), MediaKey: key, FileEncSHA256: key, FileSHA256: key,
		Mimetype: proto.String("application/pdf"), FileName: proto.String(strings.Repeat("ä", 500)), FileLength: proto.Uint64(1 << 63),
	}})
	var r reference
	if err := json.Unmarshal(f.Ref, &r); err != nil || r.Path != goodPath || r.check() != nil {
		t.Errorf("reference %s: %v, %v", f.Ref, err, r.check())
	}
	if !f.Claim.Document || f.Claim.MIME != "application/pdf" || len(f.Claim.Name) > maxClaim || f.Claim.Size <= 0 {
		t.Errorf("claim %+v", f.Claim)
	}
}

func TestReferencesThatAreNone(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte{7}, 32)
	good := reference{Type: "image", Path: goodPath, Key: key, EncSHA256: key, SHA256: key}
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*reference){
		"no slash":        func(r *reference) { r.Path = "@evil.example/x?y" },
		"no path":         func(r *reference) { r.Path = "" },
		"backslash":       func(r *reference) { r.Path = `/\evil.example` },
		"line break":      func(r *reference) { r.Path = "/x\r\nHost: evil" },
		"fragment":        func(r *reference) { r.Path = "/x#" },
		"endless":         func(r *reference) { r.Path = "/" + strings.Repeat("x", maxPath) },
		"short key":       func(r *reference) { r.Key = key[:31] },
		"no hash":         func(r *reference) { r.SHA256 = nil },
		"no outer hash":   func(r *reference) { r.EncSHA256 = nil },
		"type of its own": func(r *reference) { r.Type = "video" },
	} {
		r := good
		spoil(&r)
		if r.check() == nil {
			t.Errorf("%s: taken", name)
		}
		ref, _ := json.Marshal(r)
		if _, err := new(Client).Fetch(t.Context(), ref, 1); !errors.Is(err, bot.ErrGone) {
			t.Errorf("%s: fetch says %v", name, err)
		}
	}
}

func TestFetchErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		gone bool
	}{
		{whatsmeow.ErrMediaDownloadFailedWith403, true},
		{fmt.Errorf("last host: %w", whatsmeow.ErrMediaDownloadFailedWith404), true},
		{whatsmeow.ErrMediaDownloadFailedWith410, true},
		{whatsmeow.ErrInvalidMediaSHA256, true},
		{whatsmeow.ErrInvalidMediaHMAC, true},
		{whatsmeow.DownloadHTTPError{Response: &http.Response{StatusCode: 503}}, false},
		{context.DeadlineExceeded, false},
		{bot.ErrTooBig, false},
	} {
		got := fetchError(test.err)
		if errors.Is(got, bot.ErrGone) != test.gone || !errors.Is(got, test.err) {
			t.Errorf("%v became %v", test.err, got)
		}
	}
}

// network answers in place of the network, and notes who was asked.
type network struct {
	asked  []string
	answer func(*http.Request) *http.Response
}

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	n.asked = append(n.asked, r.URL.String())
	resp := n.answer(r)
	resp.Request = r
	if resp.Header == nil {
		resp.Header = http.Header{}
	}
	if resp.Body == nil {
		resp.Body = http.NoBody
	}
	return resp, nil
}

func get(t *testing.T, n *network, limit int64, url string) (int, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(withLimit(t.Context(), limit), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := mediaClient(n).Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	if resp.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("status %d", resp.StatusCode)
	}
	return len(b), nil
}

func TestDownloadsReachMediaHostsOnly(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"https://127.0.0.1/x", "https://evil.example/x", "http://mmg.whatsapp.net/x", "https://mmg.whatsapp.net:8443/x",
		"https://mmg.whatsapp.net@evil.example/x", "https://whatsapp.net.evil.example/x", "https://evilwhatsapp.net/x", "https://[::1]/x",
	} {
		n := &network{answer: func(*http.Request) *http.Response { return &http.Response{StatusCode: 200} }}
		if _, err := get(t, n, 100, url); !errors.Is(err, errHost) || len(n.asked) > 0 {
			t.Errorf("%s: %v, asked %v", url, err, n.asked)
		}
		n.answer = func(*http.Request) *http.Response {
			return &http.Response{StatusCode: 302, Header: http.Header{"Location": {url}}}
		}
		if _, err := get(t, n, 100, "https://mmg.whatsapp.net/x"); err == nil || len(n.asked) != 1 {
			t.Errorf("redirect to %s: %v, asked %v", url, err, n.asked)
		}
	}
	n := &network{answer: func(r *http.Request) *http.Response {
		if r.URL.Host == "mmg.whatsapp.net" {
			return &http.Response{StatusCode: 302, Header: http.Header{"Location": {"https://media-sin1-1.cdn.whatsapp.net/x"}}}
		}
		return &http.Response{StatusCode: 200, ContentLength: 2, Body: io.NopCloser(strings.NewReader("ok"))}
	}}
	if got, err := get(t, n, 100, "https://mmg.whatsapp.net/x"); err != nil || got != 2 {
		t.Errorf("redirect to another media host: %d, %v", got, err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestDownloadsAreHeldToTheLimit(t *testing.T) {
	t.Parallel()
	const limit = 1000
	for name, resp := range map[string]*http.Response{
		"announced": {StatusCode: 200, ContentLength: 1 << 40, Body: io.NopCloser(endless{})},
		"lied":      {StatusCode: 200, ContentLength: 10, Body: io.NopCloser(endless{})},
		"unsaid":    {StatusCode: 200, ContentLength: -1, Body: io.NopCloser(endless{})},
	} {
		n := &network{answer: func(*http.Request) *http.Response { return resp }}
		if _, err := get(t, n, limit, "https://mmg.whatsapp.net/x"); !errors.Is(err, bot.ErrTooBig) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
