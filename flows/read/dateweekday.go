package read

import "time"

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
