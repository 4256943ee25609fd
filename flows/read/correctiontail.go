package read

import "strings"

// A value may stand before the words that take something back, and the name of its
// answer before or behind them.

// rightBefore tells a value that stands before the words that take something
// back: "3 keping bukan 2", "tgl 4 maksudnya". It returns where the value begins
// and ends; the end is 0 where there is none.
func rightBefore(toks []token) (first, end int) {
	first = skipFiller(toks, 0)
	for first < len(toks) && (toks[first].is("tapi", "tp", "jadi", "iya", "tadi", "td", "kayaknya", "kyknya", "sepertinya", "hmm", "saya", "sy", "aku", "beli", "belinya", "bayar", "bayarnya") || toks[first].kind == mark && toks[first].text != "+" || isFiller(toks[first])) {
		first++
	}
	if !valueAt(toks, first) {
		return first, 0
	}
	for j := first + 1; j < len(toks); j++ {
		switch t := toks[j]; {
		case t.is("bukan", "bkn", "not") && (valueAt(toks, skipFiller(toks, j+1)) || len(toks)-j <= 4 && j+1 < len(toks) && ownWords[toks[len(toks)-1].text]):
			return first, trimEnd(toks, j)
		case tailWords[t.text] && tailOnly(toks[j:]):
			return first, trimEnd(toks, j)
		}
	}
	return first, 0
}

func tailOnly(toks []token) bool {
	for _, t := range toks {
		if t.kind == word && !isFiller(t) && !correctionLeads[t.text] && !slipWords[t.text] && !tailWords[t.text] && !calledTail(t) {
			return false
		}
	}
	return true
}

func trimEnd(toks []token, end int) int {
	for end > 1 && (toks[end-1].kind == mark && toks[end-1].text != ")" || isFiller(toks[end-1]) || toks[end-1].is("tadi", "td", "yang", "yg", "tapi", "tp", "kayaknya", "kyknya", "sepertinya", "iya")) {
		end--
	}
	return end
}

// nameBefore is the name of the answer that is said to be wrong, where a bare
// number follows: "salah tulis jumlahnya, harusnya 4".
func nameBefore(toks []token) string {
	for i := len(toks) - 1; i >= 0; i-- {
		if w := strings.TrimSuffix(toks[i].text, "nya"); toks[i].kind == word && (answerWords[w] && !numberWords[w] || pieceUnits[w]) {
			if pieceUnits[w] {
				return "jumlah" // "kepingnya salah, harusnya 4"
			}
			return w
		}
	}
	return ""
}

// nameBehind is the name of the answer that stands behind "maksudnya", where
// the value stood before it: "3 maksudnya kepingnya".
func nameBehind(toks []token) string {
	for i, t := range toks {
		if tailWords[t.text] && i+1 < len(toks) && calledTail(toks[i+1]) {
			return " " + toks[i+1].text
		}
	}
	return ""
}

// calledTail tells what an answer is called by, behind it.
func calledTail(t token) bool {
	w := strings.TrimSuffix(t.text, "nya")
	return t.kind == word && (answerWords[w] || pieceUnits[w] || t.is("kejadiannya"))
}
