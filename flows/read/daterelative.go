package read

import (
	"strings"
	"time"
)

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
	case isYesterday(t) && feasts[s.tok(i-1).text]:
		return mention{}, false // "lebaran kemarin"
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
					x, ok = s.back(x, n, periodWords[f])
					if n2 > 0 {
						x.sure, x.basis = Likely, "range"
					}
					return x, ok
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
	case yesterdays[t.text] && p == weeks && n > 1:
		x.to = j + 1
		x, ok = s.back(x, n, p)
		x.sure = Likely
		return x, ok
	case agoWords[t.text] || t.is("back") || yesterdays[t.text] && p != weeks || t.is("sebelumnya", "sblmnya"):
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
