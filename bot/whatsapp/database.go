package whatsapp

// whatsapp.db: whatsmeow's keys and sessions, and beside them, in a table of
// our own, how long messages last in each chat.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
	"go.mau.fi/whatsmeow/store/sqlstore"
	waLog "go.mau.fi/whatsmeow/util/log"

	"aduan/store"
)

// FileName is the name of whatsmeow's database in the data directory.
const FileName = "whatsapp.db"

// One connection: whatsmeow has no lock of its own between decrypting and
// encrypting, and reads before it writes. FULL: a sending key that is rolled
// back by a power cut would be used twice.
const pragmas = "_foreign_keys=on&_journal_mode=WAL&_txlock=immediate&_synchronous=FULL&_stmt_cache_size=100"

// busyTime is how long another process may hold the lock.
const busyTime = 10 * time.Second

// database is an open whatsapp.db.
type database struct {
	raw  *sql.DB
	keys *sqlstore.Container
}

// openDatabase opens the file in a directory, makes both (0600 in 0700) where
// they are missing, and brings the schema up to date.
func openDatabase(ctx context.Context, dir string, busy time.Duration, log waLog.Logger) (d *database, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, FileName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // before SQLite makes it with the umask
	if err != nil {
		return nil, err
	}
	f.Close()
	raw, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath()+fmt.Sprintf("?%s&_busy_timeout=%d", pragmas, busy.Milliseconds()))
	if err != nil {
		return nil, err
	}
	raw.SetMaxOpenConns(1)
	d = &database{raw, sqlstore.NewWithDB(raw, "sqlite3", log)}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("open %s: %w", FileName, err), raw.Close())
		}
	}()
	if err := d.keys.Upgrade(ctx); err != nil {
		return nil, err
	}
	if _, err := raw.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS aduan_chat_timer (
		address TEXT PRIMARY KEY, seconds INTEGER NOT NULL) WITHOUT ROWID;
		CREATE TABLE IF NOT EXISTS aduan_room (bytes BLOB NOT NULL)`); err != nil {
		return nil, err
	}
	return d, d.keys.LIDMap.FillCache(ctx)
}

// writable says whether the file can be written, and can grow. Messages that
// come while it cannot are lost: whatsmeow fails to decrypt them, and
// acknowledges them.
func (d *database) writable(ctx context.Context) error {
	for _, q := range []string{"INSERT INTO aduan_room (bytes) VALUES (zeroblob(65536))", "DELETE FROM aduan_room"} {
		if _, err := d.raw.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// LimitPages bounds whatsapp.db: past it SQLite answers "full", as on a full
// disk, until the limit is lifted. It says how many pages the file has; 0 only
// asks.
func (c *Client) LimitPages(ctx context.Context, most int) (pages int, err error) {
	if err := c.db.raw.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil || most == 0 {
		return pages, err
	}
	_, err = c.db.raw.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", most))
	return pages, err
}

func (d *database) close() error {
	_, err := d.raw.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, d.raw.Close())
}

// timers returns how long messages last, in seconds, in the chats where they
// do not stay.
func (d *database) timers(ctx context.Context) (map[store.Address]uint32, error) {
	rows, err := d.raw.QueryContext(ctx, "SELECT address, seconds FROM aduan_chat_timer")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[store.Address]uint32{}
	for rows.Next() {
		var a store.Address
		var seconds uint32
		if err := rows.Scan(&a, &seconds); err != nil {
			return nil, err
		}
		all[a] = seconds
	}
	return all, rows.Err()
}

// setTimer notes how long messages last in a chat; 0 is for ever.
func (d *database) setTimer(ctx context.Context, a store.Address, seconds uint32) error {
	if seconds == 0 {
		_, err := d.raw.ExecContext(ctx, "DELETE FROM aduan_chat_timer WHERE address = ?", a)
		return err
	}
	_, err := d.raw.ExecContext(ctx, `INSERT INTO aduan_chat_timer (address, seconds) VALUES (?, ?)
		ON CONFLICT (address) DO UPDATE SET seconds = excluded.seconds`, a, seconds)
	return err
}
