package main

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// query returns the first column of a query on the record in a directory.
func query(t *testing.T, dir, q string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// messageIDs are the ids of the messages in the record, in order of their
// time: the tests let a second pass between inputs.
func messageIDs(t *testing.T, dir string) []string {
	t.Helper()
	return query(t, dir, "SELECT message_id FROM inbox ORDER BY received_at, message_id")
}

func TestChatDefaultIDs(t *testing.T) {
	t.Parallel()
	d := setup(t)
	data := filepath.Join(d.dir, "data")
	jpg, png := d.jpeg(1), d.put("2.png", prooftest.PNG(2))
	second := object("wait", "1s")
	d.chat([]string{
		say(siti, "halo"), second, // 1, 2
		burst(say(siti, "a"), say(siti, "b", "id", "own"), say(siti, "c")), second, // 3, 4
		object("from", siti, "files", []string{jpg, png}), second, // 5, 6
		"faulty", second, // 7, 8
		burst(say(siti, "d"), object("from", siti, "files", []string{jpg, png})), second, // 9, 10
		object("from", siti, "files", []string{jpg, png}, "id", "album"), "faulty", // 11, 12
	}, "--data", data)
	want := []string{"m1", "m3.1", "m3.3", "own", "m5.1", "m5.2", "m9.1", "m9.2.1", "m9.2.2", "album.1", "album.2"}
	if diff := cmp.Diff(want, messageIDs(t, data)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}

	// A later run counts on.
	d.chat([]string{say(siti, "e")}, "--data", data, "--now", "2024-09-06T13:00:00+07:00")
	d.chat([]string{burst(say(siti, "f"))}, "--data", data, "--now", "2024-09-06T13:00:01+07:00")
	if diff := cmp.Diff(append(want, "m13", "m14.1"), messageIDs(t, data)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The same id from the same person again does nothing, whatever it holds.
func TestChatSecondDelivery(t *testing.T) {
	t.Parallel()
	d := setup(t)
	jpg, png := d.jpeg(1), d.put("2.png", prooftest.PNG(2))
	album := object("from", siti, "files", []string{jpg, png}, "id", "x")
	for name, x := range map[string]struct{ first, second string }{
		"text":             {say(siti, "2", "id", "x"), say(siti, "2", "id", "x")},
		"other text":       {say(siti, "2", "id", "x"), say(siti, "batal", "id", "x")},
		"default id":       {say(siti, "2"), say(siti, "9", "id", "m2")},
		"file":             {say(siti, "2", "id", "x"), object("from", siti, "file", jpg, "id", "x")},
		"album":            {say(siti, "2", "id", "x"), object("from", siti, "files", []string{jpg, png}, "id", "x")},
		"voice":            {say(siti, "2", "id", "x"), object("from", siti, "kind", "voice", "id", "x")},
		"call":             {say(siti, "2", "id", "x"), object("from", siti, "kind", "call", "id", "x")},
		"edit":             {say(siti, "2", "id", "x"), object("from", siti, "edit", "x", "text", "9", "id", "x")},
		"revoke":           {say(siti, "2", "id", "x"), object("from", siti, "revoke", "x", "id", "x")},
		"reaction":         {say(siti, "2", "id", "x"), object("from", siti, "react", "👍", "of", "x", "id", "x")},
		"quote":            {say(siti, "2", "id", "x"), say(siti, "9", "id", "x", "quote", "x")},
		"undecryptable":    {say(siti, "2", "id", "x"), object("from", siti, "kind", "undecryptable", "id", "x")},
		"earlier":          {say(siti, "2", "id", "x"), say(siti, "9", "id", "x", "at", "2024-09-01T12:00:00+07:00")},
		"of a reaction":    {object("from", siti, "react", "👍", "of", "m1", "id", "x"), say(siti, "9", "id", "x")},
		"of a file":        {object("from", siti, "file", jpg, "id", "x"), object("from", siti, "file", png, "id", "x")},
		"of an album":      {album, album},
		"album as text":    {album, say(siti, "9", "id", "x")},
		"album as file":    {album, object("from", siti, "file", png, "id", "x")},
		"larger album":     {album, object("from", siti, "files", []string{png, jpg, jpg}, "id", "x")},
		"part of an album": {album, say(siti, "9", "id", "x.2")},
		"in a burst":       {say(siti, "2", "id", "x"), burst(say(siti, "9", "id", "x"), album)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rest := []string{say(siti, "bantuan"), object("wait", "5m"), say(siti, "apa?"), object("wait", "3h")}
			want := d.chat(append([]string{say(siti, "halo"), x.first, "faulty"}, rest...))
			got := d.chat(append([]string{say(siti, "halo"), x.first, x.second}, rest...))
			if len(got.by[2]) > 0 {
				t.Errorf("the second delivery was answered: %v", got.by[2])
			}
			if diff := cmp.Diff(want.by[3:], got.by[3:]); diff != "" {
				t.Errorf("the second delivery had an effect (-without +with):\n%s", diff)
			}
		})
	}
}

func TestChatSecondDeliveryInsideABurst(t *testing.T) {
	t.Parallel()
	d := setup(t)
	want := d.chat([]string{say(siti, "halo"), burst(say(siti, "2", "id", "x")), say(siti, "kemarin")})
	got := d.chat([]string{say(siti, "halo"), burst(say(siti, "2", "id", "x"), say(siti, "9", "id", "x"), say(siti, "bantuan", "id", "x")), say(siti, "kemarin")})
	wantSame(t, want, got)
}

// An id is its sender's own: another person may use it too.
func TestChatSameIDFromAnother(t *testing.T) {
	t.Parallel()
	r := setup(t).chat([]string{say(siti, "halo", "id", "x"), say(budi, "halo", "id", "x"), say("me", "halo", "to", siti, "id", "x"), say(siti, "2", "id", "x")})
	wantQuestions(t, r, asks("HOW MANY?"), asks(budi+" HOW MANY?"), none(), none())
}

// Also under another address it is the same person.
func TestChatSameIDUnderAnotherAddress(t *testing.T) {
	t.Parallel()
	r := setup(t).chat([]string{say(siti, "halo", "id", "x", "alt", "lid:1"), say("lid:1", "2", "id", "x"), say("lid:1", "2", "id", "y")})
	wantQuestions(t, r, asks("HOW MANY?"), none(), asks("WHEN?"))
}
