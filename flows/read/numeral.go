package read

import "strings"

// Numbers in words: "dua puluh lima", "duapuluh lima", "seratus", "twenty five".
// A numeral is digits, or words that together make one number; "dua tiga" is
// two of them.

type numeralKind uint8

const (
	unit  numeralKind = iota + 1 // 0-9
	teen                         // belas: adds ten to the unit before it
	whole                        // 10-19 in one word, no unit may follow
	tens                         // puluh multiplies; sepuluh, twenty stand alone
	times                        // ratus, ribu, juta, hundred, thousand
	group                        // lusin: multiplies and closes
)

type numeralWord struct {
	kind  numeralKind
	value int
}

var numeralWords = map[string]numeralWord{
	"setunggal": {unit, 1}, "kalih": {unit, 2}, "tilu": {unit, 3}, "tigang": {unit, 3}, "opat": {unit, 4}, "sekawan": {unit, 4}, "gangsal": {unit, 5}, "genep": {unit, 6}, "dalapan": {unit, 8}, "salapan": {unit, 9}, "sedasa": {whole, 10}, "sedoso": {whole, 10}, "sapuluh": {whole, 10}, "sawelas": {whole, 11},
	"nol": {unit, 0}, "kosong": {unit, 0}, "zero": {unit, 0},
	"satu": {unit, 1}, "stu": {unit, 1}, "atu": {unit, 1}, "siji": {unit, 1}, "hiji": {unit, 1}, "one": {unit, 1},
	"dua": {unit, 2}, "duwa": {unit, 2}, "loro": {unit, 2}, "two": {unit, 2},
	"tiga": {unit, 3}, "tga": {unit, 3}, "tigo": {unit, 3}, "telu": {unit, 3}, "three": {unit, 3},
	"empat": {unit, 4}, "ampat": {unit, 4}, "mpat": {unit, 4}, "empt": {unit, 4}, "papat": {unit, 4}, "four": {unit, 4},
	"lima": {unit, 5}, "limo": {unit, 5}, "lma": {unit, 5}, "five": {unit, 5},
	"enam": {unit, 6}, "anam": {unit, 6}, "enem": {unit, 6}, "nam": {unit, 6}, "six": {unit, 6},
	"tujuh": {unit, 7}, "tujuhh": {unit, 7}, "tuju": {unit, 7}, "tjuh": {unit, 7}, "pitu": {unit, 7}, "seven": {unit, 7},
	"delapan": {unit, 8}, "dlapan": {unit, 8}, "lapan": {unit, 8}, "delapn": {unit, 8}, "wolu": {unit, 8}, "eight": {unit, 8},
	"sembilan": {unit, 9}, "smbilan": {unit, 9}, "sembiln": {unit, 9}, "sanga": {unit, 9}, "songo": {unit, 9}, "nine": {unit, 9},
	"sepuluh": {whole, 10}, "spuluh": {whole, 10}, "sepulu": {whole, 10}, "ten": {whole, 10},
	"sebelas": {whole, 11}, "sblas": {whole, 11}, "eleven": {whole, 11}, "twelve": {whole, 12}, "thirteen": {whole, 13},
	"fourteen": {whole, 14}, "fifteen": {whole, 15}, "sixteen": {whole, 16}, "seventeen": {whole, 17},
	"eighteen": {whole, 18}, "nineteen": {whole, 19},
	"belas": {teen, 10}, "blas": {teen, 10},
	"puluh": {tens, 0}, "pulu": {tens, 0}, "plh": {tens, 0},
	"twenty": {tens, 20}, "thirty": {tens, 30}, "forty": {tens, 40}, "fourty": {tens, 40}, "fifty": {tens, 50}, "sixty": {tens, 60},
	"seventy": {tens, 70}, "eighty": {tens, 80}, "ninety": {tens, 90},
	"ratus": {times, 100}, "rts": {times, 100}, "hundred": {times, 100},
	"ribu": {times, 1000}, "thousand": {times, 1000},
	"juta":  {times, 1000000},
	"lusin": {group, 12}, "dozen": {group, 12}, "kodi": {group, 20}, "pasang": {group, 2}, "pair": {group, 2},
}

// seWords have the one said by their first syllable.
var seWords = map[string]string{
	"seratus": "ratus", "sratus": "ratus", "seribu": "ribu", "sribu": "ribu", "sejuta": "juta",
	"selusin": "lusin", "sekodi": "kodi", "sepasang": "pasang",
}

// morphemes are what fused numerals are made of; longer ones before their own beginnings.
var morphemes = []string{
	"sepuluh", "sebelas", "seratus", "seribu", "sejuta",
	"satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
	"belas", "puluh", "ratus", "ribu", "juta",
}

