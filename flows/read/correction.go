package read

import "strings"

// Correction tells a message that takes something back that was said before,
// and returns what remains to be read: "eh salah, 3 keping" leaves "3 keping",
// "bukan 2 tapi 3" leaves "3", "3 keping bukan 2" and "3 keping maksudnya" leave
// "3 keping". A message that only says that something is wrong, and not what is
// right, is none.
func Correction(text string) (rest string, ok bool) {
	toks := tokens(text)
	if len(toks) > 60 {
		return "", false
	}
	name, lead := "", ""
	for range 4 { // "eh salah, bukan kemarin tapi selasa": one stands behind the other
		from, to := rightIn(toks)
		if from < 0 {
			break
		}
		name += nameBehind(toks[to:])
		if n := nameBefore(toks[:from]); n != "" {
			lead = n + " "
		}
		toks, ok = toks[from:to], true
	}
	if !ok {
		return "", false
	}
	if toks[0].kind != number || skipFiller(toks, 1) < len(toks) {
		lead = ""
	}
	return lead + strings.TrimSpace(text[toks[0].start:toks[len(toks)-1].end]) + name, true
}

// rightIn finds what is right among the words that take something back; from is
// -1 where there are none.
func rightIn(toks []token) (from, to int) {
	for i := range toks {
		if i > 0 && toks[i-1].kind == word && !isFiller(toks[i-1]) && !correctionLeads[toks[i-1].text] && !(toks[i].kind == word && insteadWords[toks[i].text]) && !(toks[i].is("jadi", "menjadi") && toks[0].is("tambah", "nambah", "kurang", "kurangi")) && !(i < 3 && toks[i].is("diganti", "diubah", "bukan", "jadi", "ganti", "ubah", "pakai", "pake")) {
			continue // these words mean it only at the beginning
		}
		if at := correctionAt(toks, i); at >= 0 {
			if at = skipLeads(toks, at); at < len(toks) {
				return at, len(toks)
			}
			return -1, 0
		}
	}
	if first, end := rightBefore(toks); end > 0 {
		return first, end
	}
	return -1, 0
}

