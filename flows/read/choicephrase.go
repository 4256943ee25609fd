package read

import (
	"slices"
	"strings"
)

// phrase is one way to say an option, in plain words.
type phrase struct {
	option  int
	words   []string
	at      []int // its words' places in the vocabulary
	letters int
	joined  string
}

// Prepare takes the labels and phrases of options apart.
func Prepare(options []Option) *Choices {
	c := &Choices{keys: make([]string, len(options))}
	place := make(map[string]int)
	for i, o := range options {
		c.keys[i] = o.Key
		for j := -1; j < len(o.Words); j++ {
			text := o.Label
			if j >= 0 {
				text = o.Words[j]
			}
			p := phrase{option: i, words: phraseWords(text)}
			if len(p.words) == 0 || len(p.words) > 12 || slices.ContainsFunc(c.phrases, func(q phrase) bool { return q.option == i && slices.Equal(q.words, p.words) }) {
				continue
			}
			for _, w := range p.words {
				k, ok := place[w]
				if !ok {
					k = len(c.vocab)
					place[w] = k
					c.vocab = append(c.vocab, w)
				}
				p.at = append(p.at, k)
				p.letters += len(w)
			}
			p.joined = strings.Join(p.words, "")
			c.phrases = append(c.phrases, p)
		}
	}
	return c
}

// phraseWords spells a phrase as an answer is spelled, without the words that
// say nothing there; a phrase of nothing else keeps them.
func phraseWords(text string) []string {
	var words, all []string
	for _, t := range tokens(text) {
		if t.kind == mark {
			continue
		}
		w := spell(t.text)
		all = append(all, w...)
		if !isFiller(t) && !butWords[t.text] {
			words = append(words, w...)
		}
	}
	if len(words) == 0 {
		return all
	}
	return words
}

var butWords = set("tapi", "tp", "tpi", "melainkan", "but")

// likes says how the words of a text compare with the vocabulary: the closest
// kind of likeness of each word of the one with each of the other.
type likes struct {
	width int
	kinds []likeness
}

func (l *likes) of(word, vocab int) likeness { return l.kinds[word*l.width+vocab] }

// known tells that a word of the text is one of the vocabulary as it stands.
func (l *likes) known(word int) bool {
	return slices.Contains(l.kinds[word*l.width:(word+1)*l.width], same)
}

func (c *Choices) compare(words []string) *likes {
	l := &likes{width: len(c.vocab), kinds: make([]likeness, len(words)*len(c.vocab))}
	seen := make(map[string]int, len(words))
	for i, w := range words {
		row := l.kinds[i*l.width : (i+1)*l.width]
		if j, ok := seen[w]; ok {
			copy(row, l.kinds[j*l.width:(j+1)*l.width])
			continue
		}
		seen[w] = i
		for k, v := range c.vocab {
			row[k] = alike(w, v)
		}
	}
	return l
}

type phraseHit struct {
	words, letters int
	exact          bool
	from, to       int
}

// find looks for all words of a phrase close together, in any order, from a
// word of the text on. Words that are only akin count in phrases of some length:
// "ga masuk akal" is not "belum masuk".
func (p *phrase) find(l *likes, start, words int) phraseHit {
	var best phraseHit
	slack := 3
	if len(p.at) == 1 {
		slack = 0
	}
	for i := start; i < words; i++ {
		exact, all, first, to := true, true, false, i+1
		for _, k := range p.at {
			found := false
			for j := i; j < words && j < i+len(p.at)+slack; j++ {
				if kind := l.of(j, k); kind != unlike && (len(p.at) > 2 || kind != kindred && kind != akin) {
					found, exact = true, exact && kind >= akin
					to = max(to, j+1)
					first = first || j == i
					break
				}
			}
			if !found {
				all = false
				break
			}
		}
		if all && first && (best.words == 0 || exact && !best.exact) {
			best = phraseHit{words: len(p.at), letters: p.letters, exact: exact, from: i, to: to}
			if exact {
				return best
			}
		}
	}
	return best
}
