package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"aduan/bot"
	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
	"aduan/flows"
	"aduan/store"
)

func TestMain(m *testing.M) {
	// A whatsmeow client that is closed while something comes in leaves this behind.
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("go.mau.fi/whatsmeow/socket.(*FrameSocket).frameComplete"))
}

// start makes a demo with a desk of the real parts.
func start(t *testing.T) *Demo {
	t.Helper()
	zone := time.FixedZone("WIB", 7*3600)
	form, err := flows.Embedded("emeterai")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := flows.LoadTexts()
	if err != nil {
		t.Fatal(err)
	}
	flow := &flows.Flow{Form: form, Texts: texts, Rules: flows.Rules{
		Language: "id", Zone: zone, Prefix: "ADU", RemindAfter: 2 * time.Hour, RemindFrom: 7 * time.Hour, RemindUntil: 21 * time.Hour,
		Keep: 14 * 24 * time.Hour, Quiet: 6 * time.Hour,
	}}
	dir := t.TempDir()
	d, err := New(t.Context(), Options{
		Dir: dir, Name: "Contoh", Zone: zone,
		Open: func(ctx context.Context, s *loopback.Server, clock *Clock) (*Desk, error) {
			return open(context.WithoutCancel(ctx), dir, s, clock, flow)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
		if refusals := d.server.Refusals(); len(refusals) > 0 {
			t.Errorf("the clients were refused: %v", refusals)
		}
	})
	return d
}

func open(ctx context.Context, dir string, s *loopback.Server, clock *Clock, flow *flows.Flow) (*Desk, error) {
	record, err := store.Open(ctx, dir, store.Options{Now: clock.Now})
	if err != nil {
		return nil, err
	}
	var b *bot.Bot
	line, err := whatsapp.Open(ctx, whatsapp.Options{
		Dir: dir, Dial: s.Dial, RootCAs: s.RootCAs(), Now: clock.Now, Pace: func(time.Duration) time.Duration { return 0 },
		Receive: func(ctx context.Context, in bot.Inbound) error { return b.Receive(ctx, in) },
	})
	if err != nil {
		return nil, errors.Join(err, record.Close())
	}
	b = bot.New(bot.Options{Store: record, Messenger: line, Flow: flow, Now: clock.Now, Ready: line.Ready})
	return &Desk{
		Paired: line.Paired, Pair: line.Pair, Ready: line.Ready,
		Run: func(ctx context.Context) error {
			working, stop := context.WithCancel(ctx)
			worked := make(chan struct{})
			go func() { b.Run(working); close(worked) }()
			err := line.Run(ctx)
			stop()
			<-worked
			return err
		},
		Due:   func(context.Context) error { b.Wake(); return nil },
		Close: func() error { return errors.Join(line.Close(), record.Close()) },
	}, nil
}

// A page asks as the page does.
type page struct {
	t *testing.T
	d *Demo
}

func (p page) send(r *http.Request) (int, []byte) {
	p.t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return response.StatusCode, b
}

func (p page) request(method, path string, body io.Reader) *http.Request {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.d.URL()+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Origin", "http://"+p.d.host)
	}
	return r
}

// do asks for an action, and returns the error that the page would show.
func (p page) do(act string, a asked) string {
	p.t.Helper()
	b, err := json.Marshal(a)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.failed(p.send(p.request(http.MethodPost, "do/"+act, bytes.NewReader(b))))
}

func (p page) failed(status int, b []byte) string {
	p.t.Helper()
	var answer struct{ Error string }
	if err := json.Unmarshal(b, &answer); err != nil {
		p.t.Fatalf("%d %s: %v", status, b, err)
	}
	if (status == http.StatusOK) != (answer.Error == "") {
		p.t.Errorf("%d with error %q", status, answer.Error)
	}
	return answer.Error
}

func (p page) must(act string, a asked) {
	p.t.Helper()
	if failed := p.do(act, a); failed != "" {
		p.t.Fatalf("%s: %s", act, failed)
	}
}

func (p page) attach(fields map[string]string, files map[string][]byte) string {
	p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key, value := range fields {
		_ = w.WriteField(key, value)
	}
	for name, data := range files {
		f, _ := w.CreateFormFile("file", name)
		_, _ = f.Write(data)
	}
	_ = w.Close()
	r := p.request(http.MethodPost, "do/attach", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return p.failed(p.send(r))
}

// until waits for a screen, as somebody who looks at it does.
func (p page) until(number, what string, holds func(screen) bool) screen {
	p.t.Helper()
	ph, ok := p.d.phone(number)
	if !ok {
		p.t.Fatalf("no phone %s", number)
	}
	wake, leave := p.d.board.read()
	defer leave()
	late := time.After(time.Minute)
	for {
		s := ph.screen()
		if holds(s) {
			return s
		}
		select {
		case <-wake:
		case <-late:
			b, _ := json.MarshalIndent(s, "", " ")
			p.t.Fatalf("not %s:\n%s", what, b)
		}
	}
}

// answered waits for the desk's last word.
func (p page) answered(number, part string) bubble {
	p.t.Helper()
	s := p.until(number, "answered with "+part, func(s screen) bool {
		n := len(s.Bubbles)
		return n > 0 && !s.Bubbles[n-1].Mine && strings.Contains(s.Bubbles[n-1].Text, part)
	})
	return s.Bubbles[len(s.Bubbles)-1]
}

// said is the last message of a phone's own.
func (p page) said(number string) bubble {
	p.t.Helper()
	var last bubble
	p.until(number, "said anything", func(s screen) bool {
		for _, b := range s.Bubbles {
			if b.Mine {
				last = b
			}
		}
		return last.ID != ""
	})
	return last
}
