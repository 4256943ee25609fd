package read

import (
	"time"

	"github.com/agnivade/levenshtein"
)

// The words of the calendar as they are typed. Months and weekdays of some
// length are also found one or two letters away, but only beside a number or
// "hari": "desember" is a month anywhere, "septmber" only in "4 septmber".

var monthWords = months(
	"januari januar january jan jnuari januarri janwari jnr janu",
	"februari pebruari february feb peb febuari februri pebuari febr febuary febrari pebr",
	"maret march mar mrt mart maart mret maaret",
	"april apr aprl apil aprill aprel",
	"mei may mey meii",
	"juni june jun jni junii",
	"juli july jul jli julii",
	"agustus august agu ags agst agt agust aug agus agustuss agts agstus agstuz agusts agsts augustus",
	"september sept sep spt septembr septmber stpember sptember septemper septembar setember sepetember sptmbr sepember septembet spet",
	"oktober october okt oct oktbr oktobr oktber otober otkober oktobet",
	"november nopember nov nop novembr nopembr nvember novmber nopmber nope",
	"desember december des dec desembr dsember desmber decembr desemer desemb disember",
)

func months(lines ...string) map[string]time.Month {
	m := make(map[string]time.Month, 120)
	for i, line := range lines {
		for _, w := range splitWords(line) {
			m[w] = time.Month(i + 1)
		}
	}
	delete(m, "nope")
	return m
}

var weekdayWords = weekdays(
	"minggu mingu ahad sunday mnggu ahd",
	"senin senen snin snn monday senn isnin sennin seninn",
	"selasa slasa sls tuesday selsa slsa selasaa salasa",
	"rabu rbu rebo wednesday rab rabuu reboan",
	"kamis kmis kms thursday kemis khamis kamiss",
	"jumat jumaat jmt jmat friday jumt juamt jummat jemuah",
	"sabtu sbtu sbt saturday saptu sabtuu setu",
)

func weekdays(lines ...string) map[string]time.Weekday {
	m := make(map[string]time.Weekday, 60)
	for i, line := range lines {
		for _, w := range splitWords(line) {
			m[w] = time.Weekday(i)
		}
	}
	return m
}

func splitWords(line string) []string {
	var words []string
	start := 0
	for i := 0; i <= len(line); i++ {
		if i == len(line) || line[i] == ' ' {
			words = append(words, line[start:i])
			start = i + 1
		}
	}
	return words
}

var longMonths = []struct {
	name  string
	month time.Month
}{
	{"januari", 1}, {"februari", 2}, {"pebruari", 2}, {"agustus", 8}, {"september", 9}, {"oktober", 10}, {"november", 11}, {"nopember", 11}, {"desember", 12},
	{"january", 1}, {"february", 2}, {"october", 10}, {"december", 12},
}

// monthOf reads a month's name; near also takes slips of the long ones.
func monthOf(t token, near bool) (time.Month, bool) {
	if t.kind != word || len(t.text) < 3 {
		return 0, false
	}
	if m, ok := monthWords[t.text]; ok {
		return m, true
	}
	w := squeeze(t.text, 2)
	if m, ok := monthWords[w]; ok {
		return m, true
	}
	if !near || len(w) < 6 || len(w) > 11 {
		return 0, false
	}
	for _, l := range longMonths {
		if w[0] != l.name[0] {
			continue
		}
		if oneOff(w, l.name) || len(l.name) >= 8 && levenshtein.ComputeDistance(w, l.name) <= 2 {
			return l.month, true
		}
	}
	return 0, false
}

// timeWord tells a word that dates are made of.
func timeWord(w string) bool {
	_, weekday := weekdayWords[w]
	return weekday || monthWords[w] != 0 || periodWords[w] != 0 || numeralWords[w].kind != 0 || yesterdays[w] || todays[w] || nows[w] || lastNights[w] || dateLeads[w] || agoWords[w] || dayParts[w] || nights[w] || hedges[w]
}

func weekdayOf(t token) (time.Weekday, bool) {
	if t.kind != word || len(t.text) < 3 {
		return 0, false
	}
	if d, ok := weekdayWords[t.text]; ok {
		return d, true
	}
	d, ok := weekdayWords[squeeze(t.text, 2)]
	return d, ok
}

// period is a stretch of time that one counts back in.
type period int

const (
	days period = iota + 1
	weeks
	monthsLong
	years
	hours
	minutes
)

var periodWords = map[string]period{
	"hari": days, "hr": days, "hri": days, "harian": days, "day": days, "days": days, "dino": days, "ari": days,
	"minggu": weeks, "mgg": weeks, "mggu": weeks, "mnggu": weeks, "pekan": weeks, "week": weeks, "weeks": weeks, "mingguan": weeks, "mingu": weeks,
	"bulan": monthsLong, "bln": monthsLong, "buln": monthsLong, "month": monthsLong, "months": monthsLong, "bulanan": monthsLong,
	"tahun": years, "thn": years, "taun": years, "th": years, "year": years, "years": years,
	"jam": hours, "jm": hours, "hour": hours, "hours": hours, "hrs": hours,
	"menit": minutes, "mnt": minutes, "mnit": minutes, "minute": minutes, "minutes": minutes, "mins": minutes, "detik": minutes, "dtk": minutes, "second": minutes, "seconds": minutes,
}

