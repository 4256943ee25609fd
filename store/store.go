package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mattn/go-sqlite3" // also the driver "sqlite3"
	"go.mau.fi/util/dbutil"
)

// FileName is the record's name in the data directory.
const FileName = "aduan.db"

// Errors that callers tell apart.
var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("conflict")
	ErrNewer    = errors.New("the database was made by a newer version of aduan; use that version, or restore a backup from before the upgrade")
)

// Transient says that an error is the disk's or a lock's, not the data's: the
// same may succeed later.
func Transient(err error) bool {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrNomem,
		sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrInterrupt:
		return true
	}
	return false
}

//go:embed migrations/*.sql
var migrations embed.FS

// Options are what a store needs from outside.
type Options struct {
	Now func() time.Time // the clock; nil is time.Now
	// Seed fixes complaint numbers and message ids, for a run that can be
	// repeated. 0 draws them at random.
	Seed int64
	// Trace is told every statement; for tests of query plans.
	Trace func(query string, args []any)
	// Hook is called after every statement of an upgrade, where a test may kill
	// the process; nil in the product.
	Hook func(point string)
	// BusyTimeout is how long a writer waits for another process's lock; 0 is
	// ten seconds.
	BusyTimeout time.Duration
}

// Store is an open record. It is safe for concurrent use: writers queue for
// the one writing connection.
type Store struct {
	db   *dbutil.Database
	read *sql.DB
	opts Options

	// A place for each connection. Whoever waits for one can be told to stop,
	// and who has one waits for nobody but another process.
	writing, reading chan struct{}

	commits atomic.Int64
}

// Commits is how many transactions have been committed since the store was
// opened.
func (s *Store) Commits() int64 { return s.commits.Load() }

// readers is how many read at a time.
const readers = 4

// pragmas are what the data depends on: see Pragmas.
const pragmas = "_foreign_keys=on&_journal_mode=WAL&_synchronous=FULL&_secure_delete=on&_txlock=immediate&_stmt_cache_size=100"

// Open opens the record in a data directory, makes the directory (0700) and
// the file (0600) where they are missing, and brings the schema up to date,
// each step in a transaction of its own. A schema newer than this program is
// refused with [ErrNewer] and left as it is.
func Open(ctx context.Context, dir string, opts Options) (*Store, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, FileName)
	// Before SQLite makes it with the umask; never opened when it is there, for
	// closing it would drop the locks of whoever has it open in this process.
	switch f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); {
	case err == nil:
		f.Close()
	case !errors.Is(err, os.ErrExist):
		return nil, err
	}
	if opts.BusyTimeout == 0 {
		opts.BusyTimeout = 10 * time.Second
	}
	raw, err := sql.Open("sqlite3", dsn(path, fmt.Sprintf("%s&_busy_timeout=%d", pragmas, opts.BusyTimeout.Milliseconds())))
	if err != nil {
		return nil, err
	}
	raw.SetMaxOpenConns(1)
	db, err := dbutil.NewWithDB(raw, "sqlite3")
	if err != nil {
		return nil, errors.Join(err, raw.Close())
	}
	db.Owner = "aduan"
	if opts.Hook != nil {
		db.Log = &upgradeHook{DatabaseLogger: dbutil.NoopLogger, at: opts.Hook}
	}
	db.UpgradeTable = dbutil.BuildUpgradeTable().WithFSPath(migrations, "migrations").Finish()
	if err := db.Upgrade(ctx); err != nil {
		if errors.Is(err, dbutil.ErrUnsupportedDatabaseVersion) {
			err = fmt.Errorf("%w (%v)", ErrNewer, err)
		}
		return nil, errors.Join(fmt.Errorf("open %s: %w", FileName, err), db.Close())
	}
	s := &Store{db: db, opts: opts, writing: make(chan struct{}, 1), reading: make(chan struct{}, readers)}
	if s.read, err = sql.Open("sqlite3", dsn(path, readOnly+"&_stmt_cache_size=100")); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.read.SetMaxOpenConns(readers)
	if err := s.seed(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenRead opens the record for reading only, beside a running desk. It
// changes nothing, not even the schema: an older or newer one is an error.
func OpenRead(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	read, err := sql.Open("sqlite3", dsn(path, readOnly+"&_stmt_cache_size=100"))
	if err != nil {
		return nil, err
	}
	s := &Store{read: read, opts: Options{Now: time.Now}, reading: make(chan struct{}, readers)}
	switch version, err := s.SchemaVersion(ctx); {
	case err != nil:
		return nil, errors.Join(err, s.Close())
	case version > KnownVersion():
		return nil, errors.Join(ErrNewer, s.Close())
	case version < KnownVersion():
		return nil, errors.Join(fmt.Errorf("the database has schema %d, this program reads %d: start the desk once to upgrade it", version, KnownVersion()), s.Close())
	}
	return s, nil
}

func dsn(path, query string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query
}

// KnownVersion is the schema that this program makes.
func KnownVersion() int {
	files, _ := migrations.ReadDir("migrations")
	return len(files)
}

// SchemaVersion is the schema of the file.
func (s *Store) SchemaVersion(ctx context.Context) (version int, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT version FROM version").Scan(&version)
	return version, err
}

// seed fixes where the days' numbers begin, once for the life of the record.
func (s *Store) seed(ctx context.Context) error {
	return s.Update(ctx, func(tx *Tx) error {
		if _, err := tx.Setting("number_seed"); !errors.Is(err, ErrNotFound) {
			return err
		}
		seed := fmt.Sprint(s.opts.Seed)
		if s.opts.Seed == 0 {
			seed = rand.Text()
		}
		return tx.SetSetting("number_seed", seed)
	})
}

// LimitPages bounds the file: past it SQLite answers "full", as on a full disk,
// until the limit is lifted. It says how many pages the file has; 0 only asks.
func (s *Store) LimitPages(ctx context.Context, most int) (pages int, err error) {
	if err := s.db.RawDB.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil || most == 0 {
		return pages, err
	}
	_, err = s.db.RawDB.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", most))
	return pages, err
}

// Close closes the record. What was committed is safe without it.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	return errors.Join(errs...)
}

