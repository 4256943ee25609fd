package read

import "time"

// writtenAt reads a day in figures or with a month's name at token i, with or
// without "tgl".
func (s *dateScan) writtenAt(i int) (mention, bool) {
	j, lead := i, false
	for dateLeads[s.tok(j).text] {
		lead = true
		j++
		for s.tok(j).is(":", ".", "=", ",") {
			j++
		}
	}
	for _, reader := range [...]func(from, j int, lead bool) (mention, bool){s.together, s.threeParts, s.dayNamed, s.monthNamed, s.twoParts, s.led} {
		if m, ok := reader(i, j, lead); ok {
			m.rank = written
			return m, true
		}
	}
	return mention{}, false
}

// fixed makes a mention of a whole date.
func (s *dateScan) fixed(from, to, y int, m time.Month, d int) mention {
	day := Day{y, m, d}
	x := mention{from: from, to: to, day: day, sure: Certain, basis: "day month year"}
	switch {
	case !day.valid():
		x.reason = DateImpossible
	case s.today.before(day):
		x.reason = DateFuture
	}
	return x
}

// dayMonth makes a mention of a date without a year: the latest that is not to come.
func (s *dateScan) dayMonth(from, to, d int, m time.Month) (mention, bool) {
	x := mention{from: from, to: to, sure: Certain, basis: "day month", yearless: true}
	if m < 1 || m > 12 || d < 1 || d > 31 || !(Day{2024, m, d}).valid() {
		x.reason = DateImpossible
		return x, true
	}
	day := Day{s.today.Year, m, d}
	for n := 0; n < 9 && (!day.valid() || s.today.before(day)); n++ {
		day.Year--
	}
	x.day = day
	if !day.valid() {
		x.reason = DateImpossible
	} else if s.today.since(day) > longBack {
		x.sure, x.basis = Likely, "no year"
	}
	return x, true
}

// dayOnly makes a mention of a day of an unsaid month: the latest that is not to come.
func (s *dateScan) dayOnly(from, to, d int) mention {
	x := mention{from: from, to: to, rank: written, sure: Certain, basis: "day"}
	if d < 1 || d > 31 {
		x.reason = DateImpossible
		return x
	}
	day := Day{s.today.Year, s.today.Month, d}
	for n := 0; !day.valid() || s.today.before(day); n++ {
		back := Day{day.Year, day.Month, 1}.add(0, -1, 0)
		day = Day{back.Year, back.Month, d}
		if n > 0 {
			x.sure, x.basis = Likely, "month without such a day"
		}
	}
	x.day = day
	return x
}

// year reads what stands for a year: 2024, 24, '24.
func (s *dateScan) year(t token) int {
	switch {
	case t.digits() == 4 && t.num >= 1900 && t.num < 3000:
		return t.num
	case t.digits() == 2:
		return 2000 + t.num
	}
	return 0
}

// yearAt reads a year behind a month's name: glued, behind a separator, or
// behind a space where it can be no other number.
func (s *dateScan) yearAt(j int) (y, next int) {
	if s.tok(j).is("tahun", "thn", "th", "taun") && s.tok(j+1).kind == word {
		k := j + 1
		if thatWords[s.tok(k).text] {
			k++
		}
		switch {
		case agoWords[s.tok(k).text] || isYesterday(s.tok(k)):
			return s.today.Year - 1, k + 1
		case theseWords[s.tok(k).text]:
			return s.today.Year, k + 1
		case nextWords[s.tok(k).text]:
			return s.today.Year + 1, k + 1
		}
	}
	if s.tok(j).is("tahun", "thn", "th", "taun") && s.tok(j).kind == word {
		if y := s.year(s.tok(j + 1)); y > 0 {
			return y, j + 2
		}
		return 0, j
	}
	k, sep := j, false
	if s.tok(k).is("-", "/", ".", ",") && s.tok(k+1).kind == number {
		k, sep = k+1, true
	}
	t := s.tok(k)
	y = s.year(t)
	if y == 0 || t.kind != number {
		return 0, j
	}
	if n := s.tok(k + 1); n.is(".", ":", "/") && !n.spaced && s.tok(k+2).kind == number && !s.tok(k+2).spaced {
		return 0, j
	}
	if t.digits() == 2 {
		if _, unit := unitAt(s.toks, k+1); unit || multiplier(s.toks, k+1) > 1 || notPieces[s.tok(k+1).text] {
			return 0, j
		}
		if off := y - s.today.Year; (!sep || s.tok(j).text == ",") && (off > 5 || off < -5) && !(s.anyYear && t.num >= 15) {
			return 0, j
		}
	}
	return y, k + 1
}

