package read

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// matches is what the words of a text say about the options.
type matches struct {
	words      []string // spelled out, fillers left out
	at         []int    // the token that each word comes from
	best       int      // the option meant, or -1
	several    bool
	onlyDenied bool // known only from what was denied
	words2     int  // words of the phrase found
	exact      bool
	from, to   int
	contested  bool // another option has words in the text too
}

func (m *matches) reading(toks []token, options []Option) Reading[string] {
	r := Reading[string]{Value: options[m.best].Key, Sure: Likely, Basis: "words"}
	switch {
	case m.onlyDenied:
		r.Basis, r.Span = "denied", span(toks, 0, len(toks))
		return r
	case m.exact && !m.contested && (m.words2 >= 2 || len(m.words) <= 3):
		r.Sure = Certain
	}
	r.Span = span(toks, m.at[m.from], m.at[m.to-1]+1)
	return r
}

type phraseHit struct {
	words, letters int
	exact          bool
	from, to       int
}

func matchOptions(toks []token, options []Option) *matches {
	m := &matches{best: -1}
	denied := m.spell(toks)
	hits := make([]phraseHit, len(options))
	no := make([]bool, len(options))
	nos := 0
	for i, o := range options {
		for _, phrase := range phrasesOf(o) {
			h := findPhrase(m.words, phrase)
			if h.words > 0 && denied[h.from] {
				no[i] = true
				if h = findPhrase(m.words[min(lastDenied(denied)+1, len(m.words)):], phrase); h.words > 0 {
					off := lastDenied(denied) + 1
					h.from, h.to = h.from+off, h.to+off
				}
			}
			if h.words == 1 && h.to < len(m.words) && m.words[h.to] == "sudah" {
				continue // "makasih, kuota sudah masuk"
			}
			if h.letters > hits[i].letters || h.letters == hits[i].letters && h.exact && !hits[i].exact {
				hits[i] = h
			}
		}
		if no[i] && hits[i].words == 0 {
			nos++
		}
	}
	second := -1
	for i, h := range hits {
		if h.words == 0 {
			continue
		}
		if m.best < 0 || better(h, hits[m.best]) {
			m.best, second = i, m.best
		} else if second < 0 || better(h, hits[second]) {
			second = i
		}
	}
	if m.best < 0 {
		if nos > 0 && nos == len(options)-1 {
			for i := range options {
				if !no[i] {
					m.best, m.onlyDenied = i, true
				}
			}
		}
		return m
	}
	h := hits[m.best]
	m.words2, m.exact, m.from, m.to = h.words, h.exact, h.from, h.to
	if second >= 0 {
		s := hits[second]
		m.contested = true
		apart := s.from >= h.to || h.from >= s.to
		if s.words == h.words && s.letters*4 >= h.letters*3 || apart && s.words >= 2 && h.words >= 2 {
			m.several = true
		}
	}
	return m
}

func better(a, b phraseHit) bool {
	if a.words != b.words {
		return a.words > b.words
	}
	return a.letters > b.letters
}

func lastDenied(denied []bool) int {
	last := -1
	for i, d := range denied {
		if d {
			last = i
		}
	}
	return last
}

// spell fills the words of the text and tells which of them stand behind "bukan".
func (m *matches) spell(toks []token) []bool {
	var denied []bool
	lastStop := -1
	for i, t := range toks {
		if t.is(",", ".", ";", "tapi", "tp", "melainkan", "but", "-", "/") {
			lastStop = i
		}
	}
	deny := 0 // 1: the next word only; 2: up to the next stop
	for i, t := range toks {
		if t.kind == mark {
			if t.is(",", ".", ";", "!", "-", "/") {
				deny = 0
			}
			continue
		}
		if t.is("bukan", "bkn", "bukn", "instead") {
			deny = 1
			if i < lastStop {
				deny = 2
			}
			continue
		}
		if t.is("tapi", "tp", "tpi", "melainkan", "but") {
			deny = 0
			continue
		}
		if isFiller(t) && !t.is("ni") {
			continue
		}
		for _, w := range spell(t.text) {
			m.words, m.at = append(m.words, w), append(m.at, i)
			denied = append(denied, deny > 0)
		}
		if deny == 1 && t.kind == word && !ownFillers[t.text] {
			deny = 0
		}
	}
	return denied
}

