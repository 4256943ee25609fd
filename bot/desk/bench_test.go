package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"aduan/bot/desk"
	"aduan/flows"
	"aduan/store"
)

// BenchmarkDesk asks with 10,000 complaints in the record. The median of each
// has to stay within 50 ms, also of the message that leads get once a day.
//
//	go test ./bot/desk -run '^$' -bench .
func BenchmarkDesk(b *testing.B) {
	const many, most = 10_000, 50 * time.Millisecond
	form, err := flows.Embedded("emeterai")
	if err != nil {
		b.Fatal(err)
	}
	texts, err := flows.LoadTexts()
	if err != nil {
		b.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2024, 9, 10, 5, 0, 0, 0, time.UTC) // noon in Jakarta
	s, err := store.Open(b.Context(), b.TempDir(), store.Options{Now: func() time.Time { return now }, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	d := &desk.Desk{Flow: &flows.Flow{Form: form, Texts: texts, Rules: flows.DefaultRules(zone)}, Rules: desk.DefaultRules()}
	var me store.Staff
	var number string
	err = s.Update(b.Context(), func(tx *store.Tx) error {
		if me, err = tx.AddStaff(store.Staff{Phone: "+6281100000001", Name: "Rina", Role: store.Lead, Lang: "id"}); err != nil {
			return err
		}
		c, err := tx.Contact("+6281100000001", "", "Rina")
		if err != nil {
			return err
		}
		me.Contact = c.ID
		names := strings.Fields("Siti Budi Tono Ayu Dewi Agus Rini Joko Putri Bagus")
		words := strings.Fields("kuota hilang masuk bayar gagal bubuh dokumen lamaran instansi transfer bukti invoice portal kemarin lambat")
		for i := range many {
			tx.Now = now.Add(time.Duration(i-many) * time.Minute)
			who, err := tx.Contact(store.Address(fmt.Sprintf("+628%010d", i)), "", fmt.Sprint(names[i%len(names)], " ", i%997))
			if err != nil {
				return err
			}
			if number, err = tx.Number("ADU", tx.Now); err != nil {
				return err
			}
			text := strings.Join([]string{words[i%15], words[i*7%15], words[i*11%15], fmt.Sprint("INV", i)}, " ")
			c, err := tx.File(store.Complaint{Number: number, Contact: who.ID, Form: "emeterai", FormVersion: 1}, flows.Filing{Lang: "id", Answers: []flows.Filed{
				{Field: "kind", Kind: flows.Choice, Label: "Kendala", Shown: "Kuota belum bertambah", Answer: flows.Answer{Said: "1", Read: []string{"quota", "stamping"}[i%2]}},
				{Field: "note", Kind: flows.Text, Label: "Cerita", Shown: text, Answer: flows.Answer{Said: text, Read: text}},
			}})
			if err != nil {
				return err
			}
			if i%4 == 3 { // three of four wait: the worst that a desk sees
				s := c.State()
				s.Status, s.StatusAt = []string{store.StatusTaken, store.StatusWaiting, store.StatusResolved}[i/4%3], tx.Now
				if err := tx.SetState(c.ID, s); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, text := range []string{
		"antrean", "daftar", "daftar baru", "daftar selesai", "daftar kemarin", "daftar kuota", "daftar menunggu pelapor kemarin", "cari kuota", "cari siti bayar", "cari kuoat",
		"cari tidakada", "cari 0812-3456", "lihat " + number[len(number)-4:], "pelapor " + number, "riwayat " + number,
	} {
		measure(b, s, text, most, func(tx *store.Tx) (desk.Result, error) {
			return d.Handle(tx, me, desk.Message{ID: "m", At: now, Text: text}, false)
		})
	}
	measure(b, s, "daily", most, func(tx *store.Tx) (desk.Result, error) { return d.Daily(tx, me.ID) })
}

func measure(b *testing.B, s *store.Store, name string, most time.Duration, do func(*store.Tx) (desk.Result, error)) {
	b.Run(name, func(b *testing.B) {
		var took []time.Duration
		for b.Loop() {
			err := s.Update(b.Context(), func(tx *store.Tx) error {
				start := time.Now()
				out, err := do(tx)
				took = append(took, time.Since(start))
				if err == nil && len(out.Sends) == 0 {
					b.Error("no answer")
				}
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		slices.Sort(took)
		median := took[len(took)/2]
		b.ReportMetric(float64(median)/1e6, "median-ms")
		if median > most {
			b.Errorf("the median is %v, more than %v", median, most)
		}
	})
}
