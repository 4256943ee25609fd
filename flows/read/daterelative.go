package read

import (
	"strings"
	"time"
)

// weekdayAt reads "selasa", "hari selasa", "jumat kemarin", "senin minggu lalu".
func (s *dateScan) weekdayAt(i int) (mention, bool) {
	j, hari, last := i, false, false
	if s.tok(j).is("hari", "hr", "hri", "dino") {
		j, hari = j+1, true
	}
	if s.tok(j).is("last") {
		j, last = j+1, true
	}
	if s.tok(j).is("next") {
		if _, ok := weekdayOf(s.tok(j + 1)); ok {
			return mention{from: i, to: j + 2, rank: weekday, reason: DateFuture}, true
		}
	}
	w, ok := weekdayOf(s.tok(j))
	if !ok {
		return mention{}, false
	}
	k := j + 1
	sunday := w == time.Sunday && !hari && !s.tok(j).is("ahad", "sunday", "ahd")
	for dayParts[s.tok(k).text] || nights[s.tok(k).text] {
		k, sunday = k+1, false
	}
	if thatWords[s.tok(k).text] && (agoWords[s.tok(k+1).text] || yesterdays[s.tok(k+1).text]) {
		k++
	}
	x := mention{from: i, to: k, rank: weekday, sure: Certain, basis: "weekday"}
	back := (int(s.today.weekday()) - int(w) + 7) % 7
	t := s.tok(k)
	switch {
	case nextWords[t.text] || t.is("besok", "bsk", "nanti"):
		x.to, x.reason = k+1, DateFuture
		return x, true
	case s.tok(k).is("minggu", "mgg", "pekan", "mggu", "mnggu") && (agoWords[s.tok(k+1).text] || yesterdays[s.tok(k+1).text] || theseWords[s.tok(k+1).text] || nextWords[s.tok(k+1).text] || thatWords[s.tok(k+1).text]):
		k++
		if thatWords[s.tok(k).text] {
			k++
		}
		monday := (int(s.today.weekday()) + 6) % 7
		x.day = s.today.add(0, 0, -monday+(int(w)+6)%7)
		x.to = k + 1
		switch {
		case nextWords[s.tok(k).text]:
			x.reason = DateFuture
		case !theseWords[s.tok(k).text]:
			x.day = x.day.add(0, 0, -7)
		case s.today.before(x.day):
			x.reason = DateFuture
		}
		return x, true
	case agoWords[t.text] || last:
		if sunday && agoWords[t.text] {
			return mention{}, false
		}
		if agoWords[t.text] {
			x.to = k + 1
		}
		if back == 0 {
			back = 7
		} else if monday := (int(s.today.weekday()) + 6) % 7; back <= min(monday, 2) {
			other := s.today.add(0, 0, -back-7)
			x.other, x.sure = &other, Likely
		}
	case yesterdays[t.text]:
		if sunday {
			return mention{}, false
		}
		x.to = k + 1
		if back == 0 {
			back = 7
		}
	case theseWords[t.text]:
		if sunday {
			return mention{}, false
		}
		x.to = k + 1
	case sunday && (s.tok(i-1).kind == number || !s.answer && s.other > 0):
		return mention{}, false
	}
	x.day = s.today.add(0, 0, -back)
	return x, true
}

