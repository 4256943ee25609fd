package read

import ()

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
	case dayParts[t.text] && s.tok(i-1).is("dari", "dr", "sejak", "since") && !s.answer:
		x.to, x.sure, x.basis = part(i+1), Likely, "since"
		return x, true
	case lastNights[t.text]:
		return s.night(x)
	case (nights[t.text]) && s.tok(i+1).is("tadi", "td", "tdi", "tadii"):
		x.to = i + 2
		return s.night(x)
	case t.is("sebelum", "sblm", "before") && isYesterday(s.tok(i+1)) && s.answer:
		x.to, x.sure, x.basis = i+2, Likely, "before yesterday"
		return ago(2)
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
	case todays[t.text] && s.slipAt(i+1):
		return mention{}, false // "tadi salah", "tadi salah ketik"
	case todays[t.text]:
		x.to = part(i + 1)
		if nights[s.tok(i+1).text] {
			return s.night(x)
		}
		if s.notYet(i+1, x.to) || s.clockAfter(i, x.to) {
			x.sure, x.basis = Likely, "not yet today"
			return ago(1)
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
	case t.is("hmin", "hminus") && s.tok(i+1).kind == number && s.tok(i+1).digits() <= 3:
		x.to = i + 2
		return ago(s.tok(i + 1).num)
	case t.is("h") && s.tok(i+1).is("-", "min", "minus") && s.tok(i+2).kind == number && s.tok(i+2).digits() <= 3:
		x.to = i + 3
		if n := s.tok(i + 3); n.kind == word && !isFiller(n) && !agoWords[n.text] && !dateFillers[n.text] && !s.tok(i+2).spaced {
			return mention{}, false // "H-1 penutupan"
		}
		return ago(s.tok(i + 2).num)
	}
	return s.countBack(i)
}

// slipAt tells what one says of an answer taken back, over "saya" and fillers.
func (s *dateScan) slipAt(i int) bool {
	for i < len(s.toks) && (isFiller(s.toks[i]) || s.toks[i].is("saya", "sy", "aku", "aq")) {
		i++
	}
	return s.tok(i).is("salah", "slh", "keliru", "typo", "ketik", "ngetik", "nulis", "tulis", "bilang", "jawab", "jawabnya", "ngisi", "isinya")
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
