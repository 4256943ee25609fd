package read

// Option is one of the answers that a choice offers.
type Option struct {
	Key   string
	Label string
	Words []string // phrases and abbreviations that mean it
}

// Choices are options whose phrases have been taken apart once, for many
// answers. They may be read from by several goroutines.
type Choices struct {
	keys    []string
	phrases []phrase
	vocab   []string // every word of the phrases, once
}

// Choice reads an answer as [Choices.Read] does, for options used once.
func Choice(text string, options []Option) (Reading[string], *Refusal) {
	return Prepare(options).Read(text)
}

// ChoiceIn looks into a text as [Choices.In] does, for options used once.
func ChoiceIn(text string, options []Option) (Reading[string], bool) {
	return Prepare(options).In(text)
}

// Read reads which option an answer means: by its number or place ("1", "yg
// kedua", "opsi b"), its label, or its words, also abbreviated or mistyped. Two
// at once are refused, and so is a number beyond the options.
func (c *Choices) Read(text string) (Reading[string], *Refusal) {
	toks := mend(tokens(text))
	ix := indexesIn(toks, len(c.keys))
	m := c.match(toks)
	switch {
	case ix.none:
		return Reading[string]{}, refuse(ChoiceNone)
	case ix.all:
		return Reading[string]{}, refuse(ChoiceSeveral)
	case len(ix.picks) > 0 && ix.pure:
		return ix.choose(toks, c.keys)
	case len(ix.picks) > 1 && ix.leading && m.best < 0 && ix.differ(len(c.keys)):
		return Reading[string]{}, refuse(ChoiceSeveral) // "1 atau 2, bingung"
	case len(ix.picks) == 1 && ix.leading && !ix.denied[0]:
		n := ix.picks[0]
		if n >= 1 && n <= len(c.keys) && (m.best < 0 || m.best == n-1) && !m.several {
			sure := Certain
			if m.best < 0 && ix.rest > 0 || ix.joined {
				sure = Likely
			}
			if m.best < 0 && ix.units {
				break
			}
			return Reading[string]{Value: c.keys[n-1], Span: span(toks, ix.from, ix.to), Sure: sure, Basis: "number"}, nil
		}
		if m.best >= 0 && n >= 1 && n <= len(c.keys) && ix.dotted {
			return Reading[string]{}, refuse(ChoiceSeveral)
		}
	}
	if m.several {
		return Reading[string]{}, refuse(ChoiceSeveral)
	}
	if m.best >= 0 {
		r := m.reading(toks, c.keys)
		if guesses(toks) {
			r.Sure = Likely // "kayaknya kuota"
		}
		return r, nil
	}
	for _, guess := range [...]func(*matches) (int, bool){c.partial, c.elliptic, c.similar} {
		if i, ok := guess(m); ok {
			return Reading[string]{Value: c.keys[i], Span: span(toks, 0, len(toks)), Sure: Likely, Basis: "similar"}, nil
		}
	}
	return Reading[string]{}, refuse(ChoiceNone)
}

// In finds an option's words in a longer text; an option's number says nothing there.
func (c *Choices) In(text string) (Reading[string], bool) {
	toks := mine(mend(unlisted(tokens(text))))
	said := unstated(toks)
	if said.trouble {
		return Reading[string]{}, false
	}
	m := c.match(toks)
	switch {
	case m.several || m.onlyDenied:
		return Reading[string]{}, false
	case m.best < 0:
		i, ok := c.partial(m)
		if !ok {
			i, ok = c.elliptic(m)
		}
		if !ok {
			return Reading[string]{}, false
		}
		return Reading[string]{Value: c.keys[i], Span: span(toks, 0, len(toks)), Sure: Likely, Basis: "similar"}, true
	}
	r := m.reading(toks, c.keys)
	if !said.fails || said.iffy || guesses(toks) {
		r.Sure = Likely // "kalau kuota belum masuk, berapa lama?"
	}
	return r, true
}
