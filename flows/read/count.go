package read

import (
	"slices"
	"strconv"
)

// CountLimits are the least and the most that a count may be; Max 0 is no limit.
type CountLimits struct{ Min, Max int }

// Count reads how many pieces an answer says, in digits or words, with or
// without a unit. Money, dates, fractions and different numbers are refused,
// each for its own reason.
func Count(text string, lim CountLimits) (Reading[int], *Refusal) {
	toks, _ := cutTimes(mend(tokens(text)))
	f := findCounts(toks)
	if r := f.refusal(lim); r != nil {
		return Reading[int]{}, r
	}
	it := f.items[0]
	r := Reading[int]{Value: it.value, Span: span(toks, it.from, it.to), Sure: Certain, Basis: "digits"}
	switch {
	case it.plain:
		r.Basis = "unit"
	case it.words:
		r.Basis = "words"
	}
	if !it.plain && f.said > 0 || f.each || f.hedged {
		r.Sure, r.Basis = Likely, "bare"
	}
	return r, nil
}

// CountIn finds a count in a longer text: a number with a unit or with
// "sebanyak", "x2". A bare number is none, but for "beli 2", which is likely.
func CountIn(text string, lim CountLimits) (Reading[int], bool) {
	toks, _ := cutTimes(mend(tokens(text)))
	f := findCounts(toks)
	said := unstated(toks)
	f.drop(said.count)
	if len(f.items) == 0 || !f.items[0].plain && !f.items[0].bought || f.refusal(lim) != nil {
		return Reading[int]{}, false
	}
	it := f.items[0]
	if !it.plain {
		return Reading[int]{Value: it.value, Span: span(toks, it.from, it.to), Sure: Likely, Basis: "bought"}, true
	}
	r := Reading[int]{Value: it.value, Span: span(toks, it.from, it.to), Sure: Certain, Basis: "unit"}
	if f.each || f.hedged || f.said > 0 && !said.fact {
		r.Sure = Likely
	}
	return r, true
}

// countItem is one number that may be the count.
type countItem struct {
	value    int
	from, to int
	plain    bool // a unit or "sebanyak" says that it counts pieces
	words    bool
	bought   bool // stands behind "beli"
	negative bool
}

// countFound is all that a text says about numbers.
type countFound struct {
	items    []countItem
	money    int64
	fraction bool
	date     bool
	said     int  // words that say something else
	each     bool // "masing-masing": so many for each
	others   bool // a number of something else: "3 akun"
	hedged   bool // "sekitar 3", "> 5"
}

func (f *countFound) refusal(lim CountLimits) *Refusal {
	if len(f.items) == 0 {
		switch {
		case f.fraction:
			return refuse(CountFraction)
		case f.money > 0:
			return refuse(CountMoney, "amount", strconv.FormatInt(f.money, 10))
		case f.date:
			return refuse(CountDate)
		}
		return refuse(CountNone)
	}
	if f.fraction {
		return refuse(CountFraction)
	}
	for _, it := range f.items[1:] {
		if it.value != f.items[0].value {
			return refuse(CountSeveral)
		}
	}
	if f.each && f.others {
		return refuse(CountSeveral)
	}
	it := f.items[0]
	switch {
	case it.negative || it.value < max(lim.Min, 1):
		return refuse(CountZero, "min", strconv.Itoa(max(lim.Min, 1)))
	case lim.Max > 0 && it.value > lim.Max:
		if it.value >= 5000 && !it.plain {
			return refuse(CountMoney, "amount", strconv.Itoa(it.value))
		}
		return refuse(CountMax, "max", strconv.Itoa(lim.Max), "said", strconv.Itoa(it.value))
	}
	return nil
}

// drop leaves out the items that the text only mentions.
func (f *countFound) drop(only []bool) {
	f.items = slices.DeleteFunc(f.items, func(it countItem) bool { return only[it.from] })
}

