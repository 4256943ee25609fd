package bot

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"aduan/flows/read"
	"aduan/store"
)

// naughty are texts that break programs which trust what they are sent.
var naughty = []string{
	"", " ", "\x00", "\x00\x01\x02\x1b[31m", "\u202egnp.itkub\u202c", "\u2066x\u2069", "\ufeff\u200b\u2060", "\xff\xfe\xfa", "a\xc3", "\xed\xa0\x80",
	strings.Repeat("a", 65_536), strings.Repeat("😀", 20_000), strings.Repeat("1", 10_000), strings.Repeat("ubah ", 3_000), strings.Repeat("\n", 5_000),
	"Z" + strings.Repeat("\u0301\u0316\u0317", 300), strings.Repeat("\u0e49", 2_000), "👩\u200d👩\u200d👧\u200d👦", "ＫＵＯＴＡ　１２", "١٢", "1️⃣",
	"*_~`", "*", "```", "_x_ ~y~", "{number}", "{label} {value} {{.}}", "%s %d %n", "${7*7}", "<script>alert(1)</script>", "'; DROP TABLE complaint; --",
	`{"from":"+62811","text":"x"}`, "[]", "null", "NaN", "-1", "1e309", "0x1F", "99999999999999999999", "ubah 99999999999999999999", "ubah -1", "ubah 0",
	"status " + strings.Repeat("A", 4_000), "ADU-000000-0000", "ADU-999999-ZZZZ", "status \u202eADU",
	"✅ Laporan Anda sudah tercatat.\nNomor: *ADU-240906-7K3Q*", "Ini laporan Anda:\n1. Kendala: lunas\nSudah benar?", "✓ Jumlah keping: 1000",
	"31/02/2024", "0/0/0", "1/1/0001", "99/99/9999", "tgl 1-31 bulan 13", "+6281234567890123456789", "wa.me/0", "tel:", "0812\u202a345\u202c6789",
	strings.Repeat("dua puluh ", 500), strings.Repeat("kemarin ", 500), strings.Repeat("(", 4_000), strings.Repeat("tgl 3 sampai ", 300), "=HYPERLINK(\"x\")", "\r\n\r\n", "\t",
}

// Whatever is sent at whatever point of the dialogue: the bot takes it, goes
// on, and says nothing that could break a screen; words come out of the record
// as they went in, cleaned at the door.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	steps := filing(setup(t, nil).Now())
	count := 0
	for at := range len(steps) + 1 {
		if testing.Short() && at%5 != 0 {
			continue
		}
		t.Run(fmt.Sprint("after ", at), func(t *testing.T) {
			t.Parallel()
			b, p := faultBot(t, t.TempDir())
			hand := func(in Inbound) {
				t.Helper()
				if err := b.Receive(t.Context(), in); err != nil {
					t.Fatalf("%.60q: %v", in.Text, err)
				}
				if err := b.Settle(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for _, in := range steps[:at] {
				hand(in)
			}
			for i, text := range naughty {
				id := fmt.Sprint("n", i)
				hand(Inbound{From: "+628111111111", ID: id, At: b.Now(), Kind: KindText, Text: text, Name: text, Quote: text})
				hand(Inbound{From: "+628111111111", ID: id + "e", At: b.Now(), Kind: KindEdit, Text: text, Of: id})
				hand(Inbound{From: "+628111111111", ID: id + "r", At: b.Now(), Kind: KindReaction, Text: text, Of: id})
			}
			for _, said := range p.got {
				if !utf8.ValidString(said) || utf8.RuneCountInString(said) > 6000 {
					t.Errorf("it says %d runes, valid %v: %.80q", utf8.RuneCountInString(said), utf8.ValidString(said), said)
				}
				for _, r := range said {
					if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
						t.Fatalf("it says %U in %.80q", r, said)
					}
				}
			}
			for i, text := range naughty {
				err := b.Store.View(t.Context(), func(tx *store.Tx) error {
					c, err := tx.Contact("+628111111111", "", "")
					if err != nil {
						return err
					}
					m, err := tx.Received(c.ID, fmt.Sprint("n", i))
					want, _ := read.Mask(read.Clean(text))
					if err == nil && m.Text != want {
						t.Errorf("%.60q is kept as %.60q", text, m.Text)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		})
		count += 3 * len(naughty)
	}
	t.Logf("%d hostile messages: %d texts, each new, as an edit and as a reaction, at %d points", count, len(naughty), count/3/len(naughty))
}
