package loopback_test

import (
	"bytes"
	"context"
	"database/sql"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/store/sqlstore"

	"aduan/bot/loopback"
)

const (
	desk      = "6281100000001"
	applicant = "6281200000002"
	another   = "6281300000003"
)

// quick is the server of tests that are not about pairing.
var quick = loopback.Options{QuickPair: true}

// newStore opens a fresh client store, closed before its folder goes.
func newStore(t *testing.T) *store.Device {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "client.db")+
		"?_foreign_keys=on&_journal_mode=WAL&_busy_timeout=10000&_txlock=immediate&_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	container := sqlstore.NewWithDB(db, "sqlite3", nil)
	if err = container.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = container.Close() })
	return container.NewDevice()
}

// newClient is a bare client pointed at the server.
func newClient(t *testing.T, s *loopback.Server, dev *store.Device) *whatsmeow.Client {
	t.Helper()
	cli := whatsmeow.NewClient(dev, nil)
	s.Configure(cli)
	t.Cleanup(cli.Disconnect)
	return cli
}

// happened collects what a client reports.
type happened struct {
	mu      sync.Mutex
	events  []any
	changed chan struct{}
}

func watch(cli *whatsmeow.Client) *happened {
	h := &happened{changed: make(chan struct{})}
	cli.AddEventHandler(func(event any) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.events = append(h.events, event)
		close(h.changed)
		h.changed = make(chan struct{})
	})
	return h
}

// first waits for the first event of type E that holds.
func first[E any](t *testing.T, h *happened, holds func(E) bool) E {
	t.Helper()
	timeout := time.NewTimer(time.Minute)
	defer timeout.Stop()
	for {
		h.mu.Lock()
		changed := h.changed
		for _, event := range h.events {
			if e, ok := event.(E); ok && (holds == nil || holds(e)) {
				h.mu.Unlock()
				return e
			}
		}
		h.mu.Unlock()
		select {
		case <-changed:
		case <-timeout.C:
			var none E
			t.Fatalf("no %T came", none)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// picture is a small PNG of its own shade.
func picture(shade uint8) []byte {
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(0, 0, color.Gray{Y: 255 - shade})
	var b bytes.Buffer
	_ = png.Encode(&b, img)
	return b.Bytes()
}

// kept is a Fail that collects instead of failing.
func kept(error) {}
