package read

// cutTimes takes times of day out: "jam 3 sore", "10:15", "pkl 10.30 wib".
func cutTimes(toks []token) ([]token, bool) {
	had := false
	kept := toks
	for i := 0; i < len(toks); {
		if next, ok := timeAt(toks, i); ok {
			if !had {
				kept = append(make([]token, 0, len(toks)), toks[:i]...)
			}
			had = true
			i = next
			continue
		}
		if had {
			kept = append(kept, toks[i])
		}
		i++
	}
	return kept, had
}

func timeAt(toks []token, i int) (int, bool) {
	t := toks[i]
	at := func(j int) token {
		if j < len(toks) {
			return toks[j]
		}
		return token{}
	}
	tail := func(j int) int {
		for j < len(toks) && (zoneWords[toks[j].text] || dayParts[toks[j].text] || nights[toks[j].text] || toks[j].is("an", "lebih", "kurang", "lewat")) {
			j++
		}
		return j
	}
	minutes := func(j int) int {
		for range 2 {
			if at(j).is(":", ".", ",") && at(j+1).digits() == 2 && !at(j+1).spaced && at(j+1).num < 60 {
				j += 2
			}
		}
		return j
	}
	if clockWords[t.text] {
		j := i + 1
		if at(j).is("setengah", "stengah", "sekitar", "sekitaran", "kira") {
			j++
		}
		if n, ok := numeralAt(toks, j); ok && n.value <= 24 && !agoWords[at(n.next).text] {
			return tail(minutes(n.next)), true
		}
		return 0, false
	}
	if t.is("t") && !t.spaced && at(i+1).kind == number && at(i+2).text == ":" {
		i++
		t = toks[i]
	}
	if t.kind != number || t.num < 0 || t.num > 24 || t.digits() > 2 {
		return 0, false
	}
	if at(i+1).text == ":" && at(i+2).digits() == 2 && at(i+2).num < 60 && !at(i+2).spaced {
		j := minutes(i + 1)
		if at(j).is("z") && !at(j).spaced {
			j++
		}
		return tail(j), true
	}
	if i > 0 && toks[i-1].is("/", "-", ".", ":") && !t.spaced {
		return 0, false
	}
	j := minutes(i + 1)
	if j > i+1 && zoneWords[at(j).text] || zoneWords[at(i+1).text] && j == i+1 {
		return tail(j), true
	}
	if j == i+3 && (dayParts[at(j).text] || nights[at(j).text]) {
		return tail(j), true
	}
	return 0, false
}

// clock is the first time of day that a text names.
type clock struct {
	at   int // the byte where it stands
	hour int // 0-24; -1 where there is none
}

func clockIn(toks []token) clock {
	for i := range toks {
		next, ok := timeAt(toks, i)
		if !ok {
			continue
		}
		c := clock{at: toks[i].start, hour: -1}
		for _, t := range toks[i:next] {
			n, said := numeralAt([]token{t}, 0)
			switch {
			case c.hour < 0 && said && n.value <= 24:
				c.hour = n.value
			case c.hour >= 1 && c.hour < 12 && (nights[t.text] && c.hour > 5 || t.is("sore", "petang", "pm", "evening", "afternoon", "maghrib", "magrib", "isya") || t.is("siang", "siank") && c.hour < 5):
				c.hour += 12
			}
		}
		return c
	}
	return clock{hour: -1}
}

// clockAfter tells a time of day beside the tokens from..to that has not come
// today: "tadi jam 11 malem", said after midnight.
func (s *dateScan) clockAfter(from, to int) bool {
	if s.clock.hour <= s.at.Hour() {
		return false
	}
	before := 0
	for before < len(s.toks) && s.toks[before].start < s.clock.at {
		before++
	}
	return before == from || before == to
}
