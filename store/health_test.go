package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, Options{Now: func() time.Time { return time.Unix(1725580800, 0) }, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func examined(t *testing.T, dir string) Health {
	t.Helper()
	h, err := Examine(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestPragmasAreInForce(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	defer s.Close()
	list, err := s.Pragmas(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Got != p.Want {
			t.Errorf("%s is %s, want %s", p.Name, p.Got, p.Want)
		}
	}
	if err := s.View(t.Context(), func(tx *Tx) error { _, err := tx.exec("DELETE FROM inbox"); return err }); err == nil {
		t.Error("a reader could write")
	}
}

func TestExamineSoundRecordLeavesItAsItIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open(t, dir).Close()
	path := filepath.Join(dir, FileName)
	before, _ := os.Stat(path)
	h := examined(t, dir)
	if h.Schema != KnownVersion() || h.Journal != "wal" || h.Empty || h.Foreign != "" || len(h.Damage)+len(h.Orphans) > 0 {
		t.Errorf("got %+v", h)
	}
	if got := names(t, dir); got != FileName {
		t.Errorf("files afterwards: %s", got)
	}
	if after, _ := os.Stat(path); !same(before, after) {
		t.Error("the file was written to")
	}
}

// Beside a running desk, what it committed is seen although it stands in the
// -wal only.
func TestExamineBesideDesk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	defer s.Close()
	if _, err := s.db.RawDB.Exec("CREATE TABLE later (x)"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.RawDB.Exec("UPDATE version SET version = 99"); err != nil {
		t.Fatal(err)
	}
	if h := examined(t, dir); h.Schema != 99 || h.Journal != "wal" {
		t.Errorf("got %+v", h)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.SetSetting("a", "b") }); err != nil {
		t.Errorf("the desk cannot write any more: %v", err)
	}
}

func TestExamineFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	made := func(t *testing.T, change string) string {
		dir := t.TempDir()
		s := open(t, dir)
		defer s.Close()
		if _, err := s.db.RawDB.Exec("PRAGMA foreign_keys = OFF; " + change); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	t.Run("orphans", func(t *testing.T) {
		t.Parallel()
		h := examined(t, made(t, `INSERT INTO note (complaint_id, at, by, text) VALUES (7, 0, 'applicant', 'x'), (8, 0, 'applicant', 'y')`))
		if len(h.Orphans) != 1 || h.Orphans[0] != "note to complaint: 2" {
			t.Errorf("got %q", h.Orphans)
		}
	})
	t.Run("index without its row", func(t *testing.T) {
		t.Parallel()
		h := examined(t, made(t, `INSERT INTO contact (lid, address, created_at) VALUES ('1', 'lid:1', 0);
			PRAGMA writable_schema = ON;
			UPDATE sqlite_master SET sql = 'CREATE UNIQUE INDEX contact_phone ON contact (name)' WHERE name = 'contact_phone'`))
		if len(h.Damage) == 0 {
			t.Error("not found")
		}
	})
	t.Run("another program's", func(t *testing.T) {
		t.Parallel()
		if h := examined(t, made(t, `UPDATE database_owner SET owner = 'bridge'`)); h.Foreign != "bridge" {
			t.Errorf("got %q", h.Foreign)
		}
		if h := examined(t, made(t, `DROP TABLE version`)); h.Foreign != "another program" {
			t.Errorf("got %q", h.Foreign)
		}
	})
	t.Run("begun and not finished", func(t *testing.T) {
		t.Parallel()
		if h := examined(t, made(t, `DELETE FROM version`)); !h.Empty {
			t.Errorf("got %+v", h)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, FileName), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if h := examined(t, dir); !h.Empty {
			t.Errorf("got %+v", h)
		}
	})
	t.Run("no database", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, FileName), []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Examine(t.Context(), dir); err == nil {
			t.Error("taken for one")
		}
	})
	t.Run("cut off", func(t *testing.T) {
		t.Parallel()
		dir := made(t, `SELECT 1`)
		if err := os.Truncate(filepath.Join(dir, FileName), 8192); err != nil {
			t.Fatal(err)
		}
		if h, err := Examine(t.Context(), dir); err == nil && len(h.Damage) == 0 {
			t.Errorf("got %+v", h)
		}
	})
	t.Run("missing", func(t *testing.T) {
		t.Parallel()
		if _, err := Examine(t.Context(), t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Examine(ctx, made(t, `SELECT 1`)); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}