func (s *dateScan) relativeAt(i int) (mention, bool) {
	t := s.tok(i)
	x := mention{from: i, to: i + 1, rank: relative, sure: Certain, basis: "relative", day: s.today}
	ago := func(n int) (mention, bool) {
		x.day = s.today.add(0, 0, -n)
		return x, true
	}
	part := func(j int) int {
		for dayParts[s.tok(j).text] || nights[s.tok(j).text] {
			j++
		}
		return j
	}
	switch {
	case tomorrows[t.text]:
		x.reason = DateFuture
		if t.is("nanti", "ntar", "entar") && !dayParts[s.tok(i+1).text] && !nights[s.tok(i+1).text] {
			return mention{}, false
		}
		return x, true
	case t.is("lusa"):
		if isYesterday(s.tok(i+1)) || agoWords[s.tok(i+1).text] {
			x.to = i + 2
			return ago(2)
		}
		x.reason = DateFuture
		return x, true
	case t.is("selumbari"):
		return ago(2)
	case t.is("day") && s.tok(i+1).is("before") && s.tok(i+2).is("yesterday"):
		x.to = i + 3
		return ago(2)
	case t.is("day") && s.tok(i+1).is("after"):
		x.to, x.reason = i+3, DateFuture
		return x, true
	case t.is("this") && (dayParts[s.tok(i+1).text] || nights[s.tok(i+1).text]):
		x.to = i + 2
		return x, true
	case t.is("last") && s.tok(i+1).is("night"):
		x.to = i + 2
		return s.night(x)
	case lastNights[t.text]:
		return s.night(x)
	case (nights[t.text]) && s.tok(i+1).is("tadi", "td", "tdi"):
		x.to = i + 2
		return s.night(x)
	case isYesterday(t):
		n := s.tok(i + 1)
		if n.text == "-" || n.text == "2" && !n.spaced {
			n = s.tok(i + 2)
			if yesterdays[n.text] {
				x.to, x.sure, x.basis = i+3, Likely, "twice yesterday"
				return ago(2)
			}
			n = s.tok(i + 1)
		}
		switch {
		case n.is("lusa", "lusanya"):
			x.to = i + 2
			return ago(2)
		case n.is("dulu", "dlu", "dl", "dulunya"), yesterdays[n.text]:
			x.to, x.sure, x.basis = i+2, Likely, "twice yesterday"
			return ago(2)
		case n.text == "2" && !n.spaced:
			x.to, x.sure, x.basis = i+2, Likely, "twice yesterday"
			return ago(2)
		}
		x.to = part(i + 1)
		return ago(1)
	case t.is("hari", "hr", "hri", "pagi", "siang", "sore", "malam", "malem") && theseWords[s.tok(i+1).text]:
		x.to = part(i + 2)
		return s.now(x)
	case todays[t.text]:
		x.to = part(i + 1)
		if nights[s.tok(i+1).text] {
			return s.night(x)
		}
		if s.at.Hour() < 4 && x.to > i+1 {
			x.sure, x.basis = Likely, "after midnight"
			if s.tok(i+1).is("siang", "sore", "petang") {
				return ago(1)
			}
		}
		if t.is("tadi", "td", "tdi") && x.to == i+1 && !s.answer {
			x.rank, x.sure = loose, Likely
		}
		return x, true
	case t.is("baru", "br", "bru") && s.tok(i+1).is("saja", "aja", "sja", "aj", "ajah"), t.is("just") && s.tok(i+1).is("now"), t.is("saat") && s.tok(i+1).is("ini"):
		x.to = i + 2
		return s.now(x)
	case nows[t.text]:
		x.rank = loose
		return s.now(x)
	case t.is("h") && s.tok(i+1).is("-", "min", "minus") && s.tok(i+2).kind == number && s.tok(i+2).digits() <= 3:
		x.to = i + 3
		if n := s.tok(i + 3); n.kind == word && !isFiller(n) && !agoWords[n.text] && !s.tok(i+2).spaced {
			return mention{}, false // "H-1 penutupan"
		}
		return ago(s.tok(i + 2).num)
	}
	return s.countBack(i)
}

func isYesterday(t token) bool {
	return t.kind == word && (yesterdays[t.text] || len(t.text) > 4 && yesterdays[squeeze(t.text, 2)])
}

// now is today, unless it only says how long something has lasted.
func (s *dateScan) now(x mention) (mention, bool) {
	for j := x.from - 1; j >= 0 && j >= x.from-2; j-- {
		if untilWords[s.tok(j).text] {
			x.rank, x.sure = loose, Likely
			return x, s.answer
		}
	}
	return x, x.rank != loose || s.answer
}

