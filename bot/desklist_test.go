package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aduan/store"
)

// Every list comes in tens, goes on with "lagi" where it stopped, shows each
// complaint once, and ends.
func TestListsComeInTens(t *testing.T) {
	t.Parallel()
	w := manned(t)
	var numbers []string
	for i := range 23 {
		numbers = append(numbers, w.filed(i).Number)
		w.act("wait 1m")
	}
	backwards := slices.Clone(numbers)
	slices.Reverse(backwards)
	for text, want := range map[string][]string{
		"antrean": numbers, "queue": numbers, "daftar": backwards, "daftar baru": backwards, "daftar hari ini": backwards,
		"daftar kuota": backwards, "cari ana": backwards, "pelapor " + numbers[0]: backwards,
	} {
		var got []string
		for page := 0; ; page++ {
			var here []string
			all := texts(w.says(agentPhone, text))
			for line := range strings.SplitSeq(all, "\n") {
				if i := strings.Index(line, "*ADU-"); i >= 0 && strings.Contains(line, "lalu") || strings.Contains(line, "baru saja") {
					here = append(here, strings.Trim(strings.Fields(line[i:])[0], "*"))
				}
			}
			got = append(got, here...)
			more := strings.Contains(all, "*lagi*")
			if full := len(here) == 10; full != more || page > 2 {
				t.Fatalf("%s: page %d has %d, and goes on: %v\n%s", text, page+1, len(here), more, all)
			}
			if text = "lagi"; !more {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
	if got := texts(w.says(agentPhone, "lagi")); !strings.Contains(got, "Tidak ada lagi") {
		t.Errorf("after the end: %s", got)
	}
	w.says(agentPhone, "antrean")
	for _, taken := range numbers[3:7] { // what goes meanwhile moves nothing
		w.says(leadPhone, "ambil "+taken)
	}
	if got := texts(w.says(agentPhone, "lagi")); !strings.Contains(got, numbers[10]) || strings.Contains(got, numbers[9]) {
		t.Errorf("the queue goes on elsewhere:\n%s", got)
	}
	c := numbers[0]
	for i := range 12 {
		w.says(agentPhone, fmt.Sprintf("catat %s ke-%d", c, i))
	}
	if got := texts(w.says(agentPhone, "riwayat "+c)); strings.Count(got, "mencatat") != 10 || !strings.Contains(got, "*lagi*") {
		t.Errorf("the history:\n%s", got)
	}
	if got := texts(w.says(agentPhone, "lg")); strings.Count(got, "mencatat") != 2 || !strings.Contains(got, "melihat pelapor") {
		t.Errorf("the rest of it:\n%s", got)
	}
}

// What "daftar" can be asked, in both languages and mixed.
func TestListsAreChosen(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.act("wait until 2024-09-07 12:00")
	old := w.filed(0)
	w.act("wait until 2024-09-08 12:00")
	w.filed(1)
	w.says(agentPhone, "ambil "+old.Number)
	w.says(agentPhone, "tanya "+old.Number+" apa?")
	for text, want := range map[string]int{
		"daftar": 2, "daftar baru": 1, "daftar new": 1, "list waiting": 1, "daftar menunggu": 1, "daftar menunggu pelapor": 1,
		"daftar waiting for the person": 1, "daftar diproses": 0, "daftar kemarin": 1, "daftar hari ini": 1, "list yesterday": 1,
		"daftar 7/9": 1, "daftar 7 september": 1, "daftar 2024-09-07": 1, "daftar tgl 8": 1, "daftar 6/9": 0,
		"daftar kuota": 2, "daftar kuota kemarin": 1, "daftar kemarin menunggu pelapor kuota": 1, "daftar gagal bubuh": 0,
	} {
		if got := texts(w.says(agentPhone, text)); strings.Count(got, "*ADU-") != want || want == 0 && !strings.Contains(got, "Tidak ada laporan") {
			t.Errorf("%s: want %d, got\n%s", text, want, got)
		}
	}
	for _, text := range []string{"daftar besok", "daftar xyz", "daftar 31/2", "daftar baru xyz"} {
		if got := flat(w.says(agentPhone, text)); !strings.Contains(got, "bukan status, jenis, atau tanggal") {
			t.Errorf("%s: got %s", text, got)
		}
	}
}

// The end of a number is enough while it means one complaint.
func TestEndsOfNumbers(t *testing.T) {
	t.Parallel()
	w := manned(t)
	a := w.filed(0)
	other := strings.Replace(a.Number, "240906", "240905", 1)
	w.must(w.store.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.File(store.Complaint{Number: other, Contact: a.Contact, Line: line, Form: "emeterai", FormVersion: 1}, filing)
		return err
	}))
	end := a.Number[len(a.Number)-4:]
	got := texts(w.says(agentPhone, "ambil "+strings.ToLower(end)))
	if !strings.Contains(got, a.Number) || !strings.Contains(got, other) || w.state(a.Number).Assignee != 0 {
		t.Errorf("an end that means two:\n%s", got)
	}
	for _, said := range []string{"240906-" + end, a.Number, strings.ToLower(a.Number), "#" + a.Number + "."} {
		if got := texts(w.says(agentPhone, "lihat "+said)); !strings.Contains(got, "*"+a.Number+"*:") {
			t.Errorf("%s: got %s", said, got)
		}
	}
}

// What people search by: names, phone numbers however written, words of
// answers and notes, ends of numbers, and all of it misspelt.
func TestSearchOfStaff(t *testing.T) {
	t.Parallel()
	w := manned(t)
	c := w.filed(0)
	w.says(agentPhone, "catat "+c.Number+" sudah ditransfer lewat mandiri")
	end := c.Number[len(c.Number)-4:]
	for _, words := range []string{
		"ana", "081234567890", "0812-3456-7890", "+62 812 3456 7890", "62812345", "kuota", "kuoat", "kota", "mandiri", "mandri", "ana kuota", end, c.Number,
	} {
		if got := texts(w.says(agentPhone, "cari "+words)); !strings.Contains(got, c.Number) {
			t.Errorf("%s: got %s", words, got)
		}
	}
	for _, words := range []string{"joko", "081234567891", "ana joko", "***"} {
		if got := texts(w.says(agentPhone, "cari "+words)); strings.Contains(got, c.Number) {
			t.Errorf("%s: got %s", words, got)
		}
	}
}
