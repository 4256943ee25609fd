package read

import (
	"strconv"
	"time"
)

func (s *dateScan) decide(maxDays int) (Reading[Day], *Refusal) {
	top, reason := rank(0), Reason("")
	for _, m := range s.found {
		if m.reason == "" {
			top = max(top, m.rank)
		} else if worse(m.reason, reason) {
			reason = m.reason
		}
	}
	if top >= weekday && reason == DateFuture && s.tomorrowBeside(top) {
		return Reading[Day]{}, refuse(DateFuture) // "besok tgl 14"
	}
	if reason == DateImpossible || reason == DateFuture && top < written && s.writtenFuture() {
		top = 0
	}
	if top == 0 {
		if m, ok := s.bareDay(); ok && reason == "" {
			return s.take(m, maxDays)
		}
		return Reading[Day]{}, refuse(s.why(reason))
	}
	var picks []mention
	for _, m := range s.found {
		if m.reason == "" && m.rank == top {
			picks = append(picks, m)
		}
	}
	first := picks[0]
	for _, m := range picks[1:] {
		same := m.day == first.day
		if !same && m.rank == written && m.day.Month == first.day.Month && m.day.Day == first.day.Day && (m.yearless || first.yearless) {
			if first.yearless {
				first = m
			}
			continue
		}
		if same {
			if m.sure > first.sure {
				first = m
			}
			continue
		}
		if s.untilBetween(first, m) {
			first.sure, first.basis = Likely, "range"
			continue
		}
		if first.basis == "range" && s.untilBetween(picks[0], m) {
			continue
		}
		a, b := first.day, m.day
		return Reading[Day]{}, refuse(DateSeveral, "first", a.String(), "second", b.String())
	}
	if t := s.tok(first.to); first.rank >= weekday && (t.is("nanti", "ntar", "entar", "mendatang", "besok", "bsk")) {
		if len(s.toks) <= first.to+2 {
			return Reading[Day]{}, refuse(DateFuture) // "tgl 10 nanti"
		}
		first.sure, first.basis = Likely, "hedged"
	}
	s.check(&first)
	if first.sure == Certain && s.unsettled(first) {
		first.sure, first.basis = Likely, "beside an unknown word"
	}
	if first.sure == Certain && s.hedged(first) {
		first.sure, first.basis = Likely, "hedged"
	}
	return s.take(first, maxDays)
}

// check compares the mention taken with the lower ones beside it.
func (s *dateScan) check(m *mention) {
	for _, o := range s.found {
		if o.reason != "" || o.rank >= m.rank {
			continue
		}
		switch {
		case o.basis == "last week" && m.rank == weekday && s.near(*m, o):
			monday := (int(s.today.weekday()) + 6) % 7
			m.day = s.today.add(0, 0, -monday-7+(int(m.day.weekday())+6)%7)
			m.other = nil
		case o.rank == weekday && m.rank == written && o.day.weekday() != m.day.weekday() && s.near(*m, o):
			m.sure, m.basis = Likely, "weekday differs"
		case o.rank == relative && m.rank == weekday && o.day != m.day && s.near(*m, o):
			m.sure, m.basis = Likely, "weekday differs"
		case o.rank == relative && m.rank == written && o.day != m.day && o.day == s.today:
			m.sure, m.basis = Likely, "today differs"
		}
	}
}

// unsettled tells a short answer in which a word or a number beside the day may
// turn it, did we know it: "kemarin lsua", "tlg 30 kemarin".
func (s *dateScan) unsettled(m mention) bool {
	if !s.answer {
		return false
	}
	if orWords[s.tok(m.to).text] && m.to+1 < len(s.toks) && len(s.toks) <= 6 || untilWords[s.tok(m.from-1).text] || s.tok(m.from-1).is("-") && m.from > 1 {
		return true // "kemarin atau hair ini"
	}
	if m.rank >= written {
		for _, i := range s.bare { // "tgl 1 sama tlg 3"
			if n := s.toks[i].num; n >= 1 && n <= 31 && len(s.toks) <= 6 && m.basis == "day" || n >= 1 && n <= 31 && i+1 < len(s.toks) && len(s.toks) <= 6 && s.tok(i+1).kind == word {
				return true
			}
		}
		p, q := s.tok(m.from-1), s.tok(m.from-2)
		return m.basis != "range" && (p.digits() > 0 && p.digits() < 3 || numeralWords[p.text].kind != 0 ||
			q.digits() > 0 && q.digits() < 3 && p.kind == word && !knownWord(p.text) && multiplier(s.toks, m.from-1) == 1)
	}
	if len(s.toks) > 5 {
		return false
	}
	strange := func(t token) bool {
		return t.kind == word && len(t.text) > 1 && !knownWord(t.text) && !knownWord(squeeze(t.text, 2)) && !pastWords[t.text]
	}
	return len(s.bare) > 0 || strange(s.tok(m.from-1)) || strange(s.tok(m.to))
}

