package flows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Two drafts of one person: the one heard from last goes on, a stated answer
// beats an assumed, open or skipped one, and what both state goes along.
func TestMergeLosesNothing(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 9, 6, 12, 0, 0, 0, jakarta)
	a := Session{Open: true, Heard: now, Answers: map[string]Answer{
		"whatsapp": {Read: "+6281234567890", Likely: true}, "kind": {Said: "gagal bubuh", Read: "stamping", From: "a1"}, "pieces": {Open: true},
	}}
	b := Session{Open: true, Heard: now.Add(-time.Minute), Lang: "en", Answers: map[string]Answer{
		"whatsapp": {Said: "081299998888", Read: "+6281299998888", From: "b1"}, "kind": {Said: "kuota belum masuk", Read: "quota", From: "b2"},
		"pieces": {Said: "2", Read: "2", From: "b3"}, "date": {Said: "kemarin", Read: "2024-09-05", From: "b4"},
	}, Files: []File{{ID: 7, Field: "proof", From: "b5"}}, Unread: []Unread{{ID: "b6", At: now}},
		Aside: &Aside{Kind: asideWhose, Number: "ADU-240901-35DN", Kept: []Kept{{ID: "b7", Text: "ini jawabannya"}, {ID: "b8", File: 8}}}}
	want := Session{Open: true, Heard: now, Lang: "en", Answers: map[string]Answer{
		"whatsapp": b.Answers["whatsapp"], "kind": a.Answers["kind"], "pieces": b.Answers["pieces"], "date": b.Answers["date"],
	}, Files: []File{{ID: 7, Field: "proof", From: "b5"}, {ID: 8, From: "b8"}}, Unread: b.Unread, Typed: map[string][]Kept{},
		Notes: []Kept{{ID: "b2", Text: "kuota belum masuk"}, {ID: "b7", Text: "ini jawabannya"}}}
	for _, got := range []Session{Merge(a, b), Merge(b, a)} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// Without a draft the messages that wait, and the question about them, stay.
func TestMergeKeepsWhatWaits(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 9, 6, 12, 0, 0, 0, jakarta)
	a := Session{Heard: now, Greeted: true, Aside: &Aside{Kind: asideHello, Number: "ADU-240901-35DN"}}
	b := Session{Heard: now.Add(-time.Minute), Aside: &Aside{Kind: asideAdd, Number: "ADU-240901-35DN", Kept: []Kept{{ID: "b1", Text: "tambahan"}}}}
	if got := Merge(a, b); got.Aside.Kind != asideAdd || len(got.Aside.Kept) != 1 || !got.Greeted {
		t.Errorf("%+v", got)
	}
}
