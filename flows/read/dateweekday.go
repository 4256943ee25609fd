package read

import "time"

// eveAt reads "malam minggu", which is the evening before Sunday to most, and
// Sunday's to some.
func (s *dateScan) eveAt(i int) (mention, bool) {
	w, ok := weekdayOf(s.tok(i + 1))
	if !ok || !nights[s.tok(i).text] {
		return mention{}, false
	}
	x := mention{from: i, to: i + 2, rank: weekday, sure: Likely, basis: "eve"}
	back := (int(s.today.weekday()) - int(w) + 7) % 7
	eve, day := s.today.add(0, 0, -(back+1)%7), s.today.add(0, 0, -back)
	if eve == s.today && s.at.Hour() < 17 {
		eve = eve.add(0, 0, -7)
	}
	if t := s.tok(i + 2); agoWords[t.text] || yesterdays[t.text] {
		x.to++
		if eve == s.today {
			eve = eve.add(0, 0, -7)
		}
		if day == s.today {
			day = day.add(0, 0, -7)
		}
	}
	x.day, x.other = eve, &day
	return x, true
}

// notYet tells a part of today that has not come: "sabtu malam", said on a
// Saturday morning.
func (s *dateScan) notYet(from, to int) bool {
	for j := from; j < to; j++ {
		t := s.tok(j)
		switch h := s.at.Hour(); {
		case nights[t.text] && h < 18, t.is("sore", "sor", "petang", "evening", "afternoon") && h < 14, t.is("siang", "siank") && h < 10:
			return true
		}
	}
	return false
}

// weekdayAt reads "selasa", "hari selasa", "jumat kemarin", "senin minggu lalu".
func (s *dateScan) weekdayAt(i int) (mention, bool) {
	if m, ok := s.eveAt(i); ok {
		return m, true
	}
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
	eve := false
	if next, ok := weekdayOf(s.tok(k)); ok && nights[s.tok(k-1).text] && next == (w+1)%7 {
		k, eve = k+1, true // "rabu malam kamis"
	}
	if thatWords[s.tok(k).text] && (agoWords[s.tok(k+1).text] || yesterdays[s.tok(k+1).text]) {
		k++
	}
	x := mention{from: i, to: k, rank: weekday, sure: Certain, basis: "weekday"}
	if eve {
		x.sure = Likely
	}
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
	if back == 0 && s.notYet(j+1, k) {
		back, x.sure = 7, Likely
	}
	x.day = s.today.add(0, 0, -back)
	return x, true
}