// onePeriod are the periods with "se-" in front.
var onePeriod = map[string]period{
	"sehari": days, "shari": days, "seharian": days, "seminggu": weeks, "sminggu": weeks, "semingguan": weeks, "semnggu": weeks, "sepekan": weeks, "sebulan": monthsLong, "sebulanan": monthsLong, "sbulan": monthsLong, "setahun": years, "sejam": hours, "sejaman": hours, "semenit": minutes,
}

var (
	dateLeads   = set("tgl", "tanggal", "tggl", "tnggal", "tangal", "tgal", "tngl", "tg", "tgll", "tanggl", "tgnl", "date", "tgl2", "tanggalnya", "tglnya")
	agoWords    = set("lalu", "lalau", "lalo", "laluu", "ago", "silam", "lewat", "yll", "kepungkur")
	yesterdays  = set("kemarin", "kmrn", "kemaren", "kmrin", "kemrin", "kmaren", "kmarin", "kemarn", "kmren", "kemren", "kemrn", "kmrnn", "kemarinn", "kemari", "kmr", "kmrnya", "kemarinnya", "kemarennya", "wingi", "yesterday", "ystrday", "yesterdy", "kemar", "kmrnin", "kemerin", "kemain", "kekmarin", "lemarin", "kamarin")
	tomorrows   = set("besok", "bsk", "bsok", "besuk", "esok", "tomorrow", "tmrw", "besoknya", "sesuk", "nanti", "ntar", "entar")
	nextWords   = set("depan", "dpn", "mendatang", "next", "dpan")
	todays      = set("tadi", "td", "tdi", "barusan", "brusan", "barsan", "today", "tadinya", "brsan", "barusn", "hariini", "hrini", "tdi2", "tadii", "mau2", "mauesuk", "todayy", "tonight")
	nows        = set("sekarang", "skrg", "skarang", "skrang", "now", "skg", "skrng", "sekarng", "saiki")
	lastNights  = set("semalam", "semalem", "smalam", "semlm", "smlm", "smalem", "tadimalam", "tadimalem", "semalm")
	dayParts    = set("pagi", "pgi", "pg", "siang", "siank", "sore", "sor", "petang", "subuh", "morning", "afternoon", "evening", "dini", "magrib", "maghrib", "isya", "ashar", "dzuhur")
	nights      = set("malam", "malem", "mlm", "malm", "night", "mlem", "bengi")
	theseWords  = set("ini", "this", "ni")
	thatWords   = set("yang", "yg", "y", "yng", "sing", "nan", "the")
	untilWords  = set("sampai", "sampe", "smp", "smpai", "sampek", "hingga", "hngga", "to", "until", "till", "sd", "mpe", "ampe", "through")
	orWords     = set("atau", "ato", "or", "dan", "and", "atw", "sama", "serta", "&")
	beginWords  = map[string]int{"awal": 1, "permulaan": 1, "early": 1, "pertengahan": 15, "tengah": 15, "mid": 15, "akhir": 31, "ahir": 31, "akir": 31, "late": 31, "penghujung": 31, "beginning": 1, "middle": 15, "end": 31}
	clockWords  = set("jam", "jm", "pukul", "pkl", "pkul", "pk", "jam2")
	zoneWords   = set("wib", "wita", "wit", "am", "pm")
	sinceWords  = set("sudah", "sdh", "udah", "udh", "dah", "sejak", "dari", "selama", "since", "already", "for", "slm", "sdah")
	hedges      = set("sekitar", "sekitaran", "sktr", "kira", "kurang", "seputar", "around", "about", "mungkin", "kayaknya", "kyknya", "kayanya", "kaya", "kyk", "kayak", "sepertinya", "spertinya", "kalau", "kalo", "klo", "kl", "antara", "an", "maybe", "probably", "think", "lupa", "entah", "seingat", "seingatku", "seinget")
	pastWords   = set("pas", "waktu", "wktu", "sejak", "baru", "tapi", "tp", "kuota", "belum", "blm", "siang", "sekali", "banget", "bgt", "transaksi", "pembayaran", "on", "lewat", "via", "pakai", "pake", "di", "jam", "menjelang", "gagal", "salah", "last", "hari", "just", "bought", "paid", "it", "i", "sampai", "saat")
	aroundWords = set("setelah", "stlh", "sesudah", "sehabis", "seusai", "sebelum", "sblm", "before", "after", "menjelang", "jelang")
	feasts      = set("lebaran", "idulfitri", "natal", "natalan", "imlek", "nyepi", "puasa", "ramadhan", "ramadan", "idul", "adha", "fitri")
	severalDays = set("beberapa", "bbrp", "brp", "brapa", "several", "few", "some", "pirang")
)
