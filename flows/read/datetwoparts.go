package read

import "time"

// twoParts reads 4/9 and 4-9; a dot makes a day only where it can be no time.
func (s *dateScan) twoParts(from, j int, lead bool) (mention, bool) {
	a := s.tok(j)
	sep, b, next := s.part(j + 1)
	if a.kind != number || a.digits() > 2 || b.digits() > 2 || sep == "" || sep == "," {
		return mention{}, false
	}
	if p := s.tok(j - 1); j == from && j > 0 && !a.spaced && (p.kind == word || p.is(".", "+", "-", "/")) {
		return mention{}, false
	}
	if more, _, _ := s.part(next); more != "" && more != " " && more != "," {
		return mention{}, false
	}
	if _, unit := unitAt(s.toks, next); (unit && !(sep == "/" && balanceWords[s.tok(next).text]) || multiplier(s.toks, next) > 1) && !lead {
		return mention{}, false
	}
	if _, period := periodWords[s.tok(next).text]; period && !s.tok(next).is("tahun") {
		return mention{}, false
	}
	x, _ := s.dayMonth(from, next, a.num, time.Month(b.num))
	padded := a.digits() == 2 && b.digits() == 2
	switch sep {
	case " ":
		if !padded || !s.answer || a.num > 31 || b.num > 12 || b.text[0] != '0' {
			return mention{}, false
		}
		x.sure = Likely
	case ".":
		if !padded && !lead {
			return mention{from: from, to: next, reason: DateIsNumber}, s.answer
		}
		if x.reason != "" || s.today.since(x.day) > longBack && !lead {
			return mention{from: from, to: next, reason: DateTimeOnly}, s.answer || a.num < 24 && b.num < 60
		}
		if !s.answer && !lead {
			return mention{}, false
		}
		x.sure, x.basis = Likely, "dotted"
	case "-":
		if lead && b.num > a.num && a.num >= 1 && b.num <= 31 && !(padded && b.text[0] == '0') {
			first := s.dayOnly(from, next, a.num)
			if x.reason != "" || x.sure != Certain { // "tgl 1-3" in September is no day in March
				first.sure, first.basis = Likely, "range"
				return first, true
			}
			x.other, x.sure, x.basis = &first.day, Likely, "day month or range"
			return x, true
		}
		if !s.answer && !lead && !padded {
			return mention{}, false
		}
		if x.reason != "" && !lead && s.other > 0 {
			return mention{}, false
		}
	default:
		if !s.answer && !lead && x.sure == Certain {
			x.sure, x.basis = Likely, "day month"
		}
		if x.reason != "" && !s.answer && !lead {
			return mention{}, false
		}
	}
	if y := s.tok(next); y.is("tahun", "thn", "th") {
		if year, after := s.yearAt(next); year > 0 {
			return s.fixed(from, after, year, time.Month(b.num), a.num), true
		}
	}
	return x, true
}

// led reads "tgl 4", "tgl 4 bulan lalu", "tgl 1 sampai 3".
func (s *dateScan) led(from, j int, lead bool) (mention, bool) {
	t := s.tok(j)
	d, next := s.dayNumber(j)
	if !lead && !(t.kind == number && next == j+2) { // "the 3rd"
		return mention{}, false
	}
	if t.kind == number && t.digits() > 2 || next == j {
		return mention{}, false
	}
	if t.kind == number && t.num < 0 {
		return mention{}, false
	}
	if s.tok(next).is("bulan", "bln", "buln", "bulam", "month") {
		after := next + 1
		if thatWords[s.tok(after).text] {
			after++
		}
		back := -1
		switch {
		case agoWords[s.tok(after).text] || yesterdays[s.tok(after).text]:
			back = 1
		case theseWords[s.tok(after).text]:
			back = 0
		case nextWords[s.tok(after).text]:
			return mention{from: from, to: after + 1, reason: DateFuture}, true
		}
		if back >= 0 {
			month := Day{s.today.Year, s.today.Month, 1}.add(0, -back, 0)
			x := s.fixed(from, after+1, month.Year, month.Month, d)
			x.basis = "day"
			return x, true
		}
	}
	x := s.dayOnly(from, next, d)
	if x.reason != "" {
		return x, true
	}
	if u, ok := s.untilAt(next); ok {
		if dateLeads[s.tok(u).text] {
			u++
		}
		if d2, v := s.dayNumber(u); v > u && d2 >= 1 && d2 <= 31 {
			x.sure, x.basis, x.to = Likely, "range", v
			if d2 >= d && s.today.Day < d2 && s.today.Day >= d {
				return x, true
			}
			return x, true
		}
	}
	if orWords[s.tok(next).text] || s.tok(next).text == "," {
		u := next + 1
		if dateLeads[s.tok(u).text] {
			return x, true
		}
		if d2, v := s.dayNumber(u); v > u && d2 >= 1 && d2 <= 31 && d2 != d {
			_, unit := unitAt(s.toks, v)
			if !unit && !notPieces[s.tok(v).text] && multiplier(s.toks, v) == 1 {
				o := s.dayOnly(u, v, d2)
				s.found = append(s.found, o)
				x.to = v
			}
		}
	}
	return x, true
}