// skipLeads goes on to the first token that says what is right.
func skipLeads(toks []token, at int) int {
	for at < len(toks) {
		t := toks[at]
		named := t.is("yang", "yg") && at+1 < len(toks) && (ordinals[toks[at+1].text] != 0 || toks[at+1].is("ini", "itu", "ke"))
		empty := t.kind == mark && !t.is("(", "\"", "+", "@") || isFiller(t) && !t.is("cuma", "cuman", "hanya", "doang") || correctionLeads[t.text] || t.is("jadi", "harusnya", "seharusnya", "mestinya", "maksudnya", "adalah", "benar", "bener", "betul", "ternyata")
		if named || !empty {
			break // "yang kedua"
		}
		at++
	}
	return at
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
	case t.is("harusnya", "seharusnya", "hrsnya", "mestinya", "semestinya", "sebenarnya", "sebenernya", "actually", "ternyata", "trnyata") && hoped(toks, i+1):
		return -1 // "harusnya sudah masuk"
	case t.is("it") && next(1).is("should") && next(2).is("be"):
		return i + 3
	case t.is("should") && next(1).is("be") || t.is("make") && next(1).is("it"):
		if valueAt(toks, i+2) {
			return i + 2
		}
		return -1
	case t.is("its") && i == 0 && next(1).kind == number:
		if _, unit := unitAt(toks, i+2); unit {
			return i + 1
		}
		return -1
	case t.is("pakai", "pake", "gunakan", "use"):
		j := i + 1
		for j < len(toks) && (numberWords[toks[j].text] || toks[j].is("no", "yang", "yg", "+") || isFiller(toks[j])) {
			j++
		}
		if _, digits := digitRunAt(toks, j); digits >= 9 {
			return j // "pake 0857 1234 5678 aja"
		}
		return -1
	case t.is("jadinya"), t.is("jadi") && i <= 1 && next(1).is("total", "totalnya", "semua", "semuanya"), t.is("jadi", "menjadi") && i > 1 && toks[0].is("tambah", "nambah", "kurang", "kurangi"):
		j := i + 1
		if j < len(toks) && toks[j].is("total", "totalnya", "semua", "semuanya") {
			j++
		}
		if valueAt(toks, j) {
			return j // "tambah 1 lagi jadi 10"
		}
		return -1
	case t.is("wait", "tunggu", "bentar", "sebentar", "sorry", "sori", "maaf", "maap"):
		j := i + 1
		for j < len(toks) && (toks[j].kind == mark && toks[j].text != "+" || isFiller(toks[j]) || toks[j].is("it", "its", "s", "is", "was", "were", "there", "i", "paid", "bought", "actually")) {
			j++
		}
		if valueAt(toks, j) && (j+1 < len(toks) || t.is("wait", "tunggu")) {
			if _, end := rightBefore(toks[j:]); end == 0 {
				return j
			}
		}
		return -1
	case t.is("kurang") && next(1).is("tepat", "pas", "sesuai"):
		if j := skipFiller(toks, i+2); valueAt(toks, j) {
			return j
		}
		return -1
	case i > 0 && i < 3 && t.is("jadi", "menjadi") && answerWords[strings.TrimSuffix(toks[0].text, "nya")]:
		if valueAt(toks, i+1) {
			return i + 1 // "jumlahnya jadi 3"
		}
		return -1
	case t.is("ralat", "koreksi", "revisi", "correction", "maksudku", "maksudnya", "ternyata", "trnyata", "mksdnya", "mksudnya", "maksud", "maksdnya", "mksd", "harusnya", "seharusnya", "hrsnya", "mestinya", "semestinya", "sebenarnya", "sebenernya", "actually"):
		if t.is("maksud", "mksd") && !next(1).is("saya", "sy", "aku", "gue", "gw", "ku") {
			return -1
		}
		j := i + 1
		for j < len(toks) && toks[j].is("saya", "sy", "aku", "gue", "gw", "ku", "adalah", "itu") {
			j++
		}
		if asksAt(toks, j) || i > 0 && plainValue(toks, i-1) && !valueBehind(toks, j) {
			return -1 // "maksudnya apa", "3 maksudnya kepingnya"
		}
		return j
	case t.is("salah", "slh", "keliru", "typo", "wrong", "oops", "ups"):
		j := i + 1
		for j < len(toks) && (slipWords[toks[j].text] || toks[j].is("itu", "tadi", "saya") || isFiller(toks[j])) {
			j++
		}
		if next(1).is("satu", "satunya") {
			return -1 // "salah satu"
		}
		if k := j; k+1 < len(toks) && answerWords[strings.TrimSuffix(toks[k].text, "nya")] && toks[k+1].kind == mark && !asksAt(toks, k+2) {
			return k + 2 // "salah tanggal, harusnya tgl 4"
		}
		if asksAt(toks, j) || j < len(toks) && toks[j].kind == word && !correctionLeads[toks[j].text] && !insteadWords[toks[j].text] && !plainValue(toks, j) {
			return -1 // "salah beli"
		}
		return j
	case t.is("bukan", "bkn", "salah") && slipMarks[next(1).text] && !asksAt(toks, i+2):
		return i + 2 // "bukan deng, gagal bubuh"
	case t.is("bukan", "bkn") && slipWords[next(1).text] && valueAt(toks, i+2):
		return i + 2
	case t.is("bukan", "bkn", "bukannya", "not"), t.is("jangan", "jgn") && (ownFillers[next(1).text] || ownWords[next(1).text]):
		return insteadAt(toks, i+1)
	case t.is("ganti", "ubah", "rubah", "diganti", "diubah", "change"):
		if i > 0 && !answerWords[strings.TrimSuffix(toks[0].text, "nya")] && !changeable[strings.TrimSuffix(toks[0].text, "nya")] && !isFiller(toks[i-1]) && toks[i-1].kind == word && !correctionLeads[toks[i-1].text] && !t.is("diganti", "diubah") {
			return -1
		}
		for j := i + 1; j < len(toks) && j <= i+6; j++ {
			if toks[j].is("jadi", "menjadi", "ke", "to", "jd") {
				return j + 1
			}
		}
		return -1
	case t.is("eh", "ehh", "eits"), t.is("tadi", "td") && next(1).is("salah"):
		if valueAt(toks, skipLeads(toks, i+1)) {
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

func asksAt(toks []token, i int) bool {
	for _, t := range toks[min(i, len(toks)):] {
		w := squeeze(t.text, 2)
		if t.text == "?" || askWords[w] && w != "kok" || w == "apa" || strings.HasPrefix(w, "gimana") || len(w) == 6 && oneOff(w, "gimana") {
			return true
		}
	}
	return i >= len(toks)
}

var (
	correctionLeads = set("eh", "ehh", "oh", "maaf", "maap", "sori", "sorry", "aduh", "duh", "ups", "oops", "salah", "slh", "tadi", "ralat", "koreksi", "maksud", "maksudnya", "saya", "sy", "aku", "itu", "ada", "wait", "no", "tunggu", "bentar", "harusnya", "typo", "tapi", "tp", "mau", "tolong", "sorri", "yang", "yg", "iya", "keliru", "bentar", "sebentar", "kayaknya", "sepertinya", "ternyata", "ding", "deng", "dink", "hmm", "its", "it", "s")
	slipWords       = set("ketik", "ktik", "tulis", "input", "isi", "sebut", "pencet", "bilang", "ngetik", "nulis", "kirim", "ngomong", "pilih", "jawab", "ding", "deng", "dink", "dah", "ngisi", "pencet", "tadi", "typo", "saya", "sy", "aku", "barusan")
	slipMarks       = set("deng", "ding", "dink", "dengs")
	tailWords       = set("maksudnya", "mksdnya", "mksudnya", "maksdnya", "maksud", "mksd", "maksudku", "ralat", "koreksi", "typo", "salah", "ternyata", "trnyata", "ding", "deng", "dink", "keliru")
	spelledHope     = set("sudah", "tidak", "belum", "ada", "ini", "kan")
	insteadWords    = set("harusnya", "seharusnya", "mestinya", "maksudnya", "ternyata", "yang", "yg", "melainkan", "tapi", "tp")
)