// Tx is one unit of work: everything in it becomes true together, or nothing.
type Tx struct {
	ctx context.Context // ends the reading of rows
	tx  *sql.Tx
	// Now is the time of the whole unit, fixed at its start.
	Now  time.Time
	opts *Options

	nobodyWaits int64 // the contact for whom nothing waits in the outbox, 0: not known
}

// enter waits for a place. A context that has ended gets none.
func enter(ctx context.Context, places chan struct{}) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	select {
	case places <- struct{}{}:
		return func() { <-places }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("begin: %w", ctx.Err())
	}
}

// Update runs fn in a transaction and commits it durably (synchronous=FULL).
// When it returns nil, what fn did survives the process and the power; when it
// returns an error, nothing of it happened. A context that has ended begins
// nothing, nor does one that ends while others write; one that ends meanwhile
// breaks nothing off.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	leave, err := enter(ctx, s.writing)
	if err != nil {
		return err
	}
	defer leave()
	ctx = context.WithoutCancel(ctx) // the driver would start a goroutine for each statement
	tx, err := s.db.RawDB.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if err := fn(&Tx{ctx: ctx, tx: tx, Now: s.opts.Now(), opts: &s.opts}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	s.commits.Add(1)
	return nil
}

// View runs fn on one unchanging state of the record, on a connection that
// cannot write. When the context ends, the next row that is read is an error.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	leave, err := enter(ctx, s.reading)
	if err != nil {
		return err
	}
	defer leave()
	tx, err := s.read.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	return fn(&Tx{ctx: ctx, tx: tx, Now: s.opts.Now(), opts: &s.opts})
}

func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	if tx.opts.Trace != nil {
		tx.opts.Trace(query, args)
	}
	return tx.tx.Exec(query, args...)
}

func (tx *Tx) row(query string, args ...any) *sql.Row {
	if tx.opts.Trace != nil {
		tx.opts.Trace(query, args)
	}
	return tx.tx.QueryRow(query, args...)
}

// each runs scan for every row of a query.
func (tx *Tx) each(scan func(*sql.Rows) error, query string, args ...any) error {
	if tx.opts.Trace != nil {
		tx.opts.Trace(query, args)
	}
	rows, err := tx.tx.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := tx.ctx.Err(); err != nil {
			return err
		}
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// found turns "no rows" into ErrNotFound.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// Setting returns a value that the program keeps for itself, or ErrNotFound.
func (tx *Tx) Setting(key string) (value string, err error) {
	err = tx.row("SELECT value FROM setting WHERE key = ?", key).Scan(&value)
	return value, found(err)
}

// SetSetting keeps a value under a key, in place of the one before.
func (tx *Tx) SetSetting(key, value string) error {
	_, err := tx.exec("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	return err
}

// millis is a time as the record keeps it; the zero time is NULL.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func maybeTime(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return fromMillis(ms.Int64)
}

// randomID is a message id in the form that WhatsApp Web uses.
func randomID(b []byte) string { return "3EB0" + strings.ToUpper(hex.EncodeToString(b[:9])) }
