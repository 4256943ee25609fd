package read

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
	} else if s.tok(j).is("tahun", "thn", "th", "taun", "year") {
		x.to, x.reason = j+1, DateMonthOnly
		return x, true
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