func (s *dateScan) night(x mention) (mention, bool) {
	if s.at.Hour() < 4 {
		x.sure, x.basis = Likely, "after midnight"
	}
	x.day = s.today.add(0, 0, -1)
	return x, true
}

// countBack reads "2 hari yg lalu", "seminggu lalu", "2-3 hari lalu", "2 hari lagi".
func (s *dateScan) countBack(i int) (mention, bool) {
	x := mention{from: i, rank: relative, sure: Certain, basis: "period"}
	n, n2, k := 1, 0, i+1
	p, ok := onePeriod[s.tok(i).text]
	if !ok && s.tok(i).kind == word {
		if w := s.tok(i).text; strings.HasSuffix(w, "lalu") && onePeriod[w[:len(w)-4]] != 0 {
			x.to = i + 1
			return s.back(x, 1, onePeriod[w[:len(w)-4]])
		}
	}
	if q := periodWords[s.tok(i+1).text]; !ok && q != 0 && s.tok(i).is("a", "an") {
		p, k, ok = q, i+2, true
	}
	if num, q := fusedPeriod(s.tok(i).text); !ok && q != 0 {
		n, p, ok = num, q, true
	}
	if !ok {
		num, found := numeralAt(s.toks, i)
		if !found || num.group || num.value > 4000 || num.value < 1 {
			return mention{}, false
		}
		if i > 0 && !s.tok(i).spaced && s.tok(i-1).is(".", "/", "+") {
			return mention{}, false
		}
		n, k = num.value, num.next
		if u, until := s.untilAt(k); until || s.tok(k).is("atau", "ato", "or") {
			if !until {
				u = k + 1
			}
			if num, found := numeralAt(s.toks, u); found && num.value < 4000 {
				n2, k = num.value, num.next
			}
		}
		w := s.tok(k).text
		if p, ok = periodWords[w]; !ok {
			for _, tail := range [...]string{"lalu", "yglalu", "yanglalu", "kemarin", "kmrn"} {
				if f, cut := strings.CutSuffix(w, tail); cut && periodWords[f] != 0 {
					x.to = k + 1
					return s.back(x, n, periodWords[f])
				}
			}
			return mention{}, false
		}
		k++
	}
	j := k
	if s.tok(j).is("an") {
		j++
	}
	for thatWords[s.tok(j).text] {
		j++
	}
	t := s.tok(j)
	switch {
	case t.is("sebelum", "sblm", "before") && isYesterday(s.tok(j+1)) && p == days:
		x.to = j + 2
		return s.back(x, n+1, p)
	case agoWords[t.text] || yesterdays[t.text] && p != weeks || t.is("sebelumnya", "sblmnya"):
		x.to = j + 1
		if n2 > 0 && n2 != n {
			o, good := s.back(x, n2, p)
			x, ok = s.back(x, n, p)
			if good && o.reason == "" {
				x.other = &o.day
			}
			x.sure, x.basis = Likely, "range"
			return x, ok
		}
		return s.back(x, n, p)
	case t.is("lagi", "lg") && !sinceWords[s.tok(i-1).text], nextWords[t.text], t.is("kedepan"), t.is("ke") && nextWords[s.tok(j+1).text]:
		x.to, x.reason = j+1, DateFuture
		return x, true
	case s.tok(i-1).is("in") && s.tok(i-1).kind == word:
		x.to, x.reason = k, DateFuture
		return x, true
	}
	if p == hours || p == minutes || n2 > 0 {
		return mention{}, false
	}
	if sinceWords[s.tok(i-1).text] || s.answer && len(s.toks) == k-i {
		x.to = k
		x, ok = s.back(x, n, p)
		x.rank, x.sure, x.basis = vague, Likely, "duration"
		return x, ok
	}
	return mention{}, false
}

