package read

import (
	"slices"
	"strconv"
	"strings"
)

// indexes are the numbers and places of options that a text names.
type indexes struct {
	picks    []int
	denied   []bool
	pure     bool // nothing else is said
	leading  bool // the first thing said
	dotted   bool // "1." or "no 1": plainly an option's number
	units    bool // a unit stands behind it: "2 keping"
	all      bool // "dua-duanya"
	none     bool // "ga dua-duanya"
	joined   bool // "dan", "atau", "kayaknya" is said
	rest     int
	from, to int
}

func indexesIn(toks []token, options int) indexes {
	x := indexes{pure: true, from: -1}
	deny := false
	lead := false
	for i := 0; i < len(toks); {
		t := toks[i]
		if t.kind == word && bothWords[t.text] || t.is("dua", "2") && i+2 < len(toks) && toks[i+2].is("duanya", "2nya", "nya") || t.is("dua") && i+2 < len(toks) && toks[i+1].is("2") && toks[i+2].is("nya") {
			x.all = true
			x.none = i > 0 && i <= 2 && slices.ContainsFunc(toks[:i], func(t token) bool { return t.kind == word && (noWords[t.text] || t.text == "bukan") })
			return x
		}
		if t.kind == word && t.is("bukan", "bkn", "jangan", "not", "selain", "kecuali", "except") {
			deny, i = true, i+1
			continue
		}
		x.joined = x.joined || t.is("dan", "atau", "ato", "and", "or", "&", "serta", "dn", "atw")
		if t.kind == mark || isFiller(t) || choiceFillers[strings.TrimSuffix(t.text, "nya")] {
			lead = lead || choiceLeads[strings.TrimSuffix(t.text, "nya")]
			if t.is(",", "tapi", "tp") {
				deny = false
			}
			i++
			continue
		}
		if unsureWords[t.text] {
			x.joined = true
			i++
			continue
		}
		if t.is("one") && i > 0 && (ordinals[toks[i-1].text] != 0 || toks[i-1].is("this", "that")) {
			i++
			continue
		}
		n, next, ok := indexAt(toks, i, lead, options)
		if !ok {
			x.pure = false
			x.rest++
			i++
			continue
		}
		if len(x.picks) == 0 {
			x.leading = x.rest == 0
			x.dotted = lead || next < len(toks) && toks[next].is(".", ")")
			x.from, x.to = i, next
			_, x.units = unitAt(toks, next)
			x.units = x.units || next < len(toks) && notPieces[toks[next].text]
		}
		if len(x.picks) < 8 {
			x.picks = append(x.picks, n)
			x.denied = append(x.denied, deny)
		}
		deny, lead, i = false, false, next
	}
	return x
}

// indexAt reads "1", "satu", "pertama", "kedua", "ke 2", "b".
func indexAt(toks []token, i int, lead bool, options int) (n, next int, ok bool) {
	t := toks[i]
	if n, ok := ordinals[t.text]; ok && t.kind == word {
		if n < 0 {
			n = options
		}
		return n, i + 1, true
	}
	if t.kind == word && len(t.text) == 1 && t.text[0] >= 'a' && int(t.text[0]-'a') < min(options, 6) {
		if lead || len(toks) <= 3 {
			return int(t.text[0]-'a') + 1, i + 1, true
		}
		return 0, 0, false
	}
	if t.is("ke") {
		i++
		if i < len(toks) && toks[i].text == "-" {
			i++
		}
		if i >= len(toks) {
			return 0, 0, false
		}
	}
	if num, ok := numeralAt(toks, i); ok && !num.group {
		return num.value, num.next, true
	}
	if toks[i].kind == number {
		return 1 << 30, i + 1, true
	}
	return 0, 0, false
}

// differ tells that different options are named.
func (x indexes) differ(options int) bool {
	for i, n := range x.picks {
		if x.denied[i] || n < 1 || n > options {
			return false
		}
	}
	return slices.Max(x.picks) != slices.Min(x.picks)
}

func (x indexes) choose(toks []token, keys []string) (Reading[string], *Refusal) {
	said, no := 0, map[int]bool{}
	for i, n := range x.picks {
		switch {
		case x.denied[i]:
			no[n] = true
		case said != 0 && said != n:
			return Reading[string]{}, refuse(ChoiceSeveral)
		case n > 9999:
			return Reading[string]{}, refuse(ChoiceNone)
		case n < 1 || n > len(keys):
			return Reading[string]{}, refuse(ChoiceRange, "said", strconv.Itoa(n), "max", strconv.Itoa(len(keys)))
		default:
			said = n
		}
	}
	sure, basis := Certain, "number"
	if x.joined && len(x.picks) == 1 {
		sure = Likely
	}
	if said == 0 {
		sure, basis = Likely, "denied"
		for n := range keys {
			if no[n+1] {
				continue
			}
			if said != 0 {
				return Reading[string]{}, refuse(ChoiceNone)
			}
			said = n + 1
		}
	}
	if said == 0 || no[said] {
		return Reading[string]{}, refuse(ChoiceNone)
	}
	return Reading[string]{Value: keys[said-1], Span: span(toks, 0, len(toks)), Sure: sure, Basis: basis}, nil
}

func guesses(toks []token) bool {
	return slices.ContainsFunc(toks, func(t token) bool { return t.kind == word && unsureWords[t.text] })
}

var unsureWords = set("kayaknya", "kyknya", "kayanya", "keknya", "sepertinya", "spertinya", "mungkin", "kira", "maybe", "probably", "think", "perhaps")

var ordinals = map[string]int{
	"pertama": 1, "prtama": 1, "kesatu": 1, "first": 1, "1st": 1, "atas": 1,
	"kedua": 2, "kdua": 2, "second": 2, "ketiga": 3, "third": 3, "keempat": 4, "fourth": 4, "kelima": 5, "fifth": 5, "keenam": 6,
	"terakhir": -1, "last": -1, "bawah": -1,
}

var bothWords = set("keduanya", "duanya", "duaduanya", "both", "semua", "semuanya", "all", "dua2nya", "kedua2nya", "smua", "smuanya")

var choiceLeads = set("no", "nomor", "nomer", "nmr", "number", "pilihan", "pilih", "plih", "opsi", "option", "yang", "yg", "the", "huruf", "jawaban", "jawab", "jwb", "ke", "poin", "point", "angka")

var choiceFillers = set("yaudah", "ywdh", "yowis", "yasudah", "yaudahlah", "antara", "paling", "no", "nomor", "nomer", "nmr", "number", "pilihan", "pilih", "plih", "opsi", "option", "yang", "yg", "the", "huruf", "jawaban", "jawab", "jwb", "poin", "point", "angka", "saya", "sy", "aku", "mau", "dan", "atau", "and", "or", "sama", "jenis", "masalah", "kendala", "iya", "ok", "oke", "i", "choose", "pick", "tapi", "tp", "melainkan", "adalah", "th", "nd", "st", "rd")
