package read

import "time"

// dayNumber reads a day of the month in figures or words; 0 where there is none.
func (s *dateScan) dayNumber(j int) (d, next int) {
	t := s.tok(j)
	if t.kind == number {
		if t.digits() > 2 {
			return 0, j
		}
		next = j + 1
		if s.tok(next).is("st", "nd", "rd", "th") && !s.tok(next).spaced {
			next++
		}
		return t.num, next
	}
	if t.kind == word && !t.is("se") {
		if n, ok := wordsAt(s.toks, j); ok && !n.group && n.value >= 1 && n.value <= 31 {
			return n.value, n.next
		}
		if t.is("pertama") {
			return 1, j + 1
		}
	}
	return 0, j
}

// monthAt reads a month: its name, "bulan 9", "bulan september".
func (s *dateScan) monthAt(j int) (time.Month, int) {
	for s.tok(j).is("-", "/", ".", ",", "of") && j < len(s.toks) {
		j++
	}
	if s.tok(j).is("bulan", "bln", "buln") {
		t := s.tok(j + 1)
		if m, ok := monthOf(t, true); ok {
			return m, j + 2
		}
		if n, ok := numeralAt(s.toks, j+1); ok && n.value >= 1 && n.value <= 12 && (t.kind == word || t.digits() <= 2) {
			return time.Month(n.value), n.next
		}
		return 0, j
	}
	if m, ok := monthOf(s.tok(j), true); ok {
		return m, j + 1
	}
	return 0, j
}

// dayNamed reads "4 september 2024", "4sept24", "tanggal 4 bulan 9", and the
// range "1-3 september", of which it takes the first.
func (s *dateScan) dayNamed(from, j int, lead bool) (mention, bool) {
	if p := s.tok(j - 1); j == from && j > 0 && !s.tok(j).spaced && (p.kind == word || p.is(".", "+")) {
		return mention{}, false
	}
	zero := s.tok(j).kind == number && s.tok(j).num == 0
	d, k := s.dayNumber(j)
	if d == 0 && !zero || k == j {
		return mention{}, false
	}
	basis, second := "", 0
	m, next := s.monthAt(k)
	if m == 0 {
		u, until := s.untilAt(k)
		or := orWords[s.tok(k).text] || s.tok(k).text == ","
		if or {
			u = k + 1
		}
		if !until && !or {
			return mention{}, false
		}
		if dateLeads[s.tok(u).text] {
			u++
		}
		d2, v := s.dayNumber(u)
		if d2 == 0 {
			return mention{}, false
		}
		if m, next = s.monthAt(v); m == 0 {
			return mention{}, false
		}
		basis, second = "range", d2
		if or {
			basis = "several"
		}
	} else if s.tok(k).is("bulan", "bln") && !lead && s.tok(next-1).kind == number && !s.answer {
		return mention{}, false
	}
	y, after := s.yearAt(next)
	var x mention
	if y > 0 {
		x = s.fixed(from, after, y, m, d)
	} else {
		x, _ = s.dayMonth(from, next, d, m)
	}
	if x.reason != "" || basis == "" {
		return x, true
	}
	if basis == "several" && second != d {
		b := x.day
		b.Day = second
		if b.valid() && !s.today.before(b) {
			s.found = append(s.found, mention{from: from, to: from + 1, rank: written, day: b, sure: Certain})
		}
		return x, true
	}
	x.sure, x.basis = Likely, "range"
	return x, true
}

// monthNamed reads "september 4" and refuses a month alone.
func (s *dateScan) monthNamed(from, j int, lead bool) (mention, bool) {
	m, next := s.monthAt(j)
	if m == 0 || s.tok(j).kind == mark {
		return mention{}, false
	}
	if _, exact := monthOf(s.tok(next-1), false); !exact && !s.tok(j).is("bulan", "bln", "buln") {
		return mention{}, false
	}
	k := next
	if dateLeads[s.tok(k).text] || s.tok(k).is("the", ",", "-", "/", ".") {
		k++
	}
	if t := s.tok(k); t.kind == number && t.digits() <= 2 && t.num >= 1 && t.num <= 31 && !(t.digits() == 2 && 2000+t.num == s.today.Year && s.tok(k+1).kind != number && !(s.tok(k+1).text == "," && s.tok(k+2).digits() == 4)) {
		d, k := s.dayNumber(k)
		_, unit := unitAt(s.toks, k)
		if !unit && multiplier(s.toks, k) == 1 && !notPieces[s.tok(k).text] && !sepAt(s.toks, k) {
			y, after := s.yearAt(k)
			if s.tok(k).text == "," && y == 0 {
				after = k
			}
			if y > 0 {
				return s.fixed(from, after, y, m, d), true
			}
			return s.dayMonth(from, k, d, m)
		}
	}
	y, after := s.yearAt(next)
	if y > 0 {
		next = after
	}
	if yesterdays[s.tok(next).text] || agoWords[s.tok(next).text] {
		next++
	}
	x := mention{from: from, to: next, reason: DateMonthOnly}
	if len(s.tok(j).text) <= 3 && !s.answer {
		return mention{}, false
	}
	return x, true
}
