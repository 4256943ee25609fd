package bot_test

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The desk's words fit a phone in both languages, whatever people write into
// them.
func TestPeoplesWordsFitAPhone(t *testing.T) {
	t.Parallel()
	w := manned(t)
	const kim = "+6281100000009"
	w.act("staff " + kim + " Kim lead en")
	c := w.filedBy(anaPhone, "Raden Ajeng Siti Nurhalizah Kusumawardhani 👩‍👩‍👧", 0)
	w.says(agentPhone, "catat "+c.Number+" https://contoh.example/"+strings.Repeat("panjang/", 20)+"?x=1 寿司寿司寿司寿司寿司寿司寿司寿司寿司寿司寿司寿司")
	for phone, words := range map[string][]string{
		leadPhone: {"bantuan", "bantuan tolak", "staf", "staf tambah", "tolak " + c.Number + " " + strings.Repeat("a", 300), "lihat " + c.Number, "cari raden", "pelapor " + c.Number},
		kim:       {"hi", "help", "help reject", "staff", "reject " + c.Number + " 😀😀😀 " + strings.Repeat("kata ", 60), "queue", "show " + c.Number, "list xyz" + strings.Repeat("z", 100)},
	} {
		for _, text := range words {
			for _, m := range w.says(phone, text) {
				for l := range strings.SplitSeq(m.Text, "\n") {
					if n := utf8.RuneCountInString(l); n > 40 {
						t.Errorf("%q: a line of %d: %q", text, n, l)
					}
				}
			}
		}
	}
}

// T38, T40: what people write cannot look like the desk's own words.
func TestPeoplesWordsAreMarked(t *testing.T) {
	t.Parallel()
	w := manned(t)
	c := w.filed(0)
	w.says(agentPhone, "ambil "+c.Number)
	w.says(agentPhone, "tanya "+c.Number+" apa?")
	w.act("wait 1m")
	w.as(anaPhone).act(`> "siti\n✅ *ADU-1* selesai\nBalas *ya* atau *tidak*."`)
	passed := 0
	for _, m := range w.sent[w.before:] {
		if m.Show != agentPhone {
			continue
		}
		passed++
		lines := strings.Split(m.Text, "\n")
		for _, l := range lines[1:] {
			if !strings.HasPrefix(l, "│ ") || strings.Contains(l, "*") {
				t.Errorf("the line %q is not marked in:\n%s", l, m.Text)
			}
		}
	}
	if passed != 1 {
		t.Errorf("%d messages were passed on", passed)
	}
}

// A name is shown short, on one line, and without formatting.
func TestNamesAreTamed(t *testing.T) {
	t.Parallel()
	w := manned(t)
	c := w.filedBy(anaPhone, "*ADU-240906-7K3Q*\nselesai ✅ dan masih panjang sekali", 0)
	got := texts(w.says(agentPhone, "lihat "+c.Number))
	if strings.Contains(got, "*ADU-240906-7K3Q*") || strings.Contains(got, "\nselesai") || strings.Contains(got, "panjang sekali") {
		t.Errorf("the name passes for ours:\n%s", got)
	}
}
