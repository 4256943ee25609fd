package export

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aduan/flows"
	"aduan/store"
)

func TestProofs(t *testing.T) {
	t.Parallel()
	d := setup(t)
	want := map[string]string{}
	file := func(from store.Address, mime, ending, content string) {
		x, sha := d.send(t, from, "proof", mime, []byte(content))
		want[sha+ending] = content
		d.update(t, func(tx *store.Tx) error {
			_, err := d.file(tx, from, flows.Filing{Lang: "id", Files: []flows.File{x}})
			return err
		})
	}
	early, _ := d.send(t, "+6281111111111", "proof", "image/png", []byte("of an earlier day"))
	d.update(t, func(tx *store.Tx) error {
		_, err := d.file(tx, "+6281111111111", flows.Filing{Lang: "id", Files: []flows.File{early}})
		return err
	})
	d.now = d.now.AddDate(0, 0, 1)
	since := d.now
	file("+6281111111111", "image/jpeg", ".jpg", "photo")
	file("+6282222222222", "image/jpeg", ".jpg", "photo") // shared
	file("+6281111111111", "image/png", ".png", "screenshot")
	file("+6281111111111", "image/webp", ".webp", "sticker")
	file("+6281111111111", "image/heic", ".heic", "phone")
	file("+6281111111111", "application/pdf", ".pdf", "bill")
	file("+6281111111111", "image/new", ".bin", "of a later version")
	d.send(t, "+6281111111111", "proof", "image/jpeg", []byte("of a draft"))

	dir := filepath.Join(t.TempDir(), "new", "proofs")
	for range 2 { // a second time replaces
		d.view(t, func(tx *store.Tx) error { return Proofs(dir, tx, store.Filter{Since: since}, Options{}) })
	}
	got := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got[e.Name()] = string(b)
		if at, _ := e.Info(); at.Mode() != 0o600 {
			t.Errorf("%s has mode %v", e.Name(), at.Mode())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if at, _ := os.Stat(dir); at.Mode().Perm() != 0o700 {
		t.Errorf("the directory has mode %v", at.Mode())
	}
}

// A name that is no SHA-256 is not taken for a path.
func TestProofsStayInTheirDirectory(t *testing.T) {
	t.Parallel()
	d := setup(t)
	x, sha := d.send(t, "+6281111111111", "proof", "image/png", []byte("x"))
	d.update(t, func(tx *store.Tx) error {
		_, err := d.file(tx, "+6281111111111", flows.Filing{Files: []flows.File{x}})
		return err
	})
	dir := t.TempDir()
	d.view(t, func(tx *store.Tx) error {
		for _, name := range []string{"../escaped", "/tmp/escaped", sha[:62], ""} {
			if err := writeProof(dir, tx, store.ReportProof{SHA256: name}); err == nil {
				t.Errorf("%q was written", name)
			}
		}
		if err := writeProof(dir, tx, store.ReportProof{SHA256: sha[:62] + "00"}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		return nil
	})
}

func TestWriteLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "complaints.csv")
	if err := os.WriteFile(name, []byte("before"), 0o644); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := Write(name, func(w io.Writer) error {
		io.WriteString(w, "half")
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if b, _ := os.ReadFile(name); string(b) != "before" {
		t.Errorf("got %q", b)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
	if err := Write(name, func(w io.Writer) error { _, err := io.WriteString(w, "after"); return err }); err != nil {
		t.Fatal(err)
	}
	at, _ := os.Stat(name)
	if b, _ := os.ReadFile(name); string(b) != "after" || at.Mode() != 0o600 || time.Since(at.ModTime()) > time.Hour {
		t.Errorf("got %q with mode %v", b, at.Mode())
	}
}