// hedged tells "sekitar tgl 2", "kayaknya senin", "tgl 2an".
func (s *dateScan) hedged(m mention) bool {
	for j := max(m.from-4, 0); j < m.from; j++ {
		if hedges[s.tok(j).text] && !s.tok(j).is("an") {
			return true
		}
	}
	if aroundWords[s.tok(m.from-1).text] || s.answer && m.rank >= weekday && (onePeriod[s.tok(m.from-2).text] == days || periodWords[s.tok(m.from-2).text] == days && s.tok(m.from-3).kind == number) {
		return true // "setelah tgl 3", "2 hari slteelah tgl 3"
	}
	if !s.answer && m.day == s.today && s.tok(m.from-1).is("sudah", "sdh", "udah", "udh", "already") {
		return true // "sudah tgl 10 kuota belum masuk"
	}
	n := s.tok(m.to)
	return n.is("an") && !n.spaced || n.is("-") && s.tok(m.to+1).is("an")
}

// tomorrowBeside tells "besok" right before or behind a day in figures.
func (s *dateScan) tomorrowBeside(top rank) bool {
	for _, a := range s.found {
		for _, b := range s.found {
			if a.reason == DateFuture && a.rank < top && b.rank == top && b.reason == "" && (a.to == b.from || b.to == a.from) {
				return true
			}
		}
	}
	return false
}

func (s *dateScan) near(a, b mention) bool {
	return b.from-a.to <= 3 && a.from-b.to <= 3
}

func (s *dateScan) writtenFuture() bool {
	for _, m := range s.found {
		if m.reason == DateFuture && (m.rank == written || m.rank == weekday) {
			return true
		}
	}
	return false
}

// untilBetween tells "sampai" or a dash between two mentions.
func (s *dateScan) untilBetween(a, b mention) bool {
	if b.from-a.to > 5 {
		return false
	}
	for j := a.to; j < b.from; j++ {
		if _, ok := s.untilAt(j); ok {
			return true
		}
	}
	return false
}

// bareDay takes "3" as "tgl 3" where nothing else is said.
func (s *dateScan) bareDay() (mention, bool) {
	if !s.answer || len(s.bare) != 1 || s.other > 0 || s.hadTime {
		return mention{}, false
	}
	i := s.bare[0]
	t := s.toks[i]
	if s.tok(i-1).is("cukup", "cuma", "cuman", "hanya", "cm", "hny", "only", "just") {
		return mention{}, false // "cukup 2" counts
	}
	if t.digits() == 4 && t.text[0] == '0' {
		d, mon := t.num/100, t.num%100
		if m, ok := s.dayMonth(i, i+1, d, time.Month(mon)); ok && m.sure == Certain && m.reason == "" {
			m.sure, m.basis = Likely, "run together"
			return m, true
		}
	}
	if t.digits() > 2 || t.num < 1 || t.num > 31 {
		return mention{}, false
	}
	for j, o := range s.toks {
		if o.kind == mark && !o.is(".", "!", "(", ")", "\"") && (j+1 == i || j == i+1) {
			return mention{}, false
		}
	}
	m := s.dayOnly(i, i+1, t.num)
	m.sure, m.basis = Likely, "bare"
	return m, true
}

func (s *dateScan) why(reason Reason) Reason {
	switch {
	case reason != "":
		return reason
	case s.hadTime && len(s.bare) == 0:
		return DateTimeOnly
	}
	for _, i := range s.bare {
		switch t := s.toks[i]; {
		case t.digits() == 4 && t.num >= 1990 && t.num < 2100:
			return DateMonthOnly
		case dateLeads[s.tok(i-1).text]:
			return DateImpossible
		default:
			return DateIsNumber
		}
	}
	return DateNone
}

func worse(a, b Reason) bool {
	order := func(r Reason) int {
		for i, o := range [...]Reason{"", DateNone, DateIsNumber, DateTimeOnly, DateMonthOnly, DateFuture, DateSeveral, DateImpossible} {
			if r == o {
				return i
			}
		}
		return 0
	}
	return order(a) > order(b)
}

// take holds the last guards: nothing later than today, nothing too old.
func (s *dateScan) take(m mention, maxDays int) (Reading[Day], *Refusal) {
	if s.today.before(m.day) {
		return Reading[Day]{}, refuse(DateFuture)
	}
	if maxDays > 0 && s.today.since(m.day) > maxDays {
		return Reading[Day]{}, refuse(DateTooOld, "days", strconv.Itoa(maxDays))
	}
	if m.basis == "last week" {
		m.basis = "vague"
	}
	r := Reading[Day]{Value: m.day, Span: span(s.toks, m.from, m.to), Sure: m.sure, Basis: m.basis}
	if m.other != nil && *m.other != m.day && !s.today.before(*m.other) && (maxDays <= 0 || s.today.since(*m.other) <= maxDays) {
		r.Other, r.Sure = m.other, Likely
	}
	return r, nil
}
