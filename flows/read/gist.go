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
	said, ungreeted := g.phrase()
	if phrase, ok := gistPhrases[said]; ok {
		return phrase
	}
	if phrase, ok := gistPhrases[ungreeted]; ok && ungreeted != "" {
		return phrase
	}
	if first, rest, ok := strings.Cut(said, " "); ok {
		phrase, known := gistPhrases[rest]
		if known && (angerSubjects[first] && phrase == Anger || yesWords[first] && phrase == Yes) {
			return phrase
		}
	}
	switch {
	case g.isHuman():
		return Human
	case g.doubts():
		return Question
	case g.isAnger():
		return Anger
	case g.agreesOn():
		return Yes
	case g.faults():
		return No
	case g.isQuestion():
		return Question
	case g.isThanks() || g.closes():
		return Thanks
	case g.isKnock():
		return Knock
	case g.numbers > 0 || g.other > 0 || g.sighs():
		return None
	}
	return g.plain()
}

// plain sorts a message in which every word is known.
func (g *gistCount) plain() Gist {
	switch {
	case g.thanks > 0 && g.core == 0 && g.knock == 0:
		return None
	case g.core > 0 && g.no > 0:
		return No
	case g.core > 0:
		if g.plainlyThanks() {
			return Thanks
		}
		return None
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
	case g.pray && !slices.ContainsFunc(g.said, func(w string) bool { return !addressWords[w] }):
		return Thanks
	case g.address && !slices.ContainsFunc(g.said, func(w string) bool { return !addressWords[w] }):
		return Knock
	}
	return None
}
