package read

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func itoa(n int) string { return strconv.Itoa(n) }

var monthNames = []string{"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"}
var shortMonths = []string{"jan", "feb", "mar", "apr", "mei", "jun", "jul", "agt", "sept", "okt", "nov", "des"}
var dayNames = []string{"minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"}

// TestDatesReadBack writes any day in every way the reader knows and reads it back.
func TestDatesReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2024, 9, 6, 12, 0, 0, 0, wib).AddDate(0, 0, rapid.IntRange(-2000, 2000).Draw(t, "at"))
		back := rapid.IntRange(0, 700).Draw(t, "back")
		day := dayOf(at).add(0, 0, -back)
		d, m, y := day.Day, int(day.Month), day.Year
		name, short := monthNames[m-1], shortMonths[m-1]
		whole := []string{
			fmt.Sprintf("%d/%d/%d", d, m, y), fmt.Sprintf("%02d/%02d/%d", d, m, y), fmt.Sprintf("%d-%d-%02d", d, m, y%100),
			fmt.Sprintf("%02d.%02d.%d", d, m, y), fmt.Sprintf("%d.%d.%02d", d, m, y%100), fmt.Sprintf("%02d %02d %d", d, m, y),
			fmt.Sprintf("%02d%02d%d", d, m, y), fmt.Sprintf("%d-%02d-%02d", y, m, d), fmt.Sprintf("%d / %d / %d", d, m, y),
			fmt.Sprintf("%d%02d%02d", y, m, d), fmt.Sprintf("tgl %d bulan %d tahun %d", d, m, y),
			fmt.Sprintf("%d %s %d", d, name, y), fmt.Sprintf("%d %s %02d", d, short, y%100), fmt.Sprintf("%d%s%d", d, short, y),
			fmt.Sprintf("%02d-%s-%d", d, short, y), fmt.Sprintf("%d %s '%02d", d, short, y%100), fmt.Sprintf("%s %d, %d", name, d, y),
			fmt.Sprintf("tanggal %d %s %d", d, name, y), fmt.Sprintf("%s, %d %s %d", dayNames[day.weekday()], d, name, y),
			fmt.Sprintf("saya beli tgl %02d/%02d/%d jam 10.15 di alfamart", d, m, y), fmt.Sprintf("%s %s %d", spell99999(d), name, y),
			fmt.Sprintf("%d/%02d/%02d", y, m, d), fmt.Sprintf("%d-%02d-%02dT10:15:00Z", y, m, d), fmt.Sprintf("tgl%d%s%d", d, short, y), fmt.Sprintf("%d %s%02d", d, short, y%100),
			fmt.Sprintf("hari %s tanggal %d bulan %d tahun %d", dayNames[day.weekday()], d, m, y), fmt.Sprintf("pada %d %s %d pukul 19.20 WIB", d, name, y), fmt.Sprintf("%d-%d-%d 10:15:59", d, m, y),
			fmt.Sprintf("%s %d", strings.ToUpper(fmt.Sprintf("%d %s", d, short)), y),
		}
		text := rapid.SampledFrom(whole).Draw(t, "text")
		r, no := Date(text, at, 0)
		if no != nil || r.Value != day {
			t.Fatalf("%q at %s is %v %v, want %v", text, at.Format(time.DateOnly), r.Value, no, day)
		}
		if back > 300 {
			return
		}
		yearless := []string{
			fmt.Sprintf("%d/%d", d, m), fmt.Sprintf("%02d-%02d", d, m), fmt.Sprintf("%d %s", d, name), fmt.Sprintf("%d%s", d, short),
			fmt.Sprintf("tgl %d %s", d, short), fmt.Sprintf("tgl %d/%d", d, m), fmt.Sprintf("%s %d", name, d), fmt.Sprintf("tanggal %d bulan %d", d, m),
		}
		if back > 0 {
			yearless = append(yearless, strings.ReplaceAll(spell99999(back), " ", "")+"hari lalu", fmt.Sprintf("H - %d", back), fmt.Sprintf("%d hr yll", back), fmt.Sprintf("%d days ago", back), fmt.Sprintf("%d hari lalu", back), fmt.Sprintf("%dhari yg lalu", back), spell99999(back)+" hari yang lalu", fmt.Sprintf("h-%d", back))
		}
		if back < 7 {
			yearless = append(yearless, "hari "+dayNames[day.weekday()])
		}
		if back < 28 {
			yearless = append(yearless, fmt.Sprintf("tgl %d", d), fmt.Sprintf("tanggal%d", d), fmt.Sprint(d))
		}
		text = rapid.SampledFrom(yearless).Draw(t, "yearless")
		if text == fmt.Sprintf("%s %d", name, d) && (d == at.Year()%100 || d == at.Year()%100-1) {
			return // "november 24" may be the whole month of that year
		}
		if r, no := Date(text, at, 0); no != nil || r.Value != day {
			t.Fatalf("%q at %s is %v %v, want %v", text, at.Format(time.DateOnly), r.Value, no, day)
		}
	})
}

// spell99999 says a number in Indonesian.
func spell99999(n int) string {
	units := []string{"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"}
	rest := func(head string, r int) string {
		if r == 0 {
			return head
		}
		return head + " " + spell99999(r)
	}
	switch {
	case n < 12:
		return units[n]
	case n < 20:
		return units[n-10] + " belas"
	case n < 100:
		return rest(units[n/10]+" puluh", n%10)
	case n < 200:
		return rest("seratus", n%100)
	case n < 1000:
		return rest(units[n/100]+" ratus", n%100)
	case n < 2000:
		return rest("seribu", n%1000)
	}
	return rest(spell99999(n/1000)+" ribu", n%1000)
}

// TestCountsReadBack reads every number from 1 to 99,999 back from its words.
func TestCountsReadBack(t *testing.T) {
	t.Parallel()
	for n := 1; n < 100_000; n++ {
		words := spell99999(n)
		if r, no := Count(words, CountLimits{}); no != nil || r.Value != n {
			t.Fatalf("%q is %d %v, want %d", words, r.Value, no, n)
		}
		if n%7 != 0 {
			continue
		}
		fused := strings.ReplaceAll(words, " ", "")
		if r, no := Count(fused+" keping", CountLimits{}); no != nil || r.Value != n {
			t.Fatalf("%q is %d %v, want %d", fused, r.Value, no, n)
		}
	}
}

// TestPhonesReadBack spells Indonesian mobile numbers in every way and reads them back.
func TestPhonesReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom([]string{"811", "812", "813", "821", "852", "857", "878", "896"}).Draw(t, "prefix") + rapid.StringMatching(`[0-9]{7,8}`).Draw(t, "rest")
		a, b, c := d[:3], d[3:7], d[7:]
		text := rapid.SampledFrom([]string{
			"0" + d, "62" + d, "+62" + d, "0062" + d, d, "0" + a + "-" + b + "-" + c, "+62 " + a + " " + b + " " + c, "62 " + a + "-" + b + "-" + c,
			"0" + a + " " + b + " " + c, "0" + a + "." + b + "." + c, "(0" + a + ") " + b + "-" + c, "nomor wa saya 0" + d + " ya kak", "wa.me/62" + d, "\u202a+62 " + a + "-" + b + "-" + c + "\u202c",
		}).Draw(t, "text")
		if r, no := Phone(text, "", "ID"); no != nil || r.Value != "+62"+d {
			t.Fatalf("%q is %s %v, want +62%s", text, r.Value, no, d)
		}
	})
}
