package read

import (
	"slices"
	"sync"
)

// gistCount sorts the words of a message by what they are used for.
type gistCount struct {
	said                                      []string
	words, numbers, other, filler             int
	yes, no, agree, greet, knock, thanks      int
	core, real                                int
	anger, strong, ask, weak, human, reach    int
	named, wish                               int
	content, money                            int // money: of the content, words for it
	question, thumb, down, pray, dot, address bool
	rage                                      bool
}

func sortGist(toks []token) *gistCount {
	g := &gistCount{}
	for i, t := range toks {
		switch t.kind {
		case mark:
			switch t.text {
			case "?", "？":
				g.question = true
			case "👍", "👌", "✅", "💯", "🆗", "☑", "✔":
				g.thumb = true
			case "👎", "❌":
				g.down = true
			case "😡", "🤬", "🖕", "😠":
				g.rage = true
			case "🙏", "❤", "😊", "🤝", "🫶", "🥰":
				g.pray = true
			case ".", "!", ",":
				g.dot = true
			}
			continue
		case number:
			if t.text == "2" && i > 0 && toks[i-1].kind == word && !t.spaced {
				continue // tiba2
			}
			g.words++
			g.numbers++
			g.said = append(g.said, t.text)
			continue
		}
		w := t.text
		if w == "sama" && i+1 < len(toks) && toks[i+1].text == "2" && !toks[i+1].spaced {
			w = "sama2"
		}
		if !gistKnows(w) && w != "sama2" {
			if s := squeeze(w, 3); gistKnows(s) {
				w = s
			} else if s := squeeze(w, 2); gistKnows(s) {
				w = s
			} else if s := gistSlips()[w]; s != "" {
				w = s
			}
		}
		g.words++
		g.said = append(g.said, w)
		count := func(words map[string]bool, n *int) {
			if words[w] {
				*n++
			}
		}
		count(yesWords, &g.yes)
		count(noWords, &g.no)
		count(agreeWords, &g.agree)
		count(greetWords, &g.greet)
		count(knockWords, &g.knock)
		count(thanksWords, &g.thanks)
		count(thanksCore, &g.core)
		count(realWords, &g.real)
		count(angerWords, &g.anger)
		count(angerMore, &g.strong)
		if w != "kok" || i+1 < len(toks) { // "benar semua kok"
			count(askWords, &g.ask)
		}
		count(askMore, &g.weak)
		count(humanWords, &g.human)
		count(reachWords, &g.reach)
		count(namedWords, &g.named)
		count(wishWords, &g.wish)
		if contentWords[w] || !gistKnows(w) && nearContent(w) {
			g.content++
			if moneyWords[w] || backWords[w] {
				g.money++
			}
		}
		if w == "kurang" && i+1 < len(toks) && agreeWords[toks[i+1].text] {
			g.no++ // "kurang tepat"
			continue
		}
		g.address = g.address || addressWords[w]
		if isFiller(token{kind: word, text: w}) || addressWords[w] {
			g.filler++
		} else if !(yesWords[w] || noWords[w] || agreeWords[w] || greetWords[w] || knockWords[w] || thanksWords[w]) {
			g.other++
		}
	}
	return g
}

// gistSlips are the commonest slips of the words that gists are told by.
var gistSlips = sync.OnceValue(func() map[string]string {
	var words []string
	for _, set := range []map[string]bool{yesWords, noWords, agreeWords, greetWords, thanksWords, angerWords, askWords, humanWords, reachWords, ownTrouble} {
		for w := range set {
			if len(w) >= 5 && !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	slices.Sort(words)
	return slipsOf(words, 4, func(w string) bool {
		return gistKnows(w) || knownWord(w) || contentWords[w] || spelledOut[w] != "" || spelledWords()[w] || failWords[w] || wellWords[w] || steerPhrases[w].Word != ""
	})
})

// nearContent tells a word of a complaint with one letter wrong.
func nearContent(w string) bool {
	if len(w) < 4 || len(w) > 14 {
		return false
	}
	if contentWords[spell(w)[0]] {
		return true
	}
	for c := range contentWords {
		if len(c) >= 5 && len(c)-len(w) <= 1 && len(w)-len(c) <= 1 && oneOff(w, c) {
			return true
		}
	}
	return false
}

func gistKnows(w string) bool {
	return yesWords[w] || noWords[w] || agreeWords[w] || greetWords[w] || knockWords[w] || thanksWords[w] || angerWords[w] || askWords[w] || humanWords[w] || fillers[w] || addressWords[w]
}

func (g *gistCount) ofMarks() Gist {
	switch {
	case g.down && !g.thumb:
		return No
	case g.thumb && !g.down:
		return Yes
	case g.rage:
		return Anger
	case g.pray:
		return Thanks
	case g.question:
		return Knock
	}
	return None
}

// phrase joins what is said, without how the desk is addressed and greeted.
func (g *gistCount) phrase() (all, ungreeted string) {
	b := make([]byte, 0, 64)
	greeting, from := true, 0
	for _, w := range g.said {
		if fillers[w] && !keptFillers[w] {
			continue
		}
		if len(b) > 0 {
			b = append(b, ' ')
		}
		if was := greeting; was {
			greeting = greetWords[w] || addressWords[w] && len(b) > 0
			if !greeting {
				from = len(b)
			}
		}
		b = append(b, plainWord(w)...)
	}
	all = string(b)
	if from > 0 {
		return all, all[from:]
	}
	return all, ""
}

// plainWord makes one word of the many for "tidak" and "yang", so that a phrase
// is written once.
func plainWord(w string) string {
	if full := spelledOut[w]; full == "tidak" || full == "yang" || full == "belum" {
		return full
	}
	return w
}
