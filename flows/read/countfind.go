package read

import "slices"

// drop leaves out the items that the text only mentions.
func (f *countFound) drop(only []bool) {
	f.items = slices.DeleteFunc(f.items, func(it countItem) bool { return only[it.from] })
}

// outOf leaves the part where a whole is said beside it: "2 dari 5", "dari 5
// keping yang gagal 2". "Yang masuk 2" is the part that is well.
func (f *countFound) outOf(toks []token) {
	if len(f.items) != 2 || slices.ContainsFunc(toks, func(t token) bool { return t.kind == word && wellWords[spell(t.text)[0]] }) {
		return
	}
	for i, it := range f.items {
		part := f.items[1-i]
		if it.from > 0 && outOf[toks[it.from-1].text] && part.value < it.value {
			f.items, f.hedged = []countItem{part}, true
			return
		}
	}
}

func findCounts(toks []token) countFound {
	var f countFound
	var items []countItem
	for i := 0; i < len(toks); {
		t := toks[i]
		f.each = f.each || eachWords[t.text] || t.is("/") && i+1 < len(toks) && toks[i+1].kind == word || t.is("@") && f.others
		f.hedged = f.hedged || t.is(">", "<", "~", "±", "sekitar", "sekitaran", "sktr", "kurang", "lebih", "minimal", "maks", "maksimal", "kira") || t.kind == word && unsureWords[t.text]
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
			if t.kind == word && !isFiller(t) && !countFillers[t.text] && !pieceUnits[t.text] && !unsureWords[t.text] {
				f.said++
			}
			i++
			continue
		}
		if placed(toks, i, n.next) || left(toks, i, n.next) {
			f.said++
			i = n.next
			continue
		}
		it := countItem{value: n.value, from: i, to: n.next, words: n.words, plain: n.group}
		if !n.words && (t.digits() >= 8 || t.digits() >= 5 && t.text[0] == '0') || glued(toks, i, n.next) {
			f.said++
			i = n.next
			continue
		}
		if n.next < len(toks) && balanceWords[toks[n.next].text] && !n.words && n.value >= 1000 {
			f.money, i = int64(n.value), n.next // "1 pcs 12500, kuota belum masuk"
			continue
		}
		if _, unit := unitAt(toks, n.next); !unit && !n.words && n.value >= 1000 && (i > 0 && len(items) > 0 && toks[i-1].is("@", "x", "×", "*") || i > 0 && paidWords[toks[i-1].text] || n.next < len(toks) && toks[n.next].is("x", "*", "×", "@")) {
			f.money, i = int64(n.value), n.next // "bayar 37500"
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
			case p.kind == word && ordinalLeads[p.text] && (i > 1 || codeLeads[p.text]):
				f.said++
				i = n.next
				continue
			case p.kind == word && (boughtWords[p.text] || paidWords[p.text] && n.value <= 20 && endsHere(toks, n.next)), forWords[p.text] && endsHere(toks, n.next):
				it.bought = true
			case p.is("kepingnya", "lembarnya"):
				it.plain = true // "kepingnya 3"
			case unitBefore(toks, i):
				it.bought = true // "meterai 2"
			case p.is("minus"), p.text == "-" && !t.spaced && (i == 1 || toks[i-2].kind == mark):
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
	for i := 1; i < len(f.items); i++ {
		between := toks[f.items[i-1].to:f.items[i].from]
		f.summed = f.summed || len(between) > 0 && len(between) <= 2 && slices.ContainsFunc(between, func(t token) bool {
			return t.is("+", "plus", "tambah", "ditambah", "sama", "dan", "and")
		})
	}
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
	if slices.ContainsFunc(items, func(it countItem) bool { return it.value != 0 }) { // "beli 3, kuota 0"
		items = slices.DeleteFunc(items, func(it countItem) bool { return it.value == 0 && balanceWords[toks[it.from].text] })
	}
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