// splitNumeral takes "duapuluhlima" apart; nil where the word is no numeral.
func splitNumeral(w string) []string {
	if _, ok := numeralWords[w]; ok {
		return []string{w}
	}
	if seWords[w] != "" {
		return []string{w}
	}
	if s := squeeze(w, 2); s != w {
		if _, ok := numeralWords[s]; ok {
			return []string{s}
		}
	}
	if len(w) < 6 || len(w) > 80 {
		return nil
	}
	var parts []string
next:
	for w != "" {
		for _, m := range morphemes {
			if strings.HasPrefix(w, m) {
				parts = append(parts, m)
				w = w[len(m):]
				continue next
			}
		}
		return nil
	}
	return parts
}

// numeral is a number found in a text.
type numeral struct {
	value int
	next  int // the token behind it
	words bool
	group bool // ends in lusin, kodi, pasang
}

// maxNumeral bounds what words may add up to.
const maxNumeral = 1_000_000_000_000

// numeralAt reads one number, in digits or in words, at token i. Digits with
// thousands separators are money's matter, not its.
func numeralAt(toks []token, i int) (numeral, bool) {
	if i >= len(toks) {
		return numeral{}, false
	}
	if toks[i].kind == number {
		n := numeral{value: toks[i].num, next: i + 1}
		if n.value < 0 {
			return numeral{}, false
		}
		if n.next < len(toks) && toks[n.next].kind == word {
			if g, ok := numeralWords[toks[n.next].text]; ok && g.kind == group {
				n.value, n.next, n.group = min(n.value, maxNumeral)*g.value, n.next+1, true
			}
		}
		return n, true
	}
	return wordsAt(toks, i)
}

func wordsAt(toks []token, i int) (numeral, bool) {
	var s speller
	n := numeral{words: true}
	for j := i; j < len(toks) && toks[j].kind == word; j++ {
		w := toks[j].text
		if j > i && (w == "and") && s.total+s.part > 0 {
			continue
		}
		parts := splitNumeral(w)
		if parts == nil {
			break
		}
		before := s
		for _, p := range parts {
			if !s.take(p) {
				s, parts = before, nil
				break
			}
		}
		if parts == nil {
			break
		}
		n.next = j + 1
		if s.closed {
			break
		}
		if j+2 < len(toks) && toks[j+1].kind == mark && toks[j+1].text == "-" && !toks[j+1].spaced && s.last == tens {
			if p, ok := numeralWords[toks[j+2].text]; ok && p.kind == unit {
				j++ // twenty-five
			}
		}
	}
	n.value, n.group = s.total+s.part+s.low, s.closed
	return n, n.next > i
}

// speller adds up numeral words: total is what ribu and juta have closed, part
// the hundreds, low what is below a hundred.
type speller struct {
	total, part, low int
	last             numeralKind
	lastTimes        int
	closed           bool
}

func (s *speller) take(w string) bool {
	if base := seWords[w]; base != "" {
		if s.low != 0 || s.last == unit || s.last == whole {
			return false
		}
		if base == "ratus" && s.part != 0 {
			return false
		}
		s.low, s.last = 1, unit
		w = base
	}
	n := numeralWords[w]
	switch n.kind {
	case unit:
		if s.last == unit || s.last == whole || s.last == teen || (s.last == tens && n.value == 0) || (n.value == 0 && s.last != 0) {
			return false
		}
		s.low += n.value
	case whole:
		if s.last == unit || s.last == whole || s.last == teen || s.last == tens {
			return false
		}
		s.low += n.value
	case teen:
		if s.last != unit || s.low < 1 || s.low > 9 {
			return false
		}
		s.low += 10
	case tens:
		switch {
		case n.value == 0 && s.last == unit && s.low >= 1 && s.low <= 9:
			s.low *= 10
		case n.value > 0 && (s.last == 0 || s.last == times):
			s.low += n.value
		default:
			return false
		}
	case times:
		if n.value == 100 {
			if s.last != unit || s.low == 0 || s.low > 9 || s.part != 0 {
				return false
			}
			s.part, s.low = s.low*100, 0
			break
		}
		below := s.part + s.low
		if below == 0 || (s.lastTimes != 0 && n.value >= s.lastTimes) {
			return false
		}
		s.total += below * n.value
		s.part, s.low, s.lastTimes = 0, 0, n.value
	case group:
		if s.last == 0 {
			if w == "pasang" {
				return false // "pasang meterai gagal"
			}
			s.low = 1
		}
		sum := (s.total + s.part + s.low) * n.value
		s.total, s.part, s.low, s.closed = sum, 0, 0, true
	default:
		return false
	}
	s.last = n.kind
	return s.total <= maxNumeral
}
