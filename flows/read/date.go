package read

import (
	"slices"
	"time"
)

// How a date is read. A text is cut into tokens and times of day are taken out;
// one pass then collects mentions: days written in figures or words, weekdays,
// relative days, and what looks like a date and is none. Afterwards the
// mentions are weighed: a written day beats a weekday, a weekday beats
// "kemarin". The day comes first, always: 3/9 is 3 September.

// longBack is how far back the latest day of an unsaid year is still plain.
const longBack = 90

// Date reads the day of a past event that an answer names, as meant at the
// moment at and in its zone. maxDays is how old it may be at most, 0 for any
// age. The day is never later than the day of at.
func Date(text string, at time.Time, maxDays int) (Reading[Day], *Refusal) {
	s := newDateScan(text, at, true)
	s.scan()
	r, no := s.decide(maxDays)
	if no == nil && r.Value == s.today && s.must() {
		return r, refuse(DateNone)
	}
	return r, no
}

// must tells "harus hari ini ya", which is when it is wanted, not when it happened.
func (s *dateScan) must() bool {
	for i, t := range s.toks {
		if t.is("harus", "hrs", "paling", "deadline", "terakhir", "batas", "batasnya", "must") && !(t.is("terakhir") && i > 0 && s.other > 1) {
			return true
		}
	}
	return false
}

// DateIn finds a plainly stated day in a longer text.
func DateIn(text string, at time.Time, maxDays int) (Reading[Day], bool) {
	s := newDateScan(text, at, false)
	said := unstated(s.toks)
	s.only = said.date
	s.scan()
	r, no := s.decide(maxDays)
	if no != nil && no.Reason == DateSeveral && s.keep(said.deed) {
		r, no = s.decide(maxDays) // "tgl 3 beli 2 keping. tgl 5 saya cek"
		r.Sure = Likely
	}
	if s.other > 0 && !(said.fact && (said.fails || said.done || r.Value != s.today)) {
		r.Sure = Likely // nothing says what happened that day
	}
	return r, no == nil
}

// rank says which mentions decide: the higher ones, where there are any.
type rank int

const (
	loose    rank = iota + 1 // "tadi", "sekarang": only where nothing else is said
	vague                    // awal bulan, minggu lalu
	relative                 // kemarin, 2 hari lalu
	weekday                  // selasa lalu
	written                  // 4 september, tgl 4, 4/9/2024
)

// mention is one place in the text that names a day, or seems to.
type mention struct {
	from, to int
	rank     rank
	day      Day
	other    *Day
	sure     Sure
	basis    string
	yearless bool
	reason   Reason // set instead of a day
}

type dateScan struct {
	toks    []token
	at      time.Time
	today   Day
	answer  bool // the text answers the question for a date
	found   []mention
	hadTime bool
	clock   clock
	bare    []int  // numbers that say nothing by themselves
	other   int    // words that are no part of a date
	only    []bool // tokens that name a day that is not stated
	anyYear bool   // the moment is not known: 24 behind a month is a year
}

func newDateScan(text string, at time.Time, answer bool) *dateScan {
	s := &dateScan{at: at, today: dayOf(at), answer: answer}
	toks := tokens(text)
	for n := len(toks); n > 0 && toks[n-1].kind == mark && toks[n-1].text[0] >= 0x80; n = len(toks) {
		toks = toks[:n-1] // "tgl 10 nanti 🙏"
	}
	if !answer {
		toks = unlisted(toks)
	}
	if toks = mend(toks); !answer {
		toks = mine(toks)
	}
	s.clock = clockIn(toks)
	s.toks, s.hadTime = cutTimes(toks)
	return s
}

func (s *dateScan) tok(i int) token {
	if i < 0 || i >= len(s.toks) {
		return token{}
	}
	return s.toks[i]
}

func (s *dateScan) scan() {
	for i := 0; i < len(s.toks); {
		m, ok := s.mentionAt(i)
		if ok && m.to > i {
			if !s.denied(i) && (s.only == nil || !s.only[i]) && len(s.found) < 16 {
				s.found = append(s.found, m)
			}
			i = m.to
			continue
		}
		t := s.toks[i]
		switch {
		case t.kind == number:
			s.bare = append(s.bare, i)
		case t.kind == word && !isFiller(t) && !dateLeads[t.text] && !dateFillers[t.text]:
			s.other++
		}
		i++
	}
}

// keep leaves only the mentions in the places given; it says false where there
// are none, and leaves all.
func (s *dateScan) keep(places []bool) bool {
	kept := slices.DeleteFunc(slices.Clone(s.found), func(m mention) bool { return !places[m.from] })
	if len(kept) == 0 || len(kept) == len(s.found) {
		return false
	}
	s.found = kept
	return true
}

// denied tells "bukan" before a mention.
func (s *dateScan) denied(i int) bool {
	if dateLeads[s.tok(i-1).text] || s.tok(i-1).is("hari", "pada") {
		i--
	}
	return s.tok(i-1).is("bukan", "bkn", "not", "bukannya")
}

func (s *dateScan) mentionAt(i int) (mention, bool) {
	if m, ok := s.besideAt(i); ok {
		return m, true
	}
	for _, reader := range [...]func(int) (mention, bool){s.writtenAt, s.weekdayAt, s.relativeAt, s.vagueAt, s.numberAt} {
		if m, ok := reader(i); ok {
			return m, true
		}
	}
	return mention{}, false
}

var dateFillers = set("pada", "hari", "saya", "sy", "aku", "beli", "bayar", "tanggal", "tgl", "di", "on", "the", "it", "was", "nya", "sekitar", "kira", "mungkin", "kayaknya", "sepertinya", "kalau", "tidak", "ga", "gak", "salah", "lupa", "th", "belinya", "bayarnya", "kejadiannya", "dari", "sejak")

// untilAt reads "sampai", "s/d", "-".
func (s *dateScan) untilAt(j int) (int, bool) {
	t := s.tok(j)
	if untilWords[t.text] || t.text == "-" {
		return j + 1, true
	}
	if t.is("s", "ss") && s.tok(j+1).is("/", ".") && s.tok(j+2).is("d", "dd") {
		if s.tok(j+3).text == "." {
			j++
		}
		return j + 3, true
	}
	return j, false
}
