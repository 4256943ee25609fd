package read

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
	if t.kind != number && !dateLeads[t.text] && !t.is("bulan", "bln") && !(monthWords[t.text] != 0 && len(t.text) > 3) {
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
