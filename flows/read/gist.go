package read

import (
	"slices"
	"strings"
)

// Gist is what a message amounts to when it is no answer in itself.
type Gist int

const (
	None     Gist = iota // nothing of the kind, or more than it
	Yes                  // ya, betul, ok, 👍
	No                   // tidak, bukan, belum
	Greeting             // halo min, selamat pagi
	Knock                // p, ping, tes
	Thanks               // makasih kak 🙏
	Question             // kapan selesai min?
	Human                // mau bicara dengan petugas
	Anger                // penipu, kecewa banget
)

// maxGist is the longest message, in words, that can be a gist and nothing more.
const maxGist = 14

// GistOf tells what a whole message amounts to. A message that says more
// ("makasih tapi kuota belum masuk") is None; "sudah bayar" is no yes.
func GistOf(text string) Gist {
	toks := tokens(text)
	if len(toks) > 60 {
		return None
	}
	g := sortGist(toks)
	switch {
	case g.words > maxGist:
		return None
	case g.words == 0:
		return g.ofMarks()
	}
	said := g.phrase()
	if phrase, ok := gistPhrases[said]; ok {
		return phrase
	}
	if _, rest, ok := strings.Cut(said, " "); ok && greetWords[g.said[0]] {
		if phrase, ok := gistPhrases[rest]; ok {
			return phrase
		}
	}
	switch {
	case g.isHuman():
		return Human
	case g.isAnger():
		return Anger
	case g.isQuestion():
		return Question
	case g.numbers > 0 || g.other > 0:
		return None
	}
	return g.plain()
}

// plain sorts a message in which every word is known.
func (g *gistCount) plain() Gist {
	switch {
	case g.thanks > 0 && g.core == 0:
		return None
	case g.thanks > 0:
		if g.no > 0 {
			return No
		}
		return Thanks
	case g.no > 0 && g.yes > 0:
		return None
	case g.no > 0 && g.greet == 0 && g.knock == 0:
		if g.question {
			return Question
		}
		return No
	case (g.yes > 0 || g.agree > 0) && g.greet == 0 && g.knock == 0 && g.no == 0:
		if g.question {
			return Question
		}
		return Yes
	case g.yes > 0 || g.no > 0:
		return None
	case g.knock > 0:
		return Knock
	case g.greet > 0:
		if g.question {
			return Knock
		}
		return Greeting
	case g.thumb:
		return Yes
	case g.pray:
		return Thanks
	case g.address && !slices.ContainsFunc(g.said, func(w string) bool { return !addressWords[w] }):
		return Greeting
	}
	return None
}

// isHuman: a word for a person, and either a wish to reach one or hardly
// anything else.
func (g *gistCount) isHuman() bool {
	if g.human+g.named == 0 || g.content > 0 || g.numbers > 0 || g.core > 0 {
		return false
	}
	if slices.ContainsFunc(g.said, func(w string) bool { return sinceWords[w] }) {
		return false // "sudah hubungi cs"
	}
	rest := g.words - g.filler - g.greet - g.human - g.reach - g.wish - g.weak
	if g.real > 0 { // "jangan bot", "admin asli"
		rest -= g.real + g.no
	}
	switch {
	case g.reach > 0:
		return rest <= 1
	case g.human == 0: // "min" and "admin" are mostly how one addresses the desk
		return g.real > 0 && g.wish > 0 && rest <= 0
	case g.human == 1 && slices.Contains(g.said, "orang"): // "saya orang bandung"
		return rest <= 0 && (g.real > 0 || slices.ContainsFunc(g.said, func(w string) bool { return w != "saya" && w != "sy" && wishWords[w] }))
	case g.wish > 0:
		return rest <= 1
	}
	return rest-g.no-g.knock <= 0
}

func (g *gistCount) isAnger() bool {
	if g.anger == 0 || g.numbers > 0 || g.content > 0 {
		return false
	}
	if !g.question && g.words-g.filler-g.anger-g.strong-g.ask-g.weak <= 1 {
		return true // "gimana sih ini, payah banget pelayanannya!!!"
	}
	return g.words-g.filler-g.anger-g.strong <= 0
}

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
		return g.question || g.weak > 1 && g.weak == g.words-g.filler
	}
	return g.question && g.content == 0 && g.other > 0
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