// fusedPeriod takes "duahari" apart.
func fusedPeriod(w string) (int, period) {
	for _, name := range [...]string{"hari", "minggu", "bulan", "hr"} {
		front, ok := strings.CutSuffix(w, name)
		if !ok || len(front) < 3 {
			continue
		}
		if n, ok := wordsAt([]token{{kind: word, text: front}}, 0); ok && n.value > 0 {
			return n.value, periodWords[name]
		}
	}
	return 0, 0
}

func (s *dateScan) back(x mention, n int, p period) (mention, bool) {
	switch p {
	case days:
		x.day = s.today.add(0, 0, -n)
	case weeks:
		x.day = s.today.add(0, 0, -7*n)
	case monthsLong:
		x.day = s.today.monthsBack(min(n, 1200))
	case years:
		x.day = s.today.monthsBack(12 * min(n, 100))
	case hours:
		x.day = dayOf(s.at.Add(-time.Duration(min(n, 4000)) * time.Hour))
	case minutes:
		x.day = dayOf(s.at.Add(-time.Duration(min(n, 4000)) * time.Minute))
	}
	if p == monthsLong || p == years {
		x.sure = Likely
	}
	return x, true
}

// vagueAt reads "awal september", "akhir bulan lalu", "minggu lalu", and
// refuses "bulan lalu" and "tahun ini".
func (s *dateScan) vagueAt(i int) (mention, bool) {
	t := s.tok(i)
	x := mention{from: i, rank: vague, sure: Likely, basis: "vague"}
	if severalDays[t.text] && periodWords[s.tok(i+1).text] != 0 {
		x.to, x.reason = i+2, DateNone
		for thatWords[s.tok(x.to).text] || agoWords[s.tok(x.to).text] {
			x.to++
		}
		return x, true
	}
	if t.is("weekend") || t.is("akhir", "ahir", "akir") && s.tok(i+1).is("pekan", "minggu", "mgg") {
		return s.weekend(x)
	}
	if d := beginWords[t.text]; d > 0 {
		return s.partOfMonth(x, d)
	}
	p, j := periodWords[t.text], i+1
	if t.is("last", "this", "next") {
		p = periodWords[s.tok(i+1).text]
		if p == 0 || p == hours || p == minutes {
			return mention{}, false
		}
		x.to = i + 2
		switch {
		case t.is("next"):
			x.reason = DateFuture
		case p == weeks && t.is("last"):
			x.day, x.basis = s.today.add(0, 0, -7), "last week"
		case p == days:
			return mention{}, false
		default:
			x.reason = DateMonthOnly
		}
		return x, true
	}
	if p == 0 || p == hours || p == minutes {
		return mention{}, false
	}
	for thatWords[s.tok(j).text] {
		j++
	}
	n := s.tok(j)
	x.to = j + 1
	switch {
	case nextWords[n.text] || n.is("besok"):
		x.reason = DateFuture
	case p == days:
		return mention{}, false
	case agoWords[n.text] || yesterdays[n.text]:
		if p == weeks {
			x.day, x.basis = s.today.add(0, 0, -7), "last week"
			break
		}
		x.reason = DateMonthOnly
	case theseWords[n.text]:
		x.reason = DateMonthOnly
	default:
		return mention{}, false
	}
	return x, true
}

// weekend offers the last Saturday and Sunday.
func (s *dateScan) weekend(x mention) (mention, bool) {
	x.to = x.from + 2
	if s.tok(x.from).is("weekend") {
		x.to = x.from + 1
	}
	if t := s.tok(x.to); agoWords[t.text] || isYesterday(t) || theseWords[t.text] {
		x.to++
	} else if nextWords[t.text] {
		x.reason = DateFuture
		return x, true
	}
	back := (int(s.today.weekday()) + 1) % 7
	x.day = s.today.add(0, 0, -back)
	if sunday := x.day.add(0, 0, 1); back > 0 {
		x.other = &sunday
	}
	return x, true
}

