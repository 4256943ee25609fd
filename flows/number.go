package flows

import (
	"regexp"
	"strings"
)

// A complaint number reads ADU-240906-7K3Q: a prefix, the day of filing, three
// symbols that spread the day's complaints so that neighbours look unlike, and
// a check symbol. The symbols are Crockford's 32: no I, L, O or U, so that it
// can be read aloud; whoever types O or I anyway is understood.
//
// The check is a weighted sum over GF(32) of the date and the symbols: one
// wrong symbol and any two changed places are always noticed. It guards
// against slips, not against attackers: whose complaint it is has to be
// compared by the caller.

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	spread   = 32 * 32 * 32 // complaints of a day that fit three symbols
	wide     = spread * 32  // and four, from there on
	oddStep  = 20219        // odd, so that i*oddStep mod 2^n meets every value once
	numberRE = `(?i)\b([A-Z]{2,5})[\s\-‐-―]*([0-9OIL]{6})[\s\-‐-―]*([0-9A-Z]{4,5})\b`
)

var numberPattern = regexp.MustCompile(numberRE)

// NewNumber returns the number of the index-th complaint (from 0) of a day
// ("240906"). Start shifts where the day begins. Up to 32,768 complaints a day
// have four symbols behind the date, the next million five; beyond that it
// returns "".
func NewNumber(prefix, day string, start, index int) string {
	n, places := index, 3
	if index >= spread {
		n, places = index-spread, 4
	}
	size := spread
	if places == 4 {
		size = wide
	}
	if index < 0 || n >= size {
		return ""
	}
	v := (start%size + size + n*oddStep) % size
	body := make([]byte, places)
	for i := places - 1; i >= 0; i-- {
		body[i] = symbols[v%32]
		v /= 32
	}
	return prefix + "-" + day + "-" + string(body) + string(check(day+string(body)))
}

// FindNumber returns the first complaint number with this prefix in the text,
// in its proper form. Mistyped is true where something is shaped like one but
// its check symbol does not fit.
func FindNumber(prefix, text string) (number string, mistyped bool) {
	for _, m := range numberPattern.FindAllStringSubmatch(text, -1) {
		if !strings.EqualFold(m[1], prefix) {
			continue
		}
		day, tail := proper(m[2]), proper(m[3])
		if strings.Trim(day, "0123456789") != "" || strings.Trim(tail, symbols) != "" {
			mistyped = true
			continue
		}
		if last := len(tail) - 1; check(day+tail[:last]) != tail[last] {
			mistyped = true
			continue
		}
		return prefix + "-" + day + "-" + tail, false
	}
	return "", mistyped
}

// proper writes a symbol as it was meant: O is 0, I and L are 1.
func proper(s string) string {
	return strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(s))
}

// check is the check symbol: the sum of symbol i times a^(i+6), where a
// generates GF(32) = GF(2)[x]/(x^5+x^2+1). All weights differ and none is 1.
func check(s string) byte {
	sum, weight := 0, 20 // a^5
	for i := range len(s) {
		weight = double(weight)
		sum ^= times(strings.IndexByte(symbols, s[i]), weight)
	}
	return symbols[sum]
}

func double(a int) int {
	if a <<= 1; a >= 32 {
		a ^= 0b100101
	}
	return a
}

func times(a, b int) int {
	p := 0
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			p ^= a
		}
		a = double(a)
	}
	return p
}
