package read

import (
	"slices"
	"strings"
)

// The gists that leave an open question as it is may be read more freely: a
// word or two that nobody foresaw does no harm beside a plain thank-you.

// isThanks: it plainly thanks, and what stands beside it is no business.
func (g *gistCount) isThanks() bool {
	if g.core == 0 || g.content+g.numbers+g.no+g.ask+g.anger > 0 || g.question || g.other > 4 {
		return false
	}
	if slices.ContainsFunc(g.said, func(w string) bool {
		return businessWords[w] || butWords[w] || wellWords[spell(w)[0]] && !yesWords[w] || w == "beres"
	}) {
		return false // "sudah beres kak makasih" tells how it stands
	}
	return g.plainlyThanks()
}

// closes tells what one ends a talk with, and asks for nothing: "semoga cepat
// ya", "hehe".
func (g *gistCount) closes() bool {
	if g.content+g.numbers+g.no+g.anger+g.human > 0 || g.question {
		return false
	}
	if hopeWords[g.said[0]] {
		return g.words <= 8 && !slices.ContainsFunc(g.said, func(w string) bool { return businessWords[w] || butWords[w] })
	}
	return !slices.ContainsFunc(g.said, func(w string) bool { return !laughWords[w] && !addressWords[w] }) && g.words > g.addressed()
}

// addressed counts the words that only address the desk.
func (g *gistCount) addressed() (n int) {
	for _, w := range g.said {
		if addressWords[w] {
			n++
		}
	}
	return n
}

// plainlyThanks tells "kasih" that thanks from "kasih info dong".
func (g *gistCount) plainlyThanks() bool {
	return g.core > 1 || slices.ContainsFunc(g.said, func(w string) bool { return thanksCore[w] && !halfThanks[w] })
}

// isKnock: "bales chat saya dong", "tes 1 2 3".
func (g *gistCount) isKnock() bool {
	if g.content+g.core+g.anger+g.ask > 0 || g.words > 6 {
		return false
	}
	calls, test := false, false
	for _, w := range g.said {
		switch {
		case w == "tes" || w == "test" || w == "cek" || w == "testing":
			test = true
		case answerMe[w]:
			calls = true
		case test && (w == "1" || w == "2" || w == "3" || w == "123"):
		case !fillers[w] && !addressWords[w] && !greetWords[w] && !chatWords[w] && !besideKnock[w]:
			return false
		}
	}
	return calls && g.numbers == 0 || test && g.numbers > 0
}

// agreesOn: "nomornya benar", "tanggal itu sudah sesuai". "Yang benar nomor ini"
// says which.
func (g *gistCount) agreesOn() bool {
	core, named := false, false
	for i, w := range g.said {
		switch {
		case agreeCore[w]:
			if i > 0 && thatWords[g.said[i-1]] {
				return false
			}
			core = true
		case answerWords[strings.TrimSuffix(w, "nya")] || w == "ini":
			named = true
		case !fillers[w] && !addressWords[w] && !yesWords[w] && !agreeWords[w] && !thatWords[w]:
			return false
		}
	}
	return core && named && !g.question
}

// faults: "masih ada yang salah", "kayaknya salah", and not what.
func (g *gistCount) faults() bool {
	wrong := false
	for _, w := range g.said {
		switch {
		case w == "salah" || w == "keliru" || w == "kesalahan" || w == "kekeliruan":
			wrong = true
		case !besideFault[w] && !fillers[w] && !addressWords[w]:
			return false
		}
	}
	return wrong && !g.question
}

// sighs tells "oh gitu ya", which takes note and agrees to nothing.
func (g *gistCount) sighs() bool {
	return len(g.said) > 1 && sighWords[g.said[0]] && slices.ContainsFunc(g.said, func(w string) bool { return w == "gitu" || w == "begitu" })
}

var (
	agreeCore     = set("betul", "btul", "btl", "benar", "bener", "bnr", "bner", "benr", "correct", "right", "sesuai", "tepat", "cocok", "pas")
	besideFault   = set("masih", "ada", "yang", "yg", "kayaknya", "kyknya", "sepertinya", "ini", "itu", "datanya", "data", "nih", "tuh", "iya")
	businessWords = set("mau", "ubah", "ganti", "minta", "tanya", "nanya", "bertanya", "kirim", "nomor", "nomer", "lapor", "batal", "batalkan", "salah", "bukan", "want", "change", "need", "bisa", "boleh", "gimana")
	halfThanks    = set("kasih", "kasi", "terima", "trima", "trm", "ksh", "nuwun", "alhamdulillah", "hatur", "matur")
	answerMe      = set("bales", "balas", "balasin", "balesin", "jawab", "respon", "respons", "dibalas", "dibales", "reply", "answer")
	besideKnock   = set("saya", "sy", "aku", "ku", "chatku", "chatnya", "pesan", "pesanku", "pesannya", "cepat", "cepet", "cepetan", "dulu", "donk", "me", "my", "segera", "ini")
	hopeWords     = set("semoga", "moga", "moga2", "smoga", "mudahan", "mudah2an", "hopefully")
	laughWords    = set("hehe", "hehehe", "hehehehe", "hehehehehe", "hee")
	sighWords     = set("oh", "ooh", "ohh", "o", "oalah", "owh")
)