func findCounts(toks []token) countFound {
	var f countFound
	var items []countItem
	for i := 0; i < len(toks); {
		t := toks[i]
		f.each = f.each || eachWords[t.text] || t.is("/") && i+1 < len(toks) && toks[i+1].kind == word || t.is("@") && f.others
		f.hedged = f.hedged || t.is(">", "<", "~", "±", "sekitar", "sekitaran", "sktr", "kurang", "lebih", "minimal", "maks", "maksimal", "kira", "kayaknya")
		if end, digits := digitRunAt(toks, i); digits >= 9 {
			f.said++
			i = end
			continue
		}
		if next, ok := partAt(toks, i); ok {
			f.fraction, i = true, next
			continue
		}
		if next, ok := datePieceAt(toks, i); ok {
			f.date, i = true, next
			continue
		}
		if it, ok := thousandsAt(toks, i); ok {
			items = append(items, it)
			i = it.to
			continue
		}
		if m, ok := moneyAt(toks, i); ok {
			f.money, i = m.value, m.next
			continue
		}
		if next, ok := fractionAt(toks, i); ok {
			f.fraction, i = true, next
			continue
		}
		if value, next, ok := seUnitAt(toks, i); ok {
			items = append(items, countItem{value: value, from: i, to: next, plain: true, words: true})
			i = next
			continue
		}
		n, ok := numeralAt(toks, i)
		if !ok {
			if t.kind == word && !isFiller(t) && !countFillers[t.text] {
				f.said++
			}
			i++
			continue
		}
		it := countItem{value: n.value, from: i, to: n.next, words: n.words, plain: n.group}
		if !n.words && (t.digits() >= 8 || t.digits() >= 5 && t.text[0] == '0') || glued(toks, i, n.next) {
			f.said++
			i = n.next
			continue
		}
		if n.next < len(toks) && toks[n.next].is("x", "×", "*") && n.next+1 < len(toks) && (toks[n.next+1].kind == number || toks[n.next+1].is("rp", "@")) {
			it.plain = true // 2 x 12.500
		} else if n.next < len(toks) && (notPieces[toks[n.next].text] || periodWords[toks[n.next].text] != 0) && !(toks[n.next].text == "x" && n.next+1 == len(toks) && i == 0) {
			f.said++
			f.others = true
			i = n.next + 1
			continue
		}
		if n.group && n.words && n.next == i+1 && i > 0 && toks[i-1].kind == word && !isFiller(toks[i-1]) && !countLeads[toks[i-1].text] && seWords[t.text] == "" {
			it.plain = false // "da lusin": how many dozen is not plain
			f.said++
		}
		if i > 0 {
			p := toks[i-1]
			if p.is("tlg") {
				f.said++ // "tgl", mistyped?
			}
			if i > 1 && p.is(":", "=") && toks[i-2].kind == word && (countLeads[toks[i-2].text] || pieceUnits[toks[i-2].text]) || i > 1 && countLeads[toks[i-2].text] && pieceUnits[p.text] && (len(items) == 0 || items[len(items)-1].to < i-1) {
				it.plain, it.from = true, i-2 // "jumlah: 3", "jumlah keping 3"
			}
			switch {
			case p.kind == word && countLeads[p.text] && (len(items) == 0 || items[len(items)-1].to < i), p.text == "@" || p.text == "×":
				it.plain, it.from = true, i-1
			case p.kind == word && ordinalLeads[p.text] && i > 1:
				f.said++
				i = n.next
				continue
			case p.kind == word && boughtWords[p.text]:
				it.bought = true
			case p.text == "-" && !t.spaced && (i == 1 || toks[i-2].kind == mark):
				it.negative = true
			}
		}
		behind := n.next
		if behind < len(toks) && toks[behind].text == ")" && i > 0 && toks[i-1].text == "(" {
			behind++
		}
		if next, ok := unitAt(toks, behind); ok {
			it.plain, it.to = true, next
		}
		items = append(items, it)
		i = it.to
	}
	f.items = settle(toks, slices.Clone(items))
	for _, it := range items {
		if it.value != 0 && len(f.items) > 0 && f.items[0].value != it.value {
			f.hedged = true // another number was left out
		}
	}
	return f
}

// settle leaves the items that matter: those with a unit, where there are any,
// and what is joined to them ("2-3 keping", "dua atau tiga lembar").
func settle(toks []token, items []countItem) []countItem {
	plain, bought := false, false
	for i := range items { // "dari 5 keping yg masuk cuma 2"
		if i+1 < len(items) && items[i].plain && items[i].from > 0 && outOf[toks[items[i].from-1].text] {
			items[i+1].plain = true
		}
	}
	for i := len(items) - 1; i >= 0; i-- {
		if i+1 < len(items) && items[i+1].plain && joined(toks[items[i].to:items[i+1].from]) {
			items[i].plain = true
		}
		if i+1 < len(items) && !items[i+1].plain && items[i].plain && bracketed(toks, items[i+1]) {
			items[i+1].plain = true
		}
		plain = plain || items[i].plain
		bought = bought || items[i].bought
	}
	if !plain && !bought {
		return items
	}
	kept := items[:0]
	for _, it := range items {
		if it.plain || !plain && (it.bought || it.value != 0) {
			kept = append(kept, it)
		}
	}
	return kept
}

