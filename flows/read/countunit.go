package read

import "strings"

// thousandsAt reads "1.000 lembar": with a unit behind it, no money.
func thousandsAt(toks []token, i int) (countItem, bool) {
	t := toks[i]
	if t.digits() == 0 || t.digits() > 3 || t.num == 0 || !sepAt(toks, i+1) || toks[i+2].digits() != 3 || i > 0 && toks[i-1].is("rp", ".") {
		return countItem{}, false
	}
	next, ok := unitAt(toks, i+3)
	return countItem{value: t.num*1000 + toks[i+2].num, from: i, to: next, plain: true}, ok
}

// placed tells a number of an address: "Jl. Mawar No. 12", "RT 03/RW 05", "blok C 5".
func placed(toks []token, i, next int) bool {
	if _, unit := unitAt(toks, next); unit {
		return false
	}
	j := i - 1
	for j >= 0 && toks[j].is(".", ":", "/") {
		j--
	}
	if j < 0 {
		return false
	}
	t := toks[j]
	if placeWords[t.text] || t.kind == word && len(t.text) == 1 && j > 0 && placeWords[toks[j-1].text] || j < i-1 && j > 0 && t.is("no") {
		return true
	}
	for k := j; k >= max(0, j-3) && toks[k].kind == word; k-- {
		if roadWords[toks[k].text] || k > 0 && toks[k].kind == word && toks[k-1].text == "." && k > 1 && toks[k-2].is("jl", "jln", "gg") {
			return !pieceUnits[t.text] && !boughtWords[t.text] && !countLeads[t.text]
		}
	}
	return false
}

// left tells a number that is a balance, before or after: "kuota 5 jadi 3", "sisa 3".
func left(toks []token, i, next int) bool {
	if i > 0 && leftWords[toks[i-1].text] {
		return true
	}
	if i > 1 && toks[i-1].is("jadi", "menjadi", "tinggal") && toks[i-2].kind == number {
		return true
	}
	return i > 0 && balanceWords[toks[i-1].text] && next+1 < len(toks) && toks[next].is("jadi", "menjadi", "tinggal", "sisa") && toks[next+1].kind == number
}

// unitBefore tells a unit in front of the number: "meterai dua", "kuotaku yg 2".
func unitBefore(toks []token, i int) bool {
	i--
	if i > 0 && (thatWords[toks[i].text] || isFiller(toks[i])) {
		i--
	}
	w := toks[i].text
	return pieceUnits[w] || pieceUnits[strings.TrimSuffix(w, "nya")] || pieceUnits[strings.TrimSuffix(w, "ku")]
}

// endsHere tells that what a number counts is not said: "bayar 25rb buat 2".
func endsHere(toks []token, i int) bool {
	return i >= len(toks) || toks[i].kind == mark || clauseWords[toks[i].text] || isFiller(toks[i])
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
		case toks[j].kind == word && (pieceUnits[toks[j].text] || pieceUnits[strings.TrimSuffix(toks[j].text, "nya")]):
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
