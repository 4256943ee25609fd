package read

import "slices"

// maxAsked is the longest question, in words, that may speak of what complaints
// speak of.
const maxAsked = 8

// isQuestion: it asks when, how or whether, and states no complaint beside it.
func (g *gistCount) isQuestion() bool {
	if g.numbers > 0 {
		return false
	}
	if g.ask > 0 && (g.content == 0 || g.asksWhen()) {
		return true
	}
	if g.question && g.content > 0 && g.ask+g.weak > 0 && g.words-g.filler <= 3 {
		return true // "tanggal berapa?"
	}
	if g.weak > 0 && g.content == 0 && g.thanks == 0 {
		if g.question || g.weak > 1 && g.weak == g.words-g.filler {
			return true
		}
	}
	if g.question && g.content == 0 && (g.other > 0 || g.said[0] == "ada" && g.thanks > 0) {
		return true
	}
	return g.words <= maxAsked && g.asksOfTrouble()
}

func (g *gistCount) asksWhen() bool {
	for i, w := range g.said {
		long := (w == "berapa" || w == "brp") && i+1 < len(g.said) && (g.said[i+1] == "lama" || g.said[i+1] == "hari" || g.said[i+1] == "lm")
		if (w == "kapan" || w == "kpn" || w == "when" || long) && i <= 3 {
			return true
		}
	}
	return false
}

// asksOfTrouble tells a question that may name what complaints name, as long as
// it says neither that something failed nor that something was done: "fotonya
// harus jelas ga", "udah dicek belum", "kuota itu apa ya", "uang saya bisa kembali?".
func (g *gistCount) asksOfTrouble() bool {
	words := g.said
	for len(words) > 0 && (fillers[words[len(words)-1]] || addressWords[words[len(words)-1]]) && words[len(words)-1] != "kan" {
		words = words[:len(words)-1]
	}
	for len(words) > 0 && (fillers[words[0]] || addressWords[words[0]] || greetWords[words[0]]) {
		words = words[1:]
	}
	n := len(words)
	if n < 2 {
		return false
	}
	whether := whetherWords[words[n-1]] || n > 2 && (words[0] == "apakah" || words[0] == "apkh")
	if i := slices.IndexFunc(words[:min(2, n)], func(w string) bool { return mayWords[w] }); i >= 0 {
		for j := i + 1; j < min(i+4, n-1); j++ {
			whether = whether || whetherWords[words[j]] && !mayWords[words[j+1]] && !wellWords[spell(words[j+1])[0]] // "bisa dihapus ga data saya"
		}
	}
	if how := words[n-1]; ifWords[words[0]] && howAsked[how] || ifWords[words[1]] && howAsked[words[0]] {
		return true // "kalau bukti hilang gimana"
	}
	done, what, weak, yet, report, nos := false, false, false, false, false, 0
	for i, w := range words {
		plain := spell(w)[0]
		switch {
		case failWords[plain] || butWords[w] || w == "padahal" || w == "pdhl" || plain == "terpotong" || w == "berkurang":
			return false
		case plain == "sudah":
			done = true
		case plain == "tidak" || plain == "belum" || w == "bukan":
			nos++
			yet = yet || plain == "belum" && (i == n-1 || g.question && !wellWords[words[i+1]] && !deedWords[spell(words[i+1])[0]])
		case whatAsked[w] && !(i > 0 && words[i-1] == w || i+1 < n && words[i+1] == w):
			what = true
		}
		weak = weak || askMore[w] && w != "ini" && w != "lagi" || w == "ada"
		report = report || reportWords[w]
	}
	switch {
	case done && yet && nos == 1:
		return true // "udah dicek belum"
	case done:
		return report && g.question && nos == 0
	case whether:
		short := n == 2 && !g.question && !mayWords[words[0]] && !wellWords[spell(words[0])[0]]
		return nos <= 1 && !short && !pieceUnits[words[n-2]]
	}
	return nos == 0 && (what || g.question && weak)
}

// doubts tells "bukan penipuan kan", which asks, from "penipuan", which does not,
// and "yang bales bot ya".
func (g *gistCount) doubts() bool {
	if g.numbers+g.content > 0 || g.words > maxAsked {
		return false
	}
	said := g.said
	for len(said) > 1 && (addressWords[said[len(said)-1]] || fillers[said[len(said)-1]] && !closing[said[len(said)-1]]) {
		said = said[:len(said)-1]
	}
	last := said[len(said)-1]
	if i := slices.IndexFunc(said, func(w string) bool { return suspectWords[w] }); i >= 0 {
		return g.question || i > 0 && noWords[said[i-1]] || whetherWords[last]
	}
	machine := slices.ContainsFunc(g.said, func(w string) bool { return machineWords[w] })
	return machine && g.no+g.anger == 0 && g.wish < 2 && closing[last]
}

var (
	suspectWords = set("penipu", "penipuan", "nipu", "menipu", "bohong", "hoax", "scam", "tipu")
	closing      = set("ya", "kah", "kan")
	howAsked     = set("gimana", "gmn", "bagaimana", "bgmn", "piye", "gimna", "how")
	whetherWords = set("ga", "gak", "gk", "nggak", "ngga", "enggak", "engga", "tidak", "tdk", "kah", "kan", "bukan", "g")
	whatAsked    = set("gimana", "gmn", "kemana", "kmn", "darimana", "apa", "apaan", "apasih", "ngapain", "mana", "berapa", "brp", "brapa", "dimana", "dmn", "siapa", "what", "which", "where", "bagaimana", "caranya")

	// mayWords may be asked about with a "ga" right behind them.
	mayWords = set("aman", "bisa", "boleh", "bener", "benar", "beneran", "asli", "resmi", "ada", "gratis", "perlu", "harus", "wajib", "mesti", "buka", "libur", "valid", "masih", "betul", "cukup")
)
