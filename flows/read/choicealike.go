package read

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// likeness is how two words compare.
type likeness uint8

const (
	unlike  likeness = iota
	kindred          // another word for nearly the same
	close            // mistyped
	akin             // another word for the same, in a phrase: "belum", "tidak"
	same
)

// alike compares two words; short ones must be the same.
func alike(a, b string) likeness {
	if a == b || len(a) > 4 && len(b) > 4 && squeeze(a, 2) == squeeze(b, 2) {
		return same
	}
	if k := kin[a]; k != 0 && k == kin[b] {
		if k <= 2 {
			return akin
		}
		return kindred
	}
	long := max(len(a), len(b))
	if min(len(a), len(b)) < 4 || long < 5 || long > 30 || len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return unlike
	}
	if spelledWords()[a] && spelledWords()[b] {
		return unlike // two words of their own
	}
	ok := false
	switch {
	case long >= 9:
		ok = levenshtein.ComputeDistance(a, b) <= 2
	case long == 5 && len(a) == len(b) && !swapped(a, b):
	default:
		ok = a[0] == b[0] && oneOff(a, b)
	}
	if ok {
		return close
	}
	return unlike
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

// hinted tells that a word of another option seems to be in the text, mistyped
// beyond what is taken for it or fused with its neighbour: "gagalbubuh".
func (c *Choices) hinted(m *matches) bool {
	own := make(map[string]bool)
	for i := range c.phrases {
		if c.phrases[i].option == m.best {
			for _, w := range c.phrases[i].words {
				own[w] = true
			}
		}
	}
	for j, w := range m.words {
		if len(w) < 4 || own[w] || spelledWords()[w] || knownWord(w) || m.likes.known(j) {
			continue
		}
		for _, v := range c.vocab {
			if len(v) >= 4 && !own[v] && (strings.Contains(w, v) || oneOff(w, v) && len(v) >= 5) {
				return true
			}
		}
	}
	return false
}

// partial finds an option of which a phrase is said but for one word in four:
// "duit hilang meterai ga datang" for "bayar belum dapat meterai".
func (c *Choices) partial(m *matches) (int, bool) {
	if len(m.words) == 0 || len(m.words) > 40 || slices.Contains(m.denied, true) {
		return 0, false
	}
	best, first, second := -1, 0.0, 0.0
	for i := range c.phrases {
		p := &c.phrases[i]
		if len(p.at) < 4 {
			continue
		}
		found := 0
		for _, k := range p.at {
			for j := range m.words {
				if m.likes.of(j, k) != unlike {
					found++
					break
				}
			}
		}
		score := float64(found) / float64(len(p.at))
		switch {
		case p.option == best:
			first = max(first, score)
		case score > first:
			best, first, second = p.option, score, first
		default:
			second = max(second, score)
		}
	}
	return best, best >= 0 && first >= 0.75 && first-second >= 0.2
}

// similar compares the whole text with whole phrases, for what is mistyped
// beyond its single words. A clear lead over the next option is wanted.
func (c *Choices) similar(m *matches) (int, bool) {
	said := strings.Join(m.words, "")
	if len(said) < 4 || len(said) > 60 {
		return 0, false
	}
	best, first, second := -1, 0.0, 0.0
	for i := range c.keys {
		score := 0.0
		for _, p := range c.phrases {
			long := max(len(p.joined), len(said))
			if p.option != i || long < 5 || len(p.joined) < 4 {
				continue
			}
			if s := closeness(said, p.joined); s > score && closeness(leftOver(m.words, p.words), leftOver(p.words, m.words)) >= 0.5 {
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

func closeness(a, b string) float64 {
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