func (s *dateScan) partOfMonth(x mention, d int) (mention, bool) {
	j := x.from + 1
	if s.tok(j).is("of") {
		j++
	}
	month := Day{s.today.Year, s.today.Month, 1}
	if m, next := s.monthAt(j); m != 0 && s.tok(j).kind == word {
		y, after := s.yearAt(next)
		month.Month = m
		if y > 0 {
			month.Year, next = y, after
		} else if s.today.before(month) {
			month.Year--
		}
		x.to = next
	} else if s.tok(j).is("bulan", "bln", "month") {
		x.to = j + 1
		j++
		if thatWords[s.tok(j).text] {
			j++
		}
		switch {
		case agoWords[s.tok(j).text] || yesterdays[s.tok(j).text]:
			month, x.to = month.add(0, -1, 0), j+1
		case nextWords[s.tok(j).text]:
			x.reason, x.to = DateFuture, j+1
			return x, true
		case theseWords[s.tok(j).text]:
			x.to = j + 1
		default:
			if (Day{month.Year, month.Month, min(d, month.monthDays())}).since(s.today) > 0 {
				month = month.add(0, -1, 0)
			}
		}
	} else {
		return mention{}, false
	}
	if yesterdays[s.tok(x.to).text] || agoWords[s.tok(x.to).text] {
		x.to++
	}
	month.Day = min(d, month.monthDays())
	if s.today.before(month) {
		if (Day{month.Year, month.Month, 1}).since(s.today) > 0 {
			x.reason = DateFuture
			return x, true
		}
		month = s.today
	}
	x.day = month
	return x, true
}

// numberAt takes figures that are plainly something else: amounts, counts with
// a unit, phone numbers.
func (s *dateScan) numberAt(i int) (mention, bool) {
	if m, ok := moneyAt(s.toks, i); ok {
		return mention{from: i, to: m.next, reason: DateIsNumber}, true
	}
	if _, next, ok := seUnitAt(s.toks, i); ok {
		return mention{from: i, to: next, reason: DateIsNumber}, true
	}
	n, ok := numeralAt(s.toks, i)
	if !ok {
		if s.tok(i).kind == number {
			return mention{from: i, to: i + 1, reason: DateIsNumber}, true
		}
		return mention{}, false
	}
	if next, ok := unitAt(s.toks, n.next); ok {
		return mention{from: i, to: next, reason: DateIsNumber}, true
	}
	if t := s.tok(n.next); t.kind == word && notPieces[t.text] {
		return mention{from: i, to: n.next + 1, reason: DateIsNumber}, true
	}
	if n.words && s.answer {
		return mention{from: i, to: n.next, reason: DateIsNumber}, true
	}
	return mention{}, false
}

// datePieceAt tells a date in front of the count reader: "4 september", "tgl 3",
// "4/9/2024". It wants the month's plain name or three figures.
func datePieceAt(toks []token, i int) (int, bool) {
	t := toks[i]
	if t.kind == word && (clockWords[t.text] || zoneWords[t.text]) || t.kind == number {
		if next, ok := timeAt(toks, i); ok {
			return next, true
		}
	}
	if t.kind != number && !dateLeads[t.text] && !t.is("bulan", "bln") {
		n, ok := wordsAt(toks, i)
		if !ok || n.next >= len(toks) {
			return 0, false
		}
		if _, ok := monthOf(toks[n.next], false); !ok {
			return 0, false
		}
	}
	s := dateScan{toks: toks, today: Day{2100, 1, 1}, anyYear: true}
	if t.kind == number && i > 0 && dateLeads[toks[i-1].text] {
		return 0, false
	}
	m, ok := s.writtenAt(i)
	if !ok || m.to <= i || m.reason == DateIsNumber || m.reason == DateTimeOnly || m.reason == DateMonthOnly {
		return 0, false
	}
	return m.to, true
}
