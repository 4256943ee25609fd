package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aduan/flows"
)

// filled is a record with so many complaints, each with answers and a note,
// some of them taken or closed.
func filled(t testing.TB, many int) *Store {
	t.Helper()
	now := time.Date(2024, 9, 1, 0, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), t.TempDir(), Options{Now: func() time.Time { return now }, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	err = s.Update(t.Context(), func(tx *Tx) error {
		if _, err := tx.AddStaff(Staff{Phone: "+6281100000001", Name: "Rina", Role: Lead, Lang: "id"}); err != nil {
			return err
		}
		names := strings.Fields("Siti Budi Tono Ayu Dewi Agus Rini Joko Putri Bagus")
		words := strings.Fields("kuota hilang masuk bayar gagal bubuh dokumen lamaran instansi transfer bukti invoice portal kemarin lambat")
		for i := range many {
			tx.Now = now.Add(time.Duration(i) * time.Minute)
			who, err := tx.Contact(Address(fmt.Sprintf("+628%010d", i)), "", names[i%len(names)]+fmt.Sprint(i%97))
			if err != nil {
				return err
			}
			number, err := tx.Number("ADU", tx.Now)
			if err != nil {
				return err
			}
			text := words[i%15] + " " + words[i*7%15] + fmt.Sprint(" INV", i)
			c, err := tx.File(Complaint{Number: number, Contact: who.ID, Form: "emeterai", FormVersion: 1}, flows.Filing{Lang: "id", Answers: []flows.Filed{
				{Field: "kind", Kind: flows.Choice, Label: "Kendala", Shown: "Kuota belum bertambah", Answer: flows.Answer{Said: "1", Read: []string{"quota", "stamping"}[i%2]}},
				{Field: "pieces", Kind: flows.Count, Label: "Jumlah", Shown: fmt.Sprint(i%5 + 1), Answer: flows.Answer{Said: "dua", Read: fmt.Sprint(i%5 + 1)}},
				{Field: "note", Kind: flows.Text, Label: "Cerita", Shown: text, Answer: flows.Answer{Said: text, Read: text}},
			}})
			if err != nil {
				return err
			}
			if i%3 == 1 {
				st := c.State()
				st.Status, st.Assignee, st.StatusAt = StatusTaken, 1, tx.Now
				st.DueAt = tx.Now.Add(time.Hour)
				if i%2 == 0 {
					st.Status, st.DueAt = StatusResolved, time.Time{}
				}
				if err := tx.SetState(c.ID, st); err != nil {
					return err
				}
			}
			if err := tx.Event(Event{Contact: who.ID, Complaint: c.ID, Kind: "complaint_filed", Actor: "applicant"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Duration(many) * time.Minute)
	return s
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := filled(t, 60)
	err := s.View(t.Context(), func(tx *Tx) error {
		for _, x := range []struct {
			words, read string
			want        bool
		}{
			{"kuota", "kuota", true},
			{"kuo", "kuo", true}, // the beginning of a word
			{"KUOTA Siti", "kuota siti", true},
			{"koata", "kuota", true}, // misspelt
			{"inv33", "inv33", true},
			{"lamaran zzzz", "lamaran zzzz", false},
			{`"kuota" OR -x* (`, "kuota or x", false}, // no syntax: words
			{"8000000000", "8000000000", false},
			{"08000000009", "628000000009", false},
			{"080000000009", "6280000000009", true},
			{"", "", false},
			{"***", "", false},
		} {
			got, read, err := tx.Search(x.words, Mark{}, 5)
			if err != nil {
				return fmt.Errorf("%q: %w", x.words, err)
			}
			if strings.Join(read, " ") != x.read || len(got) > 0 != x.want {
				t.Errorf("%q: %d found, read as %q", x.words, len(got), read)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