// together reads 04092024, 20240904 and, in an answer, 040924.
func (s *dateScan) together(from, j int, lead bool) (mention, bool) {
	t := s.tok(j)
	if t.kind != number || !s.alone(j) {
		return mention{}, false
	}
	switch {
	case t.digits() == 8 && t.num/10000 >= 1990 && t.num/10000 < 2100 && (Day{t.num / 10000, time.Month(t.num / 100 % 100), t.num % 100}).valid():
		return s.fixed(from, j+1, t.num/10000, time.Month(t.num/100%100), t.num%100), true
	case t.digits() == 8 && t.num%10000 >= 1990 && t.num%10000 < 2100:
		m := s.fixed(from, j+1, t.num%10000, time.Month(t.num/10000%100), t.num/1000000)
		return m, m.reason != DateImpossible || lead || s.answer
	case t.digits() == 6 && (lead || s.answer && len(s.toks) <= 3):
		m := s.fixed(from, j+1, 2000+t.num%100, time.Month(t.num/100%100), t.num/10000)
		m.sure, m.basis = Likely, "run together"
		return m, m.reason == ""
	}
	return mention{}, false
}

// alone tells that a number is no part of a code or of a longer figure.
func (s *dateScan) alone(j int) bool {
	p, n := s.tok(j-1), s.tok(j+1)
	if j > 0 && p.kind == word && !s.tok(j).spaced && !dateLeads[p.text] {
		return false
	}
	if n.kind == word && !n.spaced && n.text != "t" {
		return false
	}
	if j > 0 && p.is("+", "-", "/", ".") && !s.tok(j).spaced || n.is("-", "/") && !n.spaced && s.tok(j+2).kind == number {
		return false
	}
	return true
}

// part reads a separator and the number behind it.
func (s *dateScan) part(j int) (sep string, n token, next int) {
	t := s.tok(j)
	if t.is("/", "-", ".", "|", "\\", ",") && s.tok(j+1).kind == number {
		return t.text, s.tok(j + 1), j + 2
	}
	if t.kind == number && t.spaced {
		return " ", t, j + 1
	}
	return "", token{}, j
}

// threeParts reads 4/9/2024, 4-9-24, 4.9.24, 04 09 2024 and 2024-09-04.
func (s *dateScan) threeParts(from, j int, lead bool) (mention, bool) {
	a := s.tok(j)
	if a.kind != number || a.digits() > 4 || a.digits() == 3 || j > from && false {
		return mention{}, false
	}
	sep, b, k := s.part(j + 1)
	sep2, c, next := s.part(k)
	if sep == "" || sep2 == "" || b.digits() > 2 || (sep == " ") != (sep2 == " ") || sep == "," && sep2 == "," {
		return mention{}, false
	}
	if p := s.tok(j - 1); j > 0 && !a.spaced && (p.is("+", ".", "-", "/") || p.kind == word && !dateLeads[p.text] && j == from) {
		return mention{}, false
	}
	if more, d, _ := s.part(next); more != "" && more != " " && more != "," && !s.tok(next+1).spaced || more == " " && sep == " " && d.digits() > 2 {
		return mention{}, false // a phone number, an amount
	}
	switch {
	case a.digits() == 4 && a.num >= 1900 && a.num < 2200 && c.digits() <= 2:
		m := s.fixed(from, next, a.num, time.Month(b.num), c.num)
		m.basis = "year month day"
		return m, sep != " " || m.reason != DateImpossible
	case a.digits() <= 2 && s.year(c) > 0:
		if sep == " " && (c.digits() != 4 && b.digits() != 2) {
			return mention{}, false
		}
		if sep == " " && !lead && !s.answer && c.digits() == 2 {
			return mention{}, false
		}
		m := s.fixed(from, next, s.year(c), time.Month(b.num), a.num)
		if c.digits() == 2 && (sep == "." || sep == " ") && m.reason == DateImpossible {
			return mention{from: from, to: next, reason: DateIsNumber}, s.answer
		}
		return m, true
	}
	return mention{}, false
}
