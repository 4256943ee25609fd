package desk

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"aduan/flows"
)

var (
	keyOf  = regexp.MustCompile(`(?m)^((?:desk|notice)_\w+): `)
	holeIn = regexp.MustCompile(`\{(\w+)\}`)
	keyIn  = regexp.MustCompile(`"((?:desk|notice)_[a-z_]+)"`)
)

// catalogue is the keys of the desk's sentences.
func catalogue(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../flows/texts/desk.id.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, m := range keyOf.FindAllStringSubmatch(string(b), -1) {
		keys = append(keys, m[1])
	}
	if len(keys) < 100 {
		t.Fatalf("only %d sentences", len(keys))
	}
	return keys
}

// What fills the holes in the worst case that people meet.
var long = map[string]string{
	"number": "ADUAN-241231-7K3Q9", "numbers": "ADUAN-241231-7K3Q9, ADUAN-241231-8M4R2", "name": "Raden Ajeng Siti Nurhalizah Kusumawardhani",
	"names": "Raden Ajeng Kusumawardhani, Muhammad Al-Fatih Hidayatullah, Tono", "phone": "+62 812-3456-78901", "pin": "+6281234567890123",
	"n": "12345", "mine": "12345", "asked": "12345", "came": "12345", "resolved": "12345", "rejected": "12345", "ago": "120 hari lalu", "time": "120 jam",
	"at": "31/12 23:59", "until": "31/12 23:59", "status": "menunggu pelapor", "said": "tulisansangatpanjang…", "command": "kembalikan", "role": "agent",
	"words": "kuota hilang masuk bayar gagal bubuh dokumen lamaran instansi", "label": "Alamat pengiriman dokumen lamaran yang terdaftar",
	"reason": "Ukuran gambar itu terlalu besar untuk dibuka. Kirim screenshot biasa, ya.", "how": "Terkirim dalam 20 detik; *batalkan* untuk menarik.",
	"text":  "│ Kuotanya sudah kami tambahkan ke akun Kakak, silakan dicek lagi lewat portal https://contoh.example/akun/kuota/e-meterai?lihat=semua 😀😀😀",
	"usage": "*kembalikan* NOMOR teks", "example": "kembalikan 7K3Q ...",
}

// No line to staff is wider than a phone, in no language, whatever fills it;
// and what is bold stays on one line.
func TestNoLineIsTooWide(t *testing.T) {
	t.Parallel()
	texts, err := flows.LoadTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range catalogue(t) {
		if strings.HasPrefix(key, "notice_") {
			continue // to applicants
		}
		for _, lang := range texts.Languages() {
			for _, m := range holeIn.FindAllStringSubmatch(texts.Say(lang, key, nil), -1) {
				if long[m[1]] == "" {
					t.Fatalf("%s: nothing to put into {%s}", key, m[1])
				}
			}
			for line := range strings.SplitSeq(wrap(texts.Say(lang, key, long)), "\n") {
				if n := width(line); n > 40 || utf8.RuneCountInString(line) > 40 {
					t.Errorf("%s, %s: a line of %d: %q", key, lang, n, line)
				}
				if strings.Count(line, "*")%2 != 0 {
					t.Errorf("%s, %s: bold is torn apart: %q", key, lang, line)
				}
			}
		}
	}
}

// Every sentence that the code says stands in the catalogue, and every one in
// the catalogue is said.
func TestEverySentenceIsSaid(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		b, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keyIn.FindAllStringSubmatch(string(b), -1) {
			said[m[1]] = true
		}
	}
	for key := range commandKeys() {
		said["desk_help_"+key] = true
	}
	for _, s := range []string{"new", "taken", "waiting", "resolved", "rejected"} {
		said["desk_status_"+s] = true
	}
	for _, kind := range []string{"queue", "list", "search", "person", "history"} {
		said["desk_empty_"+kind] = true
	}
	known := map[string]bool{}
	for _, key := range catalogue(t) {
		known[key] = true
		if !said[key] && !strings.HasPrefix(key, "desk_event_") {
			t.Errorf("%s is never said", key)
		}
	}
	for key := range said {
		if !known[key] && !strings.HasSuffix(key, "_") {
			t.Errorf("%s stands in no catalogue", key)
		}
	}
}

func commandKeys() map[string]bool {
	keys := map[string]bool{}
	for _, c := range Commands() {
		keys[c.Key] = true
	}
	return keys
}

// A name means one command, in whatever language.
func TestNamesAreUnambiguous(t *testing.T) {
	t.Parallel()
	whose := map[string]string{}
	for _, c := range Commands() {
		if len(c.Names) < 2 {
			t.Errorf("%s has no name in the other language", c.Key)
		}
		for _, n := range c.Names {
			if other := whose[n]; other != "" {
				t.Errorf("%q means %s and %s", n, other, c.Key)
			}
			whose[n] = c.Key
			if got := find(n); got == nil || got.key != c.Key {
				t.Errorf("%q is not understood", n)
			}
		}
	}
}
