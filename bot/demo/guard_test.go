package demo

import (
	"net/http"
	"strings"
	"testing"
)

func TestOnlyThePageIsAnswered(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	_, port, _ := strings.Cut(d.host, ":")
	for _, test := range []struct {
		name, method, path, host, origin string
		status                           int
	}{
		{"page", "GET", "/TOKEN/", "", "", 200},
		{"page under the other name", "GET", "/TOKEN/app.js", "localhost:" + port, "", 200},
		{"without the last slash", "GET", "/TOKEN", "", "", 200},
		{"no token", "GET", "/", "", "", 404},
		{"half a token", "GET", "/" + d.token[:12] + "/", "", "", 404},
		{"another token", "GET", "/" + strings.Repeat("A", len(d.token)) + "/", "", "", 404},
		{"token elsewhere", "GET", "/events?token=TOKEN", "", "", 404},
		{"name that leads here", "GET", "/TOKEN/", "evil.example:" + port, "", 403},
		{"another port", "GET", "/TOKEN/", "127.0.0.1:1", "", 403},
		{"no port", "GET", "/TOKEN/", "127.0.0.1", "", 403},
		{"read from another page", "GET", "/TOKEN/events", "", "http://evil.example", 403},
		{"read from a file", "GET", "/TOKEN/events", "", "null", 403},
		{"act of the page", "POST", "/TOKEN/do/desk", "", "http://" + d.host, 422},
		{"act of nobody", "POST", "/TOKEN/do/desk", "", "", 403},
		{"act of another page", "POST", "/TOKEN/do/desk", "", "http://evil.example", 403},
		{"act of another port", "POST", "/TOKEN/do/desk", "", "http://127.0.0.1:1", 403},
		{"act over https", "POST", "/TOKEN/do/desk", "", "https://" + d.host, 403},
		{"act without token", "POST", "/do/desk", "", "http://" + d.host, 404},
		{"act that changes by reading", "GET", "/TOKEN/do/desk", "", "", 404},
		{"act that is none", "POST", "/TOKEN/do/format", "", "http://" + d.host, 404},
		{"way out of the page", "GET", "/TOKEN/../demo.go", "", "", 404},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := page{t, d}
			r := p.request(test.method, "", strings.NewReader("{}"))
			r.URL.Path, r.URL.RawQuery, _ = strings.Cut(strings.ReplaceAll(test.path, "TOKEN", d.token), "?")
			r.Host = test.host
			r.Header.Del("Origin")
			if test.origin != "" {
				r.Header.Set("Origin", test.origin)
			}
			if status, b := p.send(r); status != test.status {
				t.Errorf("status %d, not %d: %.100s", status, test.status, b)
			} else if status >= 400 && strings.Contains(string(b), d.token) {
				t.Errorf("the token is given away: %s", b)
			}
		})
	}
	response, err := http.Get(d.URL())
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	for key, part := range map[string]string{
		"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
	} {
		if got := response.Header.Get(key); !strings.Contains(got, part) {
			t.Errorf("%s: %q", key, got)
		}
	}
	if !strings.HasPrefix(d.host, "127.0.0.1:") {
		t.Errorf("served on %s", d.host)
	}
	_ = p
}

// Everything that the page asks for is in the page: no address of another
// machine, nothing inline that its policy would forbid.
func TestPageIsWhole(t *testing.T) {
	t.Parallel()
	entries, err := embedded.ReadDir("page")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := embedded.ReadFile("page/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(b), "http://www.w3.org/2000/svg", "")
		for _, forbidden := range []string{"http://", "https://", "//cdn", "innerHTML", "eval(", " style=", "onclick=\""} {
			if strings.Contains(text, forbidden) {
				t.Errorf("%s contains %s", e.Name(), forbidden)
			}
		}
	}
}
