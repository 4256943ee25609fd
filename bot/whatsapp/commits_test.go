package whatsapp

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waAdv"
	"go.mau.fi/whatsmeow/types"
	waLog "go.mau.fi/whatsmeow/util/log"
)

// linkedCommits are those of a device in a database of its own.
func linkedCommits(t *testing.T) (*commits, *database) {
	t.Helper()
	db, err := openDatabase(t.Context(), t.TempDir(), busyTime, waLog.Noop)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.close() })
	device := db.keys.NewDevice()
	id := types.NewADJID("6281100000001", 0, 1)
	device.ID, device.Account = &id, &waAdv.ADVSignedDeviceIdentity{
		Details: []byte{1}, AccountSignature: make([]byte, 64), AccountSignatureKey: make([]byte, 32), DeviceSignature: make([]byte, 64),
	}
	if err := device.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	return commitsOf(device), db
}

// That a message was handled is known at once, and written with the next commit
// that succeeds, or at the end.
func TestHandledIsWrittenWithTheNextCommit(t *testing.T) {
	t.Parallel()
	c, db := linkedCommits(t)
	nothing := func(context.Context) error { return nil }
	handle := func(hash [32]byte) {
		t.Helper()
		err := c.DoDecryptionTxn(t.Context(), func(ctx context.Context) error {
			return c.PutBufferedEvent(ctx, hash, []byte("words"), time.Now())
		})
		if err = errors.Join(err, c.ClearBufferedEventPlaintext(t.Context(), hash)); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() (n int) {
		t.Helper()
		if err := db.raw.QueryRow("SELECT COUNT(plaintext) FROM whatsmeow_event_buffer").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	known := func(hash [32]byte) {
		t.Helper()
		e, err := c.GetBufferedEvent(t.Context(), hash)
		if err != nil || e == nil || e.Plaintext != nil {
			t.Errorf("it is not known as handled: %+v, %v", e, err)
		}
	}
	first, second := [32]byte{1}, [32]byte{2}
	handle(first)
	known(first)
	if err := c.DoDecryptionTxn(t.Context(), func(context.Context) error { return context.Canceled }); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	known(first)
	if n := kept(); n != 1 {
		t.Errorf("%d are kept after a commit that failed, want 1", n)
	}
	if err := c.DoDecryptionTxn(t.Context(), nothing); err != nil {
		t.Fatal(err)
	}
	known(first)
	handle(second)
	if n := kept(); n != 1 {
		t.Errorf("%d are kept, want the second alone", n)
	}
	if err := c.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	known(first)
	known(second)
	if n := kept(); n != 0 {
		t.Errorf("%d are kept at the end", n)
	}
}

// The words of what was handled do not stay on the disk while nothing else is
// written.
func TestHandledIsWrittenInTime(t *testing.T) {
	t.Parallel()
	c, db := linkedCommits(t)
	hash := [32]byte{1}
	err := c.DoDecryptionTxn(t.Context(), func(ctx context.Context) error {
		return c.PutBufferedEvent(ctx, hash, []byte("words"), time.Now())
	})
	if err = errors.Join(err, c.ClearBufferedEventPlaintext(t.Context(), hash)); err != nil {
		t.Fatal(err)
	}
	s := supervisor{c: &Client{commits: c, life: t.Context(), opts: Options{
		Now: time.Now, Jitter: func() float64 { return 0 }, Room: func() error { return nil },
	}}}
	if err := s.tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.flushing.Lock() // it is over
	defer c.flushing.Unlock()
	var kept int
	if err := db.raw.QueryRow("SELECT COUNT(plaintext) FROM whatsmeow_event_buffer").Scan(&kept); err != nil || kept != 0 {
		t.Errorf("%d are kept, %v", kept, err)
	}
}

// A commit inside of another one has written nothing while that one may fail.
func TestHandledIsKnownAfterANestedCommit(t *testing.T) {
	t.Parallel()
	c, _ := linkedCommits(t)
	hash := [32]byte{1}
	err := c.DoDecryptionTxn(t.Context(), func(ctx context.Context) error {
		return c.PutBufferedEvent(ctx, hash, []byte("words"), time.Now())
	})
	if err = errors.Join(err, c.ClearBufferedEventPlaintext(t.Context(), hash)); err != nil {
		t.Fatal(err)
	}
	err = c.DoDecryptionTxn(t.Context(), func(ctx context.Context) error {
		if err := c.DoDecryptionTxn(ctx, func(context.Context) error { return nil }); err != nil {
			t.Error(err)
		}
		return context.Canceled
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if e, err := c.GetBufferedEvent(t.Context(), hash); err != nil || e == nil || e.Plaintext != nil {
		t.Errorf("it is not known as handled: %+v, %v", e, err)
	}
}

// What is written for a message that leaves is there with its keys, not before;
// outside of a send it is there at once.
func TestLeavingIsOneCommit(t *testing.T) {
	t.Parallel()
	c, _ := linkedCommits(t)
	chat, own := types.NewJID("1", types.HiddenUserServer), types.NewJID("2", types.HiddenUserServer)
	write := func(ctx context.Context, id string) {
		t.Helper()
		err := errors.Join(c.AddOutgoingEvent(ctx, chat, id, "wa", []byte("words")), c.PutMessageSecret(ctx, chat, own, id, []byte("secret")))
		if err != nil {
			t.Fatal(err)
		}
	}
	there := func(id string, want bool) {
		t.Helper()
		_, copied, _ := c.GetOutgoingEvent(t.Context(), chat, types.EmptyJID, id)
		secret, _, err := c.GetMessageSecret(t.Context(), chat, own, id)
		if err != nil || (copied != nil) != want || (secret != nil) != want {
			t.Errorf("%s: copy %q, secret %q, %v; want them: %v", id, copied, secret, err, want)
		}
	}
	ctx := inOneCommit(t.Context())
	write(ctx, "a")
	there("a", false)
	if err := c.PutManySessions(ctx, map[string][]byte{"1_1:0": []byte("keys")}); err != nil {
		t.Fatal(err)
	}
	there("a", true)
	if keys, err := c.GetSession(t.Context(), "1_1:0"); err != nil || string(keys) != "keys" {
		t.Errorf("keys %q, %v", keys, err)
	}
	write(t.Context(), "b")
	there("b", true)
}
