package read

import "strings"

// hoped tells that no value follows within a few words, or that something was
// hoped for: "harusnya sudah masuk".
func hoped(toks []token, i int) bool {
	if i < len(toks) && (wellWords[spell(toks[i].text)[0]] || spelledHope[spell(toks[i].text)[0]]) {
		return true
	}
	for j := i; j < len(toks) && j < i+5; j++ {
		if valueAt(toks, j) || !toks[i-1].is("ternyata", "trnyata") && toks[j].is("gagal", "kuota", "bubuh", "stamping", "quota", "kedua", "pertama") {
			return false
		}
	}
	return true
}

// valueAt tells a plain value at token i, or the name of an answer in front of
// one: "tanggalnya 4 september".
func valueAt(toks []token, i int) bool {
	if plainValue(toks, i) {
		return true
	}
	if i >= len(toks) || !answerWords[strings.TrimSuffix(toks[i].text, "nya")] && !changeable[strings.TrimSuffix(toks[i].text, "nya")] {
		return false
	}
	i++
	for i < len(toks) && toks[i].is("nya", ":", "=", "itu", "saya", "sy", "yang", "yg", "benar", "bener", "wa", "hp", "keping", "ke") {
		i++
	}
	return plainValue(toks, i)
}

// plainValue tells a number, a day or the like at token i.
func plainValue(toks []token, i int) bool {
	if i >= len(toks) {
		return false
	}
	t := toks[i]
	if _, ok := numeralAt(toks, i); ok || t.kind == number {
		return true
	}
	if _, ok := weekdayOf(t); ok {
		return true
	}
	if _, _, ok := seUnitAt(toks, i); ok {
		return true
	}
	return dateLeads[t.text] || isYesterday(t) || todays[t.text] || lastNights[t.text] || t.is("+", "hari")
}

// valueBehind tells a plain value anywhere behind token i.
func valueBehind(toks []token, i int) bool {
	for ; i < len(toks); i++ {
		if valueAt(toks, i) {
			return true
		}
	}
	return false
}
