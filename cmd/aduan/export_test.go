package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aduan/flows"
	"aduan/store"
)

// made is a record with two complaints, the first of them the last second of
// 5 September in Jakarta, the second an hour later, with a photo.
func made(t *testing.T) (dir string, s *store.Store) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	now := time.Date(2024, 9, 5, 16, 59, 59, 0, time.UTC)
	s, err := store.Open(t.Context(), dir, store.Options{Now: func() time.Time { return now }, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	sum := sha256.Sum256([]byte("photo"))
	sha := hex.EncodeToString(sum[:])
	if err := s.SaveBytes(t.Context(), sha, []byte("photo")); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		now = now.Add(time.Duration(i) * time.Hour)
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			c, err := tx.Contact("+6281111111111", "", "Budi")
			if err != nil {
				return err
			}
			fl := flows.Filing{Lang: "id", Answers: []flows.Filed{{Field: "kind", Answer: flows.Answer{Said: "=1", Read: "quota"}}}}
			if i == 1 {
				id, err := tx.AddProof(store.Proof{Contact: c.ID, MessageID: "m", Ref: []byte{}, SentAt: now, DueAt: now})
				if err != nil {
					return err
				}
				if err := tx.GoodProof(id, store.Content{SHA256: sha, MIME: "image/jpeg", Size: 5}); err != nil {
					return err
				}
				fl.Files = []flows.File{{ID: id, Field: "proof"}}
			}
			_, err = tx.File(store.Complaint{Number: []string{"ADU-240905-0001", "ADU-240906-0002"}[i], Contact: c.ID, Form: "emeterai", FormVersion: 1}, fl)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir, s
}

// aduan runs the program in this process.
func aduan(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &out, &errs, nil)
	return code, out.String(), errs.String()
}

// Each test of an export runs beside a desk that has the record open.
func TestExportDaysAreInclusiveAndLocal(t *testing.T) {
	t.Parallel()
	dir, _ := made(t)
	for _, tc := range []struct{ flags, want string }{
		{"", "ADU-240905-0001 ADU-240906-0002"},
		{"--since 2024-09-05 --until 2024-09-06", "ADU-240905-0001 ADU-240906-0002"},
		{"--since 2024-09-06", "ADU-240906-0002"},
		{"--until 2024-09-05", "ADU-240905-0001"},
		{"--since 2024-09-06 --until 2024-09-06", "ADU-240906-0002"},
		{"--until 2024-09-04", ""},
		{"--status new", "ADU-240905-0001 ADU-240906-0002"},
		{"--status resolved", ""},
	} {
		code, out, errs := aduan(t, append([]string{"--data", dir, "export", "-"}, strings.Fields(tc.flags)...)...)
		if code != 0 || errs != "" {
			t.Fatalf("%s: exit code %d, %s", tc.flags, code, errs)
		}
		var got []string
		for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
			if i > 0 {
				number, _, _ := strings.Cut(line, ";")
				got = append(got, number)
			}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.flags, got, tc.want)
		}
	}
}

func TestExportToFiles(t *testing.T) {
	t.Parallel()
	data, _ := made(t)
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("old.csv"), []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(at("old.csv"), at("link")); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{at("a.csv"), "--proofs", at("proofs")},
		{at("b.json")},
		{at("c.txt"), "--separator", ","},
		{at("d.txt"), "--format", "json"},
		{at("link")},
		{os.DevNull},
	} {
		if code, out, errs := aduan(t, append([]string{"--data", data, "export"}, args...)...); code != 0 || out+errs != "" {
			t.Errorf("%q: exit code %d, %s%s", args, code, out, errs)
		}
	}
	begins := func(name, want string) {
		t.Helper()
		b, err := os.ReadFile(at(name))
		if err != nil || !strings.HasPrefix(string(b), want) {
			t.Errorf("%s: got %q, %v", name, b, err)
		}
		if i, _ := os.Stat(at(name)); i != nil && i.Mode() != 0o600 {
			t.Errorf("%s has mode %v", name, i.Mode())
		}
	}
	begins("a.csv", "\uFEFFnumber;filed_at;status;contact;kind;whatsapp;pieces;date;proof;invoice;history_screenshot\nADU-240905-0001;2024-09-05T23:59:59+07:00;new;6281111111111;quota;;;;;;\n")
	begins("b.json", "[\n{\"number\":\"ADU-240905-0001\",")
	begins("c.txt", "\uFEFFnumber,filed_at,")
	begins("d.txt", "[\n")
	begins("old.csv", "\uFEFFnumber;")
	begins("proofs/"+sumOf("photo")+".jpg", "photo")
	if i, _ := os.Lstat(at("link")); i.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	if i, _ := os.Stat(os.DevNull); i.Mode().IsRegular() {
		t.Error("the device was replaced")
	}
	var all []map[string]any
	b, _ := os.ReadFile(at("b.json"))
	if err := json.Unmarshal(b, &all); err != nil || len(all) != 2 {
		t.Errorf("%d complaints, %v", len(all), err)
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 7 {
		t.Errorf("left behind: %v", entries)
	}
}

func sumOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// An export that fails leaves what was there.
func TestExportThatFails(t *testing.T) {
	t.Parallel()
	data, _ := made(t)
	dir := t.TempDir()
	if code, _, errs := aduan(t, "--data", data, "export", dir); code != 1 || !strings.Contains(errs, "it is a directory, name a file in it") {
		t.Errorf("exit code %d, %s", code, errs)
	}
	name := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	if code := run(ctx, []string{"--data", data, "export", name}, strings.NewReader(""), &out, &errs, nil); code != 1 {
		t.Errorf("exit code %d, %s", code, errs.String())
	}
	if b, _ := os.ReadFile(name); string(b) != "old" {
		t.Errorf("got %q", b)
	}
	link := filepath.Join(dir, "link.csv")
	if err := os.Symlink(filepath.Join(data, store.FileName), link); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := aduan(t, "--data", data, "export", link); code != 2 || !strings.Contains(errs, "the desk's own files") {
		t.Errorf("exit code %d, %s", code, errs)
	}
}

func TestCheckOfRecord(t *testing.T) {
	t.Parallel()
	sound := []string{
		"(whole)\n", "ok   schema (2, the one of this program)\n", "ok   references (every row belongs to one that is there)\n",
		"ok   writing connection (foreign_keys 1, journal_mode wal, synchronous 2, busy_timeout 10000)\n", "ok   journal (wal, as the file has it)\n",
	}
	expect := func(t *testing.T, dir string, code int, want ...string) {
		t.Helper()
		got, out, errs := aduan(t, "--data", dir, "check")
		if got != code {
			t.Errorf("exit code %d, want %d\n%s%s", got, code, out, errs)
		}
		for _, line := range want {
			if !strings.Contains(out, line) {
				t.Errorf("no %q in\n%s", line, out)
			}
		}
	}
	change := func(t *testing.T, dir, query string) {
		t.Helper()
		db, err := sql.Open("sqlite3", filepath.Join(dir, store.FileName))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("beside a desk", func(t *testing.T) {
		t.Parallel()
		dir, s := made(t)
		expect(t, dir, 0, sound...)
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.SetSetting("a", "b") }); err != nil {
			t.Errorf("the desk cannot write any more: %v", err)
		}
	})
	t.Run("at rest, leaving no trace", func(t *testing.T) {
		t.Parallel()
		dir, s := made(t)
		s.Close()
		before := listed(t, dir)
		expect(t, dir, 0, sound...)
		if after := listed(t, dir); after != before {
			t.Errorf("before:\n%safter:\n%s", before, after)
		}
	})
	t.Run("newer", func(t *testing.T) {
		t.Parallel()
		dir, s := made(t)
		s.Close()
		change(t, dir, "UPDATE version SET version = 99")
		expect(t, dir, 1, "bad  schema: 99 is newer than 2, the one of this program; the mend: use the aduan that made it")
	})
	t.Run("orphans", func(t *testing.T) {
		t.Parallel()
		dir, s := made(t)
		s.Close()
		change(t, dir, "DELETE FROM contact")
		expect(t, dir, 1, "bad  references: rows that point at nothing, from complaint to contact: 2; the mend:", "from proof to contact: 1")
	})
	t.Run("another program's", func(t *testing.T) {
		t.Parallel()
		dir, s := made(t)
		s.Close()
		change(t, dir, "UPDATE database_owner SET owner = 'bridge'")
		expect(t, dir, 1, "it belongs to bridge; the mend: name another directory with --data")
	})
	t.Run("restored without a journal", func(t *testing.T) {
		t.Parallel()
		dir, s := made(t)
		s.Close()
		change(t, dir, "PRAGMA journal_mode = DELETE")
		expect(t, dir, 0, "ok   journal (delete, as the file has it: made wal at the next start)")
	})
	t.Run("open to others", func(t *testing.T) {
		t.Parallel()
		dir, _ := made(t)
		if err := os.Chmod(filepath.Join(dir, store.FileName), 0o644); err != nil {
			t.Fatal(err)
		}
		expect(t, dir, 1, "aduan.db: its mode is 0644, which lets other users of this machine in; the mend: chmod 600 ")
	})
}

func TestCheckRoom(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	r := &checkup{w: &b}
	c := DefaultConfig()
	c.MinFree = 1 << 60
	r.room("data directory", c, t.TempDir(), "0700")
	if r.faults != 1 || !strings.Contains(b.String(), "free, less than min_free, which is 1073741824GB, so that the desk would take no messages; the mend: make room") {
		t.Errorf("got %q", b.String())
	}
}

// listed is the names, modes, sizes and times of a directory and what it holds.
func listed(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(dir, func(path string, i os.FileInfo, err error) error {
		if err == nil {
			b.WriteString(path + " " + i.Mode().String() + " " + i.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