// joined tells that only "-", "atau" and the like stand between two numbers.
func joined(between []token) bool {
	if len(between) > 3 {
		return false
	}
	for _, t := range between {
		if !t.is("-", "(", ")", "/", ",", "atau", "ato", "atw", "or", "dan", "sampai", "sampe", "smp", "hingga", "to", "s", "d", "sd", "=", "+", "plus", "tambah", "ditambah", "dari", "dr", "of") {
			return false
		}
	}
	return true
}

func bracketed(toks []token, it countItem) bool {
	return it.from > 0 && toks[it.from-1].text == "(" && it.to < len(toks) && toks[it.to].text == ")"
}

// glued tells a number that is part of a code: "A12", "12B".
func glued(toks []token, i, next int) bool {
	if i > 0 && !toks[i].spaced && toks[i].kind == number && toks[i-1].kind == word && !countLeads[toks[i-1].text] {
		return true
	}
	if next < len(toks) && toks[next-1].kind == number && toks[next].kind == word && !toks[next].spaced {
		_, ok := unitAt(toks, next)
		return !ok && !notPieces[toks[next].text] && !(isFiller(toks[next]) && !toks[next].is("kk", "kak", "ka")) && !countFillers[toks[next].text]
	}
	return false
}

// thousandsAt reads "1.000 lembar": with a unit behind it, no money.
func thousandsAt(toks []token, i int) (countItem, bool) {
	t := toks[i]
	if t.digits() == 0 || t.digits() > 3 || t.num == 0 || !sepAt(toks, i+1) || toks[i+2].digits() != 3 || i > 0 && toks[i-1].is("rp", ".") {
		return countItem{}, false
	}
	next, ok := unitAt(toks, i+3)
	return countItem{value: t.num*1000 + toks[i+2].num, from: i, to: next, plain: true}, ok
}

func fractionAt(toks []token, i int) (int, bool) {
	t := toks[i]
	if t.is("setengah", "stengah", "stgh", "separuh", "separo", "sparo", "half", "seperempat", "sepertiga") {
		return i + 1, true
	}
	if t.kind == number {
		if sepAt(toks, i+1) && toks[i+2].digits() <= 2 && !sepAt(toks, i+3) {
			return i + 3, true
		}
		if i+1 < len(toks) && toks[i+1].is("setengah", "stengah", "half") {
			return i + 2, true
		}
		return 0, false
	}
	if n, ok := wordsAt(toks, i); ok && n.next < len(toks) && toks[n.next].is("setengah", "stengah", "koma", "half", "perempat", "pertiga") {
		return n.next + 1, true
	}
	return 0, false
}

// partAt reads "1/2" where nothing else is said; "1/9" is a day.
func partAt(toks []token, i int) (int, bool) {
	if i+2 < len(toks) && toks[i].text == "1" && toks[i+1].text == "/" && toks[i+2].is("2", "3", "4") && i == 0 && skipFiller(toks, 3) == len(toks) {
		return i + 3, true
	}
	return i, false
}

// seUnitAt reads "selembar", "sekeping", "se-lembar", "a piece".
func seUnitAt(toks []token, i int) (value, next int, ok bool) {
	t := toks[i]
	if t.kind != word {
		return 0, 0, false
	}
	if len(t.text) > 4 && t.text[:2] == "se" && pieceUnits[t.text[2:]] {
		return 1, i + 1, true
	}
	if t.is("se", "a", "an") {
		j := i + 1
		if j < len(toks) && toks[j].text == "-" {
			j++
		}
		if j < len(toks) && pieceUnits[toks[j].text] {
			if next, ok := unitAt(toks, j); ok {
				return 1, next, true
			}
		}
	}
	return 0, 0, false
}

// unitAt reads a unit of pieces: "keping", "e-meterai", "lembar meterai".
func unitAt(toks []token, j int) (next int, ok bool) {
	for range 3 {
		if j >= len(toks) {
			return j, ok
		}
		switch {
		case toks[j].kind == word && pieceUnits[toks[j].text]:
			j, ok = j+1, true
		case j+1 < len(toks) && toks[j].is("e") && pieceUnits[toks[j+1].text]:
			j, ok = j+2, true
		case j+2 < len(toks) && toks[j].is("e") && toks[j+1].text == "-" && pieceUnits[toks[j+2].text]:
			j, ok = j+3, true
		default:
			return j, ok
		}
	}
	return j, ok
}
