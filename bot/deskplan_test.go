package bot_test

import (
	"database/sql"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aduan/bot/desk"
	"aduan/store"
)

// Full walks that are meant: an index that holds only what is open, or is read
// in its order up to a limit; tables that are as small as the staff; the terms
// of the search, which are cut by their first letter.
var walks = map[string]bool{
	"complaint_queue": true, "complaint_filed": true, "complaint_due": true, "session_due": true, "proof_due": true,
	"outbox_open": true, "job_open": true,
	"staff": true, "takeover": true, "search": true, "search_term": true, "setting": true, "sqlite_sequence": true, "s": true, "json_each": true,
}

var scan = regexp.MustCompile(`^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?`)

// Nothing that the desk asks or changes goes through a whole table: not in any
// command, nor in what follows from it, nor in what is due.
func TestDeskQueriesUseIndexes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	seen := map[string][]any{}
	w.trace = func(query string, args []any) { seen[query] = args }
	w.act("staff " + leadPhone + " Rina lead")
	w.act("staff " + agentPhone + " Budi agent")
	w.says(leadPhone, "halo")
	w.says(agentPhone, "halo")
	w.writes(anaPhone)
	w.writes(nobody)
	number := w.complaint(1).Number
	for _, c := range desk.Commands() {
		if c.Key == "own" {
			continue
		}
		w.says(leadPhone, written(c, c.Name, number))
		w.says(leadPhone, "ya")
		if c.Key == "resolve" {
			w.says(anaPhone, "belum")
		}
		w.says(anaPhone, "status")
	}
	for _, text := range []string{
		"daftar", "daftar baru", "daftar selesai", "daftar kemarin", "daftar menunggu kuota kemarin", "daftar gagal bubuh", "lagi", "cari kuoat 0812", "lihat 7K3Q",
		"staf tambah +6281100000055 Tono", "staf pin Tono", "staf hapus Tono", "ya", "selesai " + number,
	} {
		w.says(leadPhone, text)
	}
	w.act("wait 9 days") // claims, digests, silence
	w.as(anaPhone).act("us > kami cek dulu ya")
	w.as(anaPhone).act("> baik")
	w.must(w.bot.KeyChanged(t.Context(), agentPhone, ""))
	w.settle()

	w.must(w.store.View(t.Context(), func(tx *store.Tx) error { // of "aduan misread"
		_, err := tx.Misread(w.clock())
		return err
	}))

	db, err := sql.Open("sqlite3", "file:"+filepath.Join(w.dir, store.FileName)+"?mode=ro")
	w.must(err)
	defer db.Close()
	if len(seen) < 90 {
		t.Errorf("only %d statements were looked at", len(seen))
	}
	for query, args := range seen {
		if query = strings.TrimSpace(query); strings.HasPrefix(query, "INSERT INTO search") {
			continue // one row, by the id of the complaint
		}
		for _, step := range plan(t, db, query, args) {
			m := scan.FindStringSubmatch(step)
			if m == nil || walks[m[1]] || walks[m[2]] || m[1] == "CONSTANT" {
				continue
			}
			t.Errorf("%s\nin %s", step, query)
		}
	}
}

func plan(t *testing.T, db *sql.DB, query string, args []any) (steps []string) {
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Errorf("%v in %s", err, query)
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, detail)
	}
	return steps
}
