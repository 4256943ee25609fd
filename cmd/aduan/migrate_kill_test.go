package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// complain files a complaint and returns its number.
func complain(t *testing.T, p *loopback.Phone) string {
	t.Helper()
	upTo(t, p)
	p.SendImage(prooftest.JPEG(1), "")
	p.Expect(t.Context(), loopback.Contains("Sudah benar?"))
	n := number.FindString(ask(t, p, "kirim", "sudah tercatat").Text)
	if n == "" {
		t.Fatalf("no number:\n%s", texts(p.Chat))
	}
	return n
}

// asFirstReleased puts a record back into the schema that came first, with
// what it could hold then.
func asFirstReleased(t *testing.T, dir string) {
	t.Helper()
	path, old := filepath.Join(dir, store.FileName), filepath.Join(t.TempDir(), "old.db")
	schema, err := os.ReadFile("../../store/migrations/01-initial.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", "file:"+old+"?_foreign_keys=off")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatalf("%.80s: %v", query, err)
		}
	}
	run("CREATE TABLE database_owner (key INTEGER PRIMARY KEY DEFAULT 0, owner TEXT NOT NULL); INSERT INTO database_owner VALUES (0, 'aduan')")
	run("CREATE TABLE version (version INTEGER, compat INTEGER); INSERT INTO version VALUES (1, 1)")
	run(string(schema))
	run("ATTACH ? AS newer", path)
	for table, columns := range tables(t, db) {
		if table != "version" && table != "database_owner" {
			run(fmt.Sprintf("INSERT INTO main.%s (%s) SELECT %s FROM newer.%s", table, columns, columns, table))
		}
	}
	run("DETACH newer")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if err := os.Rename(old, path); err != nil {
		t.Fatal(err)
	}
}

// tables are the tables of a database with their columns.
func tables(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	return pairs(t, db, `SELECT m.name, GROUP_CONCAT(c.name, ', ') FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' GROUP BY m.name`)
}

func pairs(t *testing.T, db *sql.DB, query string) map[string]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var a, b string
		if err := rows.Scan(&a, &b); err != nil {
			t.Fatal(err)
		}
		all[a] = b
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

const schemaOf = "SELECT type || ' ' || name, COALESCE(sql, '') FROM sqlite_master WHERE name NOT IN ('version', 'database_owner')"

// Killed after every statement of an upgrade, one after the other, and told to
// stop in one: the record is as it was or as it should be, never between, and
// in the end the desk knows the complaint that was filed before.
func TestEndedDuringAMigration(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("not in -short: many processes")
	}
	for _, how := range []string{"kill", "term"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{QuickPair: true})
			d := runDesk(t, s)
			p := s.NewPhone(t, ana, loopback.To(deskNumber))
			filed := complain(t, p)
			if err := s.WaitIdle(soon(t), deskNumber); err != nil {
				t.Fatal(err)
			}
			if err := d.stop(); err != nil {
				t.Fatal(err)
			}
			db := openData(t, d.config.Data, store.FileName)
			want := pairs(t, db, schemaOf)
			db.Close()
			asFirstReleased(t, d.config.Data)
			first := openData(t, d.config.Data, store.FileName)
			before := pairs(t, first, schemaOf)
			first.Close()

			versions := map[string]int{}
			k := &keeper{counts: true, next: func(start int) string {
				db := openData(t, d.config.Data, store.FileName)
				defer db.Close()
				state := pairs(t, db, "SELECT 'version', version FROM version UNION SELECT 'damage', integrity_check FROM pragma_integrity_check UNION SELECT 'number', number FROM complaint")
				schema := map[string]map[string]string{"1": before, "2": want}[state["version"]]
				if d := cmp.Diff(schema, pairs(t, db, schemaOf)); d != "" || state["damage"] != "ok" || state["number"] != filed {
					t.Errorf("at start %d: %v %s", start, state, d)
				}
				versions[state["version"]]++
				return fmt.Sprintf("migration:%d:%s", start+1, how)
			}}
			k.t, k.orders.Remote, k.orders.Data = t, s.Remote(), d.config.Data
			k.start()
			ask(t, p, "status", filed)
			k.stop()
			at := k.at[store.Migrating]
			if how == "kill" && (at < 5 || versions["1"] < 4) || how == "term" && at != 1 || versions["2"] == 0 {
				t.Errorf("ended %d times, starts by schema: %v", at, versions)
			}
			t.Logf("ended at %d statements, starts by schema: %v", at, versions)
		})
	}
}
