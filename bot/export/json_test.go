package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aduan/flows"
	"aduan/store"
)

func (d *desk) json(t testing.TB, f store.Filter) string {
	t.Helper()
	var b bytes.Buffer
	d.view(t, func(tx *store.Tx) error { return JSON(&b, tx, f, Options{Zone: wib}) })
	return b.String()
}

func TestJSON(t *testing.T) {
	t.Parallel()
	d := setup(t)
	photo, sha := d.send(t, "+6281111111111", "proof", "image/jpeg", []byte("photo"), "small")
	var first string
	d.update(t, func(tx *store.Tx) (err error) {
		first, err = d.file(tx, "+6281111111111", flows.Filing{Lang: "id", Answers: []flows.Filed{
			filed("whatsapp", flows.Answer{Said: "=0812 & <3456>", Read: "+6281234567890"}),
			filed("date", flows.Answer{Open: true}),
			filed("proof", flows.Answer{Read: "1"}),
			filed("invoice", flows.Answer{Said: "lewati", Skipped: true}),
		}, Files: []flows.File{photo}, Notes: []flows.Kept{{Text: "kemarin dulu"}}})
		return err
	})
	d.now = d.now.Add(time.Minute)
	second := d.make(t, "lid:123")

	want := "[\n" +
		`{"number":"` + first + `","filed_at":"2024-09-06T10:00:00+07:00","status":"new",` +
		`"contact":{"name":"Budi","phone":"+6281111111111","lid":""},"form":{"name":"emeterai","version":1},` +
		`"answers":[{"field":"whatsapp","label":"Label of whatsapp","said":"=0812 & <3456>","read":"+6281234567890","open":false},` +
		`{"field":"date","label":"Label of date","said":"","read":"","open":true},` +
		`{"field":"proof","label":"Label of proof","said":"","read":1,"open":false},` +
		`{"field":"invoice","label":"Label of invoice","said":"lewati","read":"","open":false}],` +
		`"proofs":[{"field":"proof","sha256":"` + sha + `","mime":"image/jpeg","size":5,"marks":["small"]}],` +
		`"notes":[{"at":"2024-09-06T10:00:00+07:00","by":"applicant","text":"kemarin dulu"}],"marks":["open:date"]}` + ",\n" +
		`{"number":"` + second + `","filed_at":"2024-09-06T10:01:00+07:00","status":"new",` +
		`"contact":{"name":"Budi","phone":"","lid":"123"},"form":{"name":"emeterai","version":1},` +
		`"answers":[],"proofs":[],"notes":[],"marks":[]}` + "\n]\n"
	if diff := cmp.Diff(want, d.json(t, store.Filter{})); diff != "" {
		t.Error(diff)
	}
}

func TestJSONOfNothing(t *testing.T) {
	t.Parallel()
	if got := setup(t).json(t, store.Filter{}); got != "[]\n" {
		t.Errorf("got %q", got)
	}
}

// T39, T40: json holds every text as it was kept.
func TestJSONKeepsTexts(t *testing.T) {
	t.Parallel()
	d := setup(t)
	texts := append(strange(), "=1+1", "＝1", "\t", `"`, `\`, "a\nb")
	for _, s := range texts {
		d.now = d.now.Add(time.Second)
		d.make(t, "+6281111111111", "story", s)
	}
	var got []complaint
	if err := json.Unmarshal([]byte(d.json(t, store.Filter{})), &got); err != nil {
		t.Fatal(err)
	}
	for i, s := range texts {
		if a := got[i].Answers[0]; a.Read != s || a.Said != s {
			t.Errorf("%q became %q", s, a.Read)
		}
	}
}

// An error of the writer ends the export.
func TestWriterThatFails(t *testing.T) {
	t.Parallel()
	d := setup(t)
	d.make(t, "+6281111111111", "story", strings.Repeat("x", 100_000))
	full := errors.New("no room")
	for name, write := range map[string]func(*store.Tx) error{
		"csv":  func(tx *store.Tx) error { return CSV(failing{full}, tx, store.Filter{}, Options{}) },
		"json": func(tx *store.Tx) error { return JSON(failing{full}, tx, store.Filter{}, Options{}) },
	} {
		if err := d.View(t.Context(), write); !errors.Is(err, full) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