// spell takes one folded word back to its plain form.
func spell(w string) []string {
	for _, try := range [...]string{w, squeeze(w, 3), squeeze(w, 2)} {
		if full, ok := spelledOut[try]; ok {
			return strings.Fields(full)
		}
	}
	w = squeeze(w, 3)
	if len(w) > 6 && strings.HasSuffix(w, "nya") {
		w = w[:len(w)-3]
		if full, ok := spelledOut[w]; ok {
			return strings.Fields(full)
		}
	}
	return []string{w}
}

func phrasesOf(o Option) [][]string {
	all := make([][]string, 0, len(o.Words)+1)
	for i := -1; i < len(o.Words); i++ {
		p := o.Label
		if i >= 0 {
			p = o.Words[i]
		}
		var words []string
		for _, t := range tokens(p) {
			if t.kind != mark {
				words = append(words, spell(t.text)...)
			}
		}
		if len(words) > 0 && len(words) <= 12 {
			all = append(all, words)
		}
	}
	return all
}

// findPhrase looks for all words of a phrase close together, in any order.
func findPhrase(words, phrase []string) phraseHit {
	var best phraseHit
	slack := 3
	if len(phrase) == 1 {
		slack = 0
	}
	for i := range words {
		exact, letters, to := true, 0, i+1
		first := false
		for _, p := range phrase {
			found := false
			for j := i; j < len(words) && j < i+len(phrase)+slack; j++ {
				if ok, same := alike(words[j], p); ok {
					found, exact = true, exact && same
					to = max(to, j+1)
					first = first || j == i
					break
				}
			}
			if !found {
				letters = 0
				break
			}
			letters += len(p)
		}
		if letters > 0 && first && (best.words == 0 || exact && !best.exact) {
			best = phraseHit{words: len(phrase), letters: letters, exact: exact, from: i, to: to}
			if exact {
				return best
			}
		}
	}
	return best
}

// alike compares two words; short ones must be the same.
func alike(a, b string) (ok, same bool) {
	if a == b || len(a) > 4 && len(b) > 4 && squeeze(a, 2) == squeeze(b, 2) {
		return true, true
	}
	long := max(len(a), len(b))
	if min(len(a), len(b)) < 4 || long < 5 || long > 30 || len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return false, false
	}
	if long >= 9 {
		return levenshtein.ComputeDistance(a, b) <= 2, false
	}
	if long == 5 && len(a) == len(b) && !swapped(a, b) {
		return false, false
	}
	return a[0] == b[0] && oneOff(a, b), false
}

// swapped tells two words that differ by two neighbours in the wrong order.
func swapped(a, b string) bool {
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// similar compares the whole text with whole phrases, for what is mistyped
// beyond its single words. A clear lead over the next option is wanted.
func (m *matches) similar(options []Option) (int, bool) {
	said := strings.Join(m.words, "")
	if len(said) < 4 || len(said) > 60 {
		return 0, false
	}
	best, first, second := -1, 0.0, 0.0
	for i, o := range options {
		score := 0.0
		for _, p := range phrasesOf(o) {
			joined := strings.Join(p, "")
			long := max(len(joined), len(said))
			if long < 5 || len(joined) < 4 {
				continue
			}
			if s := likeness(said, joined); s > score && likeness(leftOver(m.words, p), leftOver(p, m.words)) >= 0.5 {
				score = s
			}
		}
		if score > first {
			best, first, second = i, score, first
		} else {
			second = max(second, score)
		}
	}
	need := 0.64
	if len(said) < 8 {
		need = 0.7
	}
	return best, best >= 0 && first >= need && first-second >= 0.12
}

func likeness(a, b string) float64 {
	long := max(len(a), len(b))
	if long == 0 {
		return 1
	}
	return 1 - float64(levenshtein.ComputeDistance(a, b))/float64(long)
}

// leftOver joins the words of a that b has not: what two texts share must not
// carry what they do not ("tidak bisa login", "tidak bisa bubuh").
func leftOver(a, b []string) string {
	var out strings.Builder
	for _, w := range a {
		if !slices.Contains(b, w) {
			out.WriteString(w)
		}
	}
	return out.String()
}
