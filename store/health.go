package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Pragma is a setting of SQLite that the data depends on.
type Pragma struct {
	Name, Want, Got string
}

// Pragmas are the settings as they are in force on the one writing connection,
// not as they were asked for: SQLite passes over a setting that is misspelt.
func (s *Store) Pragmas(ctx context.Context) ([]Pragma, error) {
	list := []Pragma{
		{Name: "foreign_keys", Want: "1"},
		{Name: "journal_mode", Want: "wal"},
		{Name: "synchronous", Want: "2"}, // FULL
		{Name: "busy_timeout", Want: "10000"},
	}
	for i := range list {
		if err := s.db.RawDB.QueryRowContext(ctx, "PRAGMA "+list[i].Name).Scan(&list[i].Got); err != nil {
			return nil, fmt.Errorf("read %s: %w", list[i].Name, err)
		}
	}
	return list, nil
}

// Writable says whether the record can be written, and can grow.
func (s *Store) Writable(ctx context.Context) error {
	const key = "room"
	err := s.Update(ctx, func(tx *Tx) error { return tx.SetSetting(key, strings.Repeat("x", 1<<16)) })
	if err != nil {
		return err
	}
	return s.Update(ctx, func(tx *Tx) error { _, err := tx.exec("DELETE FROM setting WHERE key = ?", key); return err })
}

// readOnly is how a reader opens the record.
const readOnly = "mode=ro&_txlock=deferred&_busy_timeout=10000&_query_only=true"

// Health is what [Examine] found in a record.
type Health struct {
	Empty   bool     // there is nothing in it yet, not even a schema
	Foreign string   // whose it is, if it is not ours
	Schema  int      // see [KnownVersion]
	Journal string   // the journal mode that the file is in; the desk sets wal
	Damage  []string // what SQLite says is broken, at most some
	Orphans []string // rows that point at a row that is not there
}

// Examine reads all of the record in a data directory and says what is wrong
// with it. It changes nothing, and may run beside a desk. An error is one of
// reading; a file that is no database at all is such an error.
func Examine(ctx context.Context, dir string) (Health, error) {
	path := filepath.Join(dir, FileName)
	before, err := os.Stat(path)
	if err != nil {
		return Health{}, err
	}
	// Whoever reads a database in WAL mode makes the two files beside it, if
	// nobody has it open. Reading it as unchangeable makes none, but sees
	// nothing of what stands only in such a file, or is written meanwhile.
	if !journal(path) {
		h, err := examine(ctx, dsn(path, "immutable=1&_query_only=true"))
		if h.Journal = "delete"; wal(path) { // SQLite does not say of a file that cannot change
			h.Journal = "wal"
		}
		after, errStat := os.Stat(path)
		if errStat == nil && !journal(path) && same(before, after) || ctx.Err() != nil {
			return h, err
		}
	}
	return examine(ctx, dsn(path, readOnly))
}

// journal says whether there are changes that the database file lacks.
func journal(path string) bool {
	return slices.ContainsFunc([]string{"-wal", "-journal"}, func(suffix string) bool {
		_, err := os.Stat(path + suffix)
		return !errors.Is(err, os.ErrNotExist)
	})
}

// wal says whether a database file that nobody has open is in WAL mode.
func wal(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	header := make([]byte, 20)
	_, err = io.ReadFull(f, header)
	return err == nil && header[18] == 2 && header[19] == 2
}

func same(a, b os.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

func examine(ctx context.Context, dsn string) (h Health, err error) {
	read, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return h, err
	}
	s := &Store{read: read, reading: make(chan struct{}, readers), opts: Options{Now: time.Now}}
	defer func() { err = errors.Join(err, s.Close()) }()
	err = s.View(ctx, func(tx *Tx) error {
		if err := tx.row("PRAGMA journal_mode").Scan(&h.Journal); err != nil {
			return err
		}
		if err := tx.each(func(r *sql.Rows) error {
			var line string
			err := r.Scan(&line)
			if line != "ok" {
				h.Damage = append(h.Damage, line)
			}
			return err
		}, "PRAGMA integrity_check(10)"); err != nil {
			return err
		}
		if len(h.Damage) > 0 {
			return nil // what else it says is not to be trusted
		}
		return tx.schema(&h)
	})
	return h, err
}

// schema says whose database it is, of which version, and whether its rows
// hang together.
func (tx *Tx) schema(h *Health) error {
	var tables, versions, owners int
	if err := tx.row(`SELECT COUNT(*), COALESCE(SUM(name = 'version'), 0), COALESCE(SUM(name = 'database_owner'), 0)
		FROM sqlite_master WHERE type = 'table'`).Scan(&tables, &versions, &owners); err != nil {
		return err
	}
	if h.Empty = tables == 0; h.Empty {
		return nil
	}
	if h.Foreign = "another program"; versions == 0 {
		return nil
	}
	owner := "aduan"
	if owners > 0 {
		if err := found(tx.row("SELECT owner FROM database_owner").Scan(&owner)); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	if h.Foreign = owner; owner != "aduan" {
		return nil
	}
	h.Foreign = ""
	err := found(tx.row("SELECT version FROM version").Scan(&h.Schema))
	if h.Empty = errors.Is(err, ErrNotFound); h.Empty { // ended while it was being made
		return nil
	} else if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	return tx.each(func(r *sql.Rows) error {
		var table, parent string
		var rows int
		err := r.Scan(&table, &parent, &rows)
		h.Orphans = append(h.Orphans, fmt.Sprintf("%s to %s: %d", table, parent, rows))
		return err
	}, `SELECT "table", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2`)
}
