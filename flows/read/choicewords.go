package read

import (
	"slices"
	"strings"
)

// matches is what the words of a text say about the options.
type matches struct {
	words      []string // spelled out, fillers left out
	at         []int    // the token that each word comes from
	likes      *likes
	denied     []bool
	best       int // the option meant, or -1
	several    bool
	onlyDenied bool // known only from what was denied
	words2     int  // words of the phrase found
	exact      bool
	from, to   int
	contested  bool // another option has words in the text too
}

func (m *matches) reading(toks []token, keys []string) Reading[string] {
	r := Reading[string]{Value: keys[m.best], Sure: Likely, Basis: "words"}
	switch {
	case m.onlyDenied:
		r.Basis, r.Span = "denied", span(toks, 0, len(toks))
		return r
	case m.words2 == 1 && len(m.words) > 1 && dateLeads[m.words[len(m.words)-1]]: // "keping tgl": cut from more
	case m.exact && !m.contested && (m.words2 >= 2 || len(m.words) <= 3):
		r.Sure = Certain
	}
	r.Span = span(toks, m.at[m.from], m.at[m.to-1]+1)
	return r
}

func (c *Choices) match(toks []token) *matches {
	m := &matches{best: -1}
	m.spell(toks)
	m.likes = c.compare(m.words)
	hits := make([]phraseHit, len(c.keys))
	no := make([]bool, len(c.keys))
	used := make(map[int]phraseHit)
	c.denyWhole(m)
	after := lastDenied(m.denied) + 1
	for i := range c.phrases {
		p := &c.phrases[i]
		h := p.find(m.likes, 0, len(m.words))
		if h.words > 0 && m.denied[h.from] {
			no[p.option] = true
			h = p.find(m.likes, after, len(m.words))
		}
		if h.words == 1 && h.to+1 < len(m.words) && m.words[h.to] == "ada" && m.words[h.to+1] != "yang" {
			continue // "kuota ada tapi ga bisa dipakai"
		}
		if h.words == 1 && h.to < len(m.words) && m.words[h.to] == "sudah" {
			continue // "makasih, kuota sudah masuk"
		}
		if h.words > 1 && m.cameRight(h) {
			continue // "sudah masuk kuota, cuma ga bisa bubuh"
		}
		if h.words == 1 && h.from > 0 && m.words[h.from-1] == "belum" {
			continue // "padahal belum bubuh"
		}
		if h.words == 1 && m.spent(h) {
			used[p.option] = h
			continue
		}
		if o := &hits[p.option]; h.words > 0 && (o.words == 0 || better(h, *o)) {
			*o = h
		}
	}
	if _, other := c.partial(m); len(used) == 1 && !other && !slices.ContainsFunc(hits, func(h phraseHit) bool { return h.words > 0 }) && !slices.Contains(m.words, "gagal") && !slices.Contains(m.words, "dokumen") {
		for i, h := range used {
			h.exact = false
			hits[i] = h
		}
	}
	nos, second := 0, -1
	for i, h := range hits {
		if h.words == 0 {
			if no[i] {
				nos++
			}
			continue
		}
		if m.best < 0 || better(h, hits[m.best]) {
			m.best, second = i, m.best
		} else if second < 0 || better(h, hits[second]) {
			second = i
		}
	}
	if m.best < 0 {
		if nos > 0 && nos == len(c.keys)-1 {
			for i := range c.keys {
				if !no[i] {
					m.best, m.onlyDenied = i, true
				}
			}
		}
		return m
	}
	hinted := c.hinted(m)
	h := hits[m.best]
	m.contested = hinted
	m.words2, m.exact, m.from, m.to = h.words, h.exact, h.from, h.to
	if second >= 0 {
		s := hits[second]
		m.contested = hinted || s.words > 1 || h.words == 1 || !h.exact
		apart := s.from >= h.to || h.from >= s.to
		if s.words == h.words && s.letters*4 >= h.letters*3 || apart && s.words >= 2 && h.words >= 2 {
			m.several = true
		}
	}
	return m
}

// denyWhole denies a whole phrase whose first word stands behind "bukan": what
// "bukan gagal bubuh" leaves is not "bubuh".
func (c *Choices) denyWhole(m *matches) {
	for from, denied := range m.denied {
		if !denied || from > 0 && m.denied[from-1] {
			continue
		}
		to := from + 1
		for i := range c.phrases {
			if p := &c.phrases[i]; len(p.at) > 1 {
				if h := p.find(m.likes, from, min(from+1+len(p.at), len(m.words))); h.exact && h.from == from {
					to = max(to, h.to)
				}
			}
		}
		for j := from; j < to; j++ {
			m.denied[j] = true
		}
	}
}

// cameRight tells that the words found say that it went well, and that a "no"
// among them belongs to what follows.
func (m *matches) cameRight(h phraseHit) bool {
	for j := max(h.from-1, 0); j+1 < h.to; j++ {
		if m.words[j] == "sudah" && wellWords[m.words[j+1]] && !slices.Contains(m.words[h.from:j+1], "tidak") && !slices.Contains(m.words[h.from:j+1], "belum") {
			return true
		}
	}
	return false
}

// spent tells that what one word names is said to be used up: "kuota kepotong"
// is no quota that never came, and mostly stands beside what really failed.
func (m *matches) spent(h phraseHit) bool {
	for _, w := range m.words[h.to:min(h.to+3, len(m.words))] {
		if spentWords[w] {
			return true
		}
	}
	return h.from > 0 && spentWords[m.words[h.from-1]]
}

var spentWords = set("terpotong", "berkurang", "kurang", "hangus", "hilang", "habis", "terpakai", "kepake", "kepakai", "dipakai", "gone", "used", "lost", "refund", "kembali", "balik", "utuh")

// better prefers what was said in so many words, then the longer phrase.
func better(a, b phraseHit) bool {
	if a.exact != b.exact && min(a.words, b.words) > 1 {
		return a.exact
	}
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
func (m *matches) spell(toks []token) {
	lastStop := -1
	for i, t := range toks {
		if t.is(",", ".", ";", "-", "/") || t.kind == word && butWords[t.text] {
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
		if t.is("bukan", "bkn", "bukn", "instead") || t.is("not") && i+1 < len(toks) && toks[i+1].is("the") {
			deny = 1
			if i < lastStop {
				deny = 2
			}
			continue
		}
		if butWords[t.text] {
			deny = 0
			continue
		}
		if isFiller(t) && !t.is("ni") {
			continue
		}
		for _, w := range spell(t.text) {
			m.words, m.at = append(m.words, w), append(m.at, i)
			m.denied = append(m.denied, deny > 0)
		}
		if deny == 1 && t.kind == word && !ownFillers[t.text] {
			deny = 0
		}
	}
}

// spell takes one folded word back to its plain form.
func spell(w string) []string {
	for _, try := range [...]string{w, squeeze(w, 3), squeeze(w, 2)} {
		if full, ok := spelledOut[try]; ok {
			return strings.Fields(full)
		}
	}
	w = squeeze(w, 3)
	for _, tail := range [...]string{"nya", "ku"} {
		if base, ok := strings.CutSuffix(w, tail); ok && len(base) > 3 {
			if full, ok := spelledOut[base]; ok {
				return strings.Fields(full)
			}
			if tail == "nya" {
				return []string{base}
			}
		}
	}
	return []string{w}
}
