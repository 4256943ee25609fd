package read

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"halo":                              "halo",
		"  halo\r\nmin\t!\r ":               "halo\nmin !",
		"a\x00b\x07c":                       "abc",
		"\u202e4202/9/4\u202c":              "4202/9/4",
		"\ufeffkuota\u200b\u2060":           "kuota",
		"e\u0301":                           "é",
		"a\u0316\u0317\u0318\u0319\u031c":   "a\u0316\u0317\u0318",
		"👩\u200d👩\u200d👧":                   "👩\u200d👩\u200d👧",
		"ＫＵＯＴＡ":                             "ＫＵＯＴＡ",
		"\xff\xfeok":                        "\ufffdok",
		"":                                  "",
		strings.Repeat("x", MaxRunes+10):    strings.Repeat("x", MaxRunes),
		strings.Repeat("é", MaxRunes) + "z": strings.Repeat("é", MaxRunes),
	} {
		if got := Clean(text); got != want {
			t.Errorf("%.40q is %.40q, want %.40q", text, got, want)
		}
	}
	if got := Clean(strings.Repeat("k\u0301\u0302\u0303\u0304", 65_000)); utf8.RuneCountInString(got) > MaxRunes {
		t.Errorf("%d runes", utf8.RuneCountInString(got))
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"*BATAL*":           "batal",
		"  Ubah \n 3!! ":    "ubah 3",
		"ＫＵＯＴＡ １":           "kuota 1",
		"1️⃣":               "1",
		"٣ / ४":             "3 / 4",
		"“ya” 👍":            "ya",
		"k\u200bu\u200dota": "kuota",
		"...":               "",
		"🔟":                 "10",
		"\xffok":            "ok",
	} {
		if got := Fold(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestRupiah(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"25.000": 25_000, "Rp 25.000": 25_000, "Rp25000": 25_000, "25rb": 25_000, "25 ribu": 25_000, "25.000,-": 25_000, "1,2jt": 1_200_000,
		"25.000 kak": 25_000, "25000": 25_000, "Rp. 12.500": 12_500, "12,5rb": 12_500, "Rp 25.000,00": 25_000, "1.250.000": 1_250_000, "1 juta": 1_000_000,
		"dua puluh lima ribu": 25_000, "seratus ribu rupiah": 100_000, "37.500 rupiah": 37_500, "IDR 25,000": 25_000, "50k": 50_000,
		"2": 0, "2 keping": 0, "25rb untuk 2 keping": 0, "": 0, "rp": 0, "081234567890": 0, "halo": 0, "4 september": 0, "1.5": 0,
	} {
		if got, ok := Rupiah(text); got != want && (ok || want != 0) {
			t.Errorf("%q is %d %v, want %d", text, got, ok, want)
		}
	}
}

func TestParseDay(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"2024-09-04", "2024-02-29", "1999-12-31"} {
		if d, ok := ParseDay(s); !ok || d.String() != s || d.Time(wib).Format("2006-01-02") != s {
			t.Errorf("%s is %v %v", s, d, ok)
		}
	}
	for _, s := range []string{"", "2024-02-30", "2024-9-4", "04/09/2024", "2024-09-04 "} {
		if d, ok := ParseDay(s); ok {
			t.Errorf("%q is %v", s, d)
		}
	}
}

// TestZones counts the day where the chat is: what is yesterday in Jayapura may
// still be today in Jakarta.
func TestZones(t *testing.T) {
	t.Parallel()
	at := noon.Add(10*time.Hour + 30*time.Minute) // 22:30 WIB, 00:30 WIT
	wita := time.FixedZone("WITA", 8*3600)
	for _, tc := range []struct {
		zone       *time.Location
		at         time.Time
		today, ago string
	}{
		{wib, at, "2024-09-06", "2024-09-05"}, {wita, at, "2024-09-06", "2024-09-05"}, {wit, at, "2024-09-07", "2024-09-06"},
		{wib, at.Add(time.Hour), "2024-09-06", "2024-09-05"}, {wita, at.Add(time.Hour), "2024-09-07", "2024-09-06"},
	} {
		for text, want := range map[string]string{"hari ini": tc.today, "kemarin": tc.ago, "H-1": tc.ago} {
			if r, _ := Date(text, tc.at.In(tc.zone), 0); r.Value.String() != want {
				t.Errorf("%s at %v is %v, want %s", text, tc.at.In(tc.zone), r.Value, want)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	text := "min \u202asaya\u202c beli ２ keping tgl 4 sept kak"
	r, _ := Date(text, noon, 365)
	if got := text[r.Span.Start:r.Span.End]; got != "tgl 4 sept" {
		t.Errorf("date at %q", got)
	}
	c, _ := CountIn(text, CountLimits{Min: 1, Max: 9})
	if got := text[c.Span.Start:c.Span.End]; got != "２ keping" {
		t.Errorf("count at %q", got)
	}
}
