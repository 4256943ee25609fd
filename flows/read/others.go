package read

import "slices"

// What other people did or said states nothing of the writer: "temen saya kmrn
// bayar langsung masuk", "katanya banyak yg gagal". Who writes for a husband or a
// mother writes for himself, as far as a report goes.

// mine puts a stop in the place of what is said of others. It goes on over commas,
// and ends where "tapi" or a full stop does, or where the writer comes back.
func mine(toks []token) []token {
	from := slices.IndexFunc(toks, func(t token) bool { return t.kind == word && (otherWords[t.text] || toldWords[t.text]) })
	if from < 0 {
		return toks
	}
	out := make([]token, 0, len(toks))
	theirs := false
	for from := 0; from < len(toks); {
		to := from
		for to < len(toks) && !clauseEnd(toks, to) {
			to++
		}
		begin := othersAt(toks, from, to)
		if begin < 0 && theirs && !slices.ContainsFunc(toks[from:to], ownWord) {
			begin = from
		}
		back := to
		if begin >= 0 {
			back = ownAgain(toks, begin, to)
		}
		if begin < 0 {
			begin = to
		}
		out = append(out, toks[from:begin]...)
		if begin < back {
			stop := toks[begin]
			stop.kind, stop.text = mark, ";"
			out = append(out, stop)
		}
		out = append(out, toks[back:to]...)
		if to < len(toks) {
			out = append(out, toks[to])
			theirs = begin < to && back == to && toks[to].text == ","
		}
		from = to + 1
	}
	return out
}

// othersAt tells where a clause begins to speak of others; -1 where it does not.
func othersAt(toks []token, from, to int) int {
	tells := false // the writer has told something before
	for i := from; i < to; i++ {
		t := toks[i]
		next := ""
		if i+1 < to {
			next = toks[i+1].text
		}
		switch {
		case t.kind != word:
		case t.is("katanya", "ktnya", "konon", "denger2") || t.is("kata") && next != "sandi", t.is("dengar", "denger", "bilang", "cerita") && i > from && otherWords[toks[i-1].text]:
			if tells {
				return i
			}
			return from
		case !tells && otherWords[t.text] && !(t.is("orang") && next != "lain" && next != "2" && !(i > from && toks[i-1].is("banyak", "bnyk"))):
			return from
		case t.is("banyak", "bnyk", "byk", "many") && (next == "yang" || next == "yg" || next == "orang" || next == "org" || next == "people") && !tells:
			return from
		case t.is("yang", "yg", "orang", "org") && next == "lain" && !tells:
			return from
		case !isFiller(t) && !greetWords[t.text] && !addressWords[t.text] && !timeWord(t.text) && !beforeOthers[t.text] && !theseWords[t.text]:
			tells = true
		}
	}
	return -1
}

// ownAgain tells where the writer comes back: "temen saya sudah, saya belum".
func ownAgain(toks []token, begin, to int) int {
	possessive := true
	for i := begin; i < to; i++ {
		t := toks[i]
		switch {
		case ownWord(t) && !possessive && !(t.is("saya", "sy", "aku", "ku", "me", "my") && i > begin && otherWords[toks[i-1].text]):
			if pieceUnits[toks[i-1].text] || toks[i-1].is("punya", "punyanya", "kalau", "kalo", "klo") {
				i--
			}
			return i
		case t.kind == word && otherWords[t.text]:
			possessive = true
		case !ownWord(t):
			possessive = t.kind == word && (otherWords[t.text] || toldWords[t.text] || t.is("dari", "a"))
		}
	}
	return to
}

func ownWord(t token) bool {
	return t.kind == word && (t.is("saya", "sy", "sya", "aku", "aq", "gue", "gw", "i", "punyaku", "punyasaya", "kami"))
}

var (
	otherWords   = set("teman", "temen", "tmn", "tmen", "temanku", "temenku", "teman2", "temen2", "temannya", "temennya", "kawan", "kawanku", "friend", "friends", "tetangga", "rekan", "orang", "someone", "somebody", "colleague")
	toldWords    = set("kata", "katanya", "ktnya", "konon", "denger2", "banyak", "bnyk", "byk", "many", "lain")
	beforeOthers = set("ada", "kok", "soalnya", "karena", "krn", "kemarin", "dulu", "tadi", "kalau", "kalo", "klo", "my", "a", "the", "one", "of", "some", "tapi", "tp", "padahal", "pdhl", "sedangkan", "malah", "bahkan", "because", "but", "dan", "terus", "trus", "mau", "tanya", "nanya", "sih", "info", "beberapa", "bbrp", "salah", "satu", "semua", "dengar", "denger", "dr", "dari", "langsung", "juga", "jg", "di", "grup", "group", "twitter", "x", "medsos", "sosmed", "sini", "forum", "telegram", "tiktok", "rame", "ramai", "lihat", "baca")
)
