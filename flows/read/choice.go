package read

// Option is one of the answers that a choice offers.
type Option struct {
	Key   string
	Label string
	Words []string // phrases and abbreviations that mean it
}

// Choice reads which option an answer means: by its number or place ("1", "yg
// kedua", "opsi b"), its label, or its words, also abbreviated or mistyped. Two
// at once are refused, and so is a number beyond the options.
func Choice(text string, options []Option) (Reading[string], *Refusal) {
	toks := mend(tokens(text))
	ix := indexesIn(toks, len(options))
	m := matchOptions(toks, options)
	switch {
	case ix.all:
		return Reading[string]{}, refuse(ChoiceSeveral)
	case len(ix.picks) > 0 && ix.pure:
		return ix.choose(toks, options)
	case len(ix.picks) == 1 && ix.leading && !ix.denied[0]:
		n := ix.picks[0]
		if n >= 1 && n <= len(options) && (m.best < 0 || m.best == n-1) && !m.several {
			sure := Certain
			if m.best < 0 && ix.rest > 2 {
				sure = Likely
			}
			if m.best < 0 && ix.units {
				break
			}
			return Reading[string]{Value: options[n-1].Key, Span: span(toks, ix.from, ix.to), Sure: sure, Basis: "number"}, nil
		}
		if m.best >= 0 && n >= 1 && n <= len(options) && ix.dotted {
			return Reading[string]{}, refuse(ChoiceSeveral)
		}
	}
	if m.several {
		return Reading[string]{}, refuse(ChoiceSeveral)
	}
	if m.best >= 0 {
		return m.reading(toks, options), nil
	}
	if i, ok := m.similar(options); ok {
		return Reading[string]{Value: options[i].Key, Span: span(toks, 0, len(toks)), Sure: Likely, Basis: "similar"}, nil
	}
	return Reading[string]{}, refuse(ChoiceNone)
}

// ChoiceIn finds an option's words in a longer text; an option's number says nothing there.
func ChoiceIn(text string, options []Option) (Reading[string], bool) {
	toks := mend(tokens(text))
	m := matchOptions(toks, options)
	if m.several || m.best < 0 || m.onlyDenied {
		return Reading[string]{}, false
	}
	return m.reading(toks, options), true
}
