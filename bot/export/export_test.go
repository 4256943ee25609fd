package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"aduan/flows"
	"aduan/store"
)

var wib = time.FixedZone("WIB", 7*60*60)

// A desk is a record whose clock the test sets.
type desk struct {
	*store.Store
	now   time.Time
	files int
}

func setup(t testing.TB) *desk {
	t.Helper()
	d := &desk{now: time.Date(2024, 9, 6, 10, 0, 0, 0, wib)}
	var err error
	d.Store, err = store.Open(t.Context(), t.TempDir(), store.Options{Now: func() time.Time { return d.now }, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// update is an Update that must succeed.
func (d *desk) update(t testing.TB, fn func(*store.Tx) error) {
	t.Helper()
	if err := d.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// view is a View that must succeed.
func (d *desk) view(t testing.TB, fn func(*store.Tx) error) {
	t.Helper()
	if err := d.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// make files a complaint of a person, with an answer per pair of field and
// value, and returns its number.
func (d *desk) make(t testing.TB, from store.Address, pairs ...string) (number string) {
	t.Helper()
	var answers []flows.Filed
	for i := 0; i < len(pairs); i += 2 {
		answers = append(answers, filed(pairs[i], flows.Answer{Said: pairs[i+1], Read: pairs[i+1]}))
	}
	d.update(t, func(tx *store.Tx) (err error) {
		number, err = d.file(tx, from, flows.Filing{Lang: "id", Answers: answers})
		return err
	})
	return number
}

func filed(field string, a flows.Answer) flows.Filed {
	kind := map[string]flows.Kind{"kind": flows.Choice, "whatsapp": flows.Phone, "date": flows.Date, "proof": flows.Proof}[field]
	if kind == "" {
		kind = flows.Text
	}
	return flows.Filed{Field: field, Kind: kind, Label: "Label of " + field, Shown: a.Read, Answer: a}
}

func (d *desk) file(tx *store.Tx, from store.Address, fl flows.Filing) (string, error) {
	c, err := tx.Contact(from, "", "Budi")
	if err != nil {
		return "", err
	}
	number, err := tx.Number("ADU", d.now)
	if err != nil {
		return "", err
	}
	_, err = tx.File(store.Complaint{Number: number, Contact: c.ID, Line: "test", Form: "emeterai", FormVersion: 1}, fl)
	return number, err
}

// send is a good file of a person that belongs to a draft.
func (d *desk) send(t testing.TB, from store.Address, field, mime string, b []byte, marks ...string) (f flows.File, sha string) {
	t.Helper()
	sum := sha256.Sum256(b)
	sha = hex.EncodeToString(sum[:])
	if err := d.SaveBytes(t.Context(), sha, b); err != nil {
		t.Fatal(err)
	}
	d.files++
	id := fmt.Sprint("file", d.files)
	d.update(t, func(tx *store.Tx) error {
		c, err := tx.Contact(from, "", "")
		if err != nil {
			return err
		}
		f = flows.File{Field: field, From: id, Checked: true, SHA256: sha}
		f.ID, err = tx.AddProof(store.Proof{Contact: c.ID, Line: "test", MessageID: id, Ref: []byte{}, SentAt: d.now, DueAt: d.now})
		if err != nil {
			return err
		}
		return tx.GoodProof(f.ID, store.Content{SHA256: sha, MIME: mime, Size: len(b), Marks: marks})
	})
	return f, sha
}
