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
	if t := s.tok(k); t.kind == number && t.digits() <= 2 && t.num >= 1 && t.num <= 31 && !(t.digits() == 2 && 2000+t.num == s.today.Year && s.tok(k+1).kind != number) {
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
	if _, unit := unitAt(s.toks, next); (unit || multiplier(s.toks, next) > 1) && !lead {
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
			if x.reason != "" {
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
	if s.tok(next).is("bulan", "bln", "month") {
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
