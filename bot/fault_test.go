package bot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/proof/prooftest"
	"aduan/flows"
	"aduan/store"
)

// phone is the other end of one chat: it keeps what it was sent, by id.
type phone struct {
	got   []string
	seen  map[string]bool
	files map[string][]byte
}

func (p *phone) Send(_ context.Context, m Message) error {
	if !p.seen[m.ID] {
		p.seen[m.ID] = true
		p.got = append(p.got, m.Text)
	}
	return nil
}

func (p *phone) Fetch(_ context.Context, ref []byte, _ int64) ([]byte, error) {
	return p.files[string(ref)], nil
}

// filing is a complaint from the first word to the receipt.
func filing(at time.Time) []Inbound {
	var in []Inbound
	say := func(x Inbound) {
		x.From, x.ID, x.At = "+628111111111", fmt.Sprint("m", len(in)), at
		in = append(in, x)
	}
	long := strings.Repeat("apa saja ", 400) // fills a page of the record each
	for _, s := range []string{"halo", long, long, long, "1", "2", "3 september 2024"} {
		say(Inbound{Kind: KindText, Text: s})
	}
	say(Inbound{Kind: KindFile, File: &File{Ref: []byte("proof"), Claim: store.Claim{MIME: "image/jpeg"}}})
	say(Inbound{Kind: KindText, Text: "kirim"})
	return in
}

func faultBot(t *testing.T, dir string) (*Bot, *phone) {
	t.Helper()
	form, err := flows.Embedded("emeterai")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := flows.LoadTexts()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2024, 9, 6, 5, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), dir, store.Options{Now: func() time.Time { return now }, Seed: 1, BusyTimeout: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	p := &phone{seen: map[string]bool{}, files: map[string][]byte{"proof": prooftest.JPEG(1)}}
	return New(Options{
		Store: s, Messenger: p, Now: func() time.Time { return now },
		Flow: &flows.Flow{Form: form, Texts: texts, Rules: flows.DefaultRules(time.UTC)},
	}), p
}

// play hands over every message until it is taken, as a network does, and lets
// the bot work in between. trouble is called before each try.
func play(t *testing.T, b *Bot, trouble func(try int)) (refused int) {
	t.Helper()
	try := 0
	for _, in := range filing(b.Now()) {
		for {
			try++
			trouble(try)
			err := b.Receive(t.Context(), in)
			if err == nil {
				err = b.Settle(t.Context())
			}
			if err == nil {
				break
			}
			if !store.Transient(err) {
				t.Fatal(err)
			}
			refused++
			if refused > 200 {
				t.Fatal("it does not recover")
			}
		}
	}
	trouble(0)
	if err := b.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	return refused
}

// whole is what the person sees when nothing is wrong.
func whole(t *testing.T) []string {
	t.Helper()
	b, p := faultBot(t, t.TempDir())
	play(t, b, func(int) {})
	if last := p.got[len(p.got)-1]; !strings.Contains(last, "ADU-240906-") {
		t.Fatalf("the dialogue ends with %q", last)
	}
	return p.got
}

// T42: while the record is full nothing false is said, and afterwards nothing
// is missing and nothing was said twice.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	want := whole(t)
	b, p := faultBot(t, t.TempDir())
	refused := play(t, b, func(try int) {
		pages, err := b.Store.LimitPages(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		room := pages // full at two tries of three
		if try%3 == 0 {
			room = pages + 10000
		}
		if _, err := b.Store.LimitPages(t.Context(), room); err != nil {
			t.Fatal(err)
		}
	})
	if refused == 0 {
		t.Error("the record was never full")
	}
	if d := cmp.Diff(want, p.got); d != "" {
		t.Errorf("the person saw something else: %s", d)
	}
	t.Logf("%d times full", refused)
}

// The same while another process holds the lock.
func TestLockedRecord(t *testing.T) {
	t.Parallel()
	want := whole(t)
	dir := t.TempDir()
	b, p := faultBot(t, dir)
	other, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, store.FileName)+"?_txlock=immediate&_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var lock *sql.Tx
	refused := play(t, b, func(try int) {
		if lock != nil {
			lock.Rollback()
			lock = nil
		}
		if try%2 == 1 {
			if lock, err = other.Begin(); err != nil {
				t.Fatal(err)
			}
		}
	})
	if refused == 0 {
		t.Error("the record was never locked")
	}
	if d := cmp.Diff(want, p.got); d != "" {
		t.Errorf("the person saw something else: %s", d)
	}
}

// A directory that cannot be written any more: the message stays with the network.
func TestRecordGoneReadOnly(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write everything: this one needs an ordinary user")
	}
	dir := t.TempDir()
	b, p := faultBot(t, dir)
	if err := errors.Join(os.Chmod(filepath.Join(dir, store.FileName), 0o400), os.Chmod(dir, 0o500)); err != nil {
		t.Fatal(err)
	}
	if err := b.Receive(t.Context(), filing(b.Now())[0]); err == nil && len(p.got) > 0 {
		t.Error("something was said that stands nowhere")
	}
}
