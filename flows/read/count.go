package read

import (
	"slices"
	"strconv"
)

// CountLimits are the least and the most that a count may be; Max 0 is no limit.
type CountLimits struct {
	Min, Max int
	// Units are words for one of what is counted, besides the common ones
	// (countwords.go): a form about roads counts "lubang".
	Units []string
}

// units puts a common unit in the place of the field's own; one letter may be
// wrong in those of some length.
func (lim CountLimits) units(toks []token) []token {
	for i := range toks {
		t := &toks[i]
		if t.kind == word && slices.ContainsFunc(lim.Units, func(u string) bool {
			return t.text == u || t.text == u+"nya" || len(u) >= 5 && !knownWord(t.text) && oneOff(t.text, u)
		}) {
			t.text = "keping"
		}
	}
	return toks
}

// Count reads how many pieces an answer says, in digits or words, with or
// without a unit. Money, dates, fractions and different numbers are refused,
// each for its own reason.
func Count(text string, lim CountLimits) (Reading[int], *Refusal) {
	toks, _ := cutTimes(mend(lim.units(tokens(text))))
	f := findCounts(toks)
	f.outOf(toks)
	if r := f.refusal(lim); r != nil {
		return Reading[int]{}, r
	}
	it := f.items[0]
	r := Reading[int]{Value: it.value, Span: span(toks, it.from, it.to), Sure: Certain, Basis: "digits"}
	switch {
	case it.plain:
		r.Basis = "unit"
	case it.words:
		r.Basis = "words"
	}
	if !it.plain && f.said > 0 || f.each || f.hedged {
		r.Sure, r.Basis = Likely, "bare"
	}
	return r, nil
}

// CountIn finds a count in a longer text: a number with a unit or with
// "sebanyak", "x2". A bare number is none, but for "beli 2", which is likely.
func CountIn(text string, lim CountLimits) (Reading[int], bool) {
	toks, _ := cutTimes(mine(mend(lim.units(unlisted(tokens(text))))))
	f := findCounts(toks)
	said := unstated(toks)
	f.drop(said.count)
	if len(f.items) == 0 || !f.items[0].plain && !f.items[0].bought || f.refusal(lim) != nil {
		return Reading[int]{}, false
	}
	it := f.items[0]
	if !it.plain {
		return Reading[int]{Value: it.value, Span: span(toks, it.from, it.to), Sure: Likely, Basis: "bought"}, true
	}
	r := Reading[int]{Value: it.value, Span: span(toks, it.from, it.to), Sure: Certain, Basis: "unit"}
	if f.each || f.hedged || f.said > 0 && !said.fact {
		r.Sure = Likely
	}
	return r, true
}

// countItem is one number that may be the count.
type countItem struct {
	value    int
	from, to int
	plain    bool // a unit or "sebanyak" says that it counts pieces
	words    bool
	bought   bool // stands behind "beli"
	negative bool
}

// countFound is all that a text says about numbers.
type countFound struct {
	items    []countItem
	money    int64
	fraction bool
	date     bool
	said     int  // words that say something else
	each     bool // "masing-masing": so many for each
	others   bool // a number of something else: "3 akun"
	hedged   bool // "sekitar 3", "> 5"
	summed   bool // "1+1", "2 keping sama 2 keping"
}

func (f *countFound) refusal(lim CountLimits) *Refusal {
	if len(f.items) == 0 {
		switch {
		case f.fraction:
			return refuse(CountFraction)
		case f.money > 0:
			return refuse(CountMoney, "amount", strconv.FormatInt(f.money, 10))
		case f.date:
			return refuse(CountDate)
		}
		return refuse(CountNone)
	}
	if f.fraction {
		return refuse(CountFraction)
	}
	for _, it := range f.items[1:] {
		if f.summed || it.value != f.items[0].value {
			return refuse(CountSeveral)
		}
	}
	if f.each && f.others {
		return refuse(CountSeveral)
	}
	it := f.items[0]
	switch {
	case it.negative || it.value < max(lim.Min, 1):
		return refuse(CountZero, "min", strconv.Itoa(max(lim.Min, 1)))
	case lim.Max > 0 && it.value > lim.Max:
		if it.value >= 5000 && !it.plain {
			return refuse(CountMoney, "amount", strconv.Itoa(it.value))
		}
		return refuse(CountMax, "max", strconv.Itoa(lim.Max), "said", strconv.Itoa(it.value))
	}
	return nil
}
