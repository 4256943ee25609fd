package read

import (
	"strings"
	"time"
)

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
		if more, found := numeralAt(s.toks, k); n2 == 0 && found && more.value == n+1 && n < 9 {
			n2, k = more.value, more.next // "dua tiga hari lalu"
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

// besideAt reads "sehari setelah tgl 3", "2 hari sebelum tgl 5".
func (s *dateScan) besideAt(i int) (mention, bool) {
	n, k := 1, i+1
	if onePeriod[s.tok(i).text] != days {
		num, ok := numeralAt(s.toks, i)
		if !ok || num.value < 1 || num.value > 60 || periodWords[s.tok(num.next).text] != days {
			return mention{}, false
		}
		n, k = num.value, num.next+1
	}
	switch t := s.tok(k); {
	case t.is("setelah", "stlh", "sesudah", "after"):
	case t.is("sebelum", "sblm", "before"):
		n = -n
	default:
		return mention{}, false
	}
	m, ok := s.writtenAt(k + 1)
	if !ok {
		m, ok = s.weekdayAt(k + 1)
	}
	if !ok || m.reason != "" || m.other != nil {
		return mention{}, false
	}
	m.from, m.day, m.basis = i, m.day.add(0, 0, n), "beside"
	return m, true
}
