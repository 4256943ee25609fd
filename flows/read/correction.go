package read

import "strings"

// Correction tells a message that takes something back that was said before,
// and returns what remains to be read: "eh salah, 3 keping" leaves "3 keping",
// "bukan 2 tapi 3" leaves "3", "maksudnya tgl 4" leaves "tgl 4". A message
// that only says that something is wrong, and not what is right, is none.
func Correction(text string) (rest string, ok bool) {
	toks := tokens(text)
	if len(toks) > 60 {
		return "", false
	}
	at := -1 // the token that the rest begins at
	for i := 0; i < len(toks) && at < 0; i++ {
		if i > 0 && toks[i-1].kind == word && !isFiller(toks[i-1]) && !correctionLeads[toks[i-1].text] && !(toks[i].kind == word && insteadWords[toks[i].text]) && !(i < 3 && toks[i].is("diganti", "diubah")) {
			continue // these words mean it only at the beginning
		}
		at = correctionAt(toks, i)
	}
	for at >= 0 && at < len(toks) && (toks[at].kind == mark && !toks[at].is("(", "\"", "+", "@") || isFiller(toks[at]) && !toks[at].is("cuma", "cuman", "hanya", "doang") || correctionLeads[toks[at].text] || toks[at].is("yang", "yg", "jadi", "harusnya", "seharusnya", "mestinya", "maksudnya", "itu", "adalah", "benar", "bener", "betul", "yg")) {
		if toks[at].is("yang", "yg") && at+1 < len(toks) && (ordinals[toks[at+1].text] != 0 || toks[at+1].is("ini", "itu", "ke")) {
			break // "yang kedua"
		}
		at++
	}
	if at < 0 || at >= len(toks) {
		return "", false
	}
	return strings.TrimSpace(text[toks[at].start:]), true
}

// correctionAt reads the words that correct, at token i, and returns where what
// is right begins; -1 where there are none.
func correctionAt(toks []token, i int) int {
	t := toks[i]
	next := func(n int) token {
		if i+n < len(toks) {
			return toks[i+n]
		}
		return token{}
	}
	switch {
	case t.kind != word:
		return -1
	case t.is("ralat", "koreksi", "revisi", "correction", "maksudnya", "mksdnya", "mksudnya", "maksud", "maksdnya", "mksd", "harusnya", "seharusnya", "hrsnya", "mestinya", "semestinya", "sebenarnya", "sebenernya", "actually"):
		if t.is("maksud", "mksd") && !next(1).is("saya", "sy", "aku", "gue", "gw", "ku") {
			return -1
		}
		j := i + 1
		for j < len(toks) && toks[j].is("saya", "sy", "aku", "gue", "gw", "ku", "adalah", "itu") {
			j++
		}
		if asksAt(toks, j) {
			return -1 // "maksudnya apa"
		}
		return j
	case t.is("salah", "slh", "keliru", "typo", "wrong", "oops", "ups"):
		j := i + 1
		for j < len(toks) && toks[j].is("ketik", "ktik", "tulis", "input", "isi", "sebut", "pencet", "bilang", "ngetik", "nulis", "kirim", "itu", "tadi", "saya", "min", "kak", "deh") {
			j++
		}
		if asksAt(toks, j) || j < len(toks) && toks[j].kind == word && !correctionLeads[toks[j].text] && !insteadWords[toks[j].text] && !plainValue(toks, j) {
			return -1 // "salah beli"
		}
		return j
	case t.is("bukan", "bkn", "bukannya", "not"):
		return insteadAt(toks, i+1)
	case t.is("ganti", "ubah", "rubah", "diganti", "diubah", "change"):
		for j := i + 1; j < len(toks) && j <= i+4; j++ {
			if toks[j].is("jadi", "menjadi", "ke", "to", "jd") {
				return j + 1
			}
		}
		return -1
	case t.is("eh", "ehh", "eits"), t.is("tadi", "td") && next(1).is("salah"):
		if plainValue(toks, skipFiller(toks, i+1)) {
			return i + 1
		}
	case t.is("yang", "yg") && next(1).is("benar", "bener", "bnr", "betul", "btl"):
		if !asksAt(toks, i+2) {
			return i + 2
		}
	case t.is("i") && next(1).is("mean", "meant"):
		return i + 2
	}
	return -1
}

// insteadAt finds "tapi", "melainkan", a comma with a value behind "bukan".
func insteadAt(toks []token, i int) int {
	for j := i; j < len(toks) && j <= i+8; j++ {
		t := toks[j]
		if t.is("tapi", "tp", "tpi", "melainkan", "but", "yang", "yg") && (!t.is("yang", "yg") || j > 0 && toks[j-1].is(",")) {
			return j + 1
		}
		if t.is(",", ";", ".") && !(j+1 < len(toks) && !toks[j+1].spaced) && (plainValue(toks, skipFiller(toks, j+1)) || j+1 < len(toks) && insteadWords[toks[j+1].text]) {
			return j + 1
		}
	}
	return -1
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

func asksAt(toks []token, i int) bool {
	for _, t := range toks[min(i, len(toks)):] {
		if t.text == "?" || askWords[t.text] && !t.is("kok") || t.is("apa") {
			return true
		}
	}
	return i >= len(toks)
}

var (
	correctionLeads = set("eh", "ehh", "oh", "maaf", "maap", "sori", "sorry", "aduh", "duh", "ups", "oops", "salah", "slh", "tadi", "ralat", "koreksi", "maksud", "maksudnya", "saya", "sy", "aku", "itu", "ada", "wait", "no", "tunggu", "bentar", "harusnya", "typo", "tapi", "tp", "mau", "tolong", "sorri", "yang", "yg", "iya", "keliru")
	insteadWords    = set("harusnya", "seharusnya", "mestinya", "maksudnya", "yang", "yg", "melainkan", "tapi", "tp")
)
