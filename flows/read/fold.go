package read

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes two spellings of the same words equal: NFKC, lower case, one space
// between words, ASCII digits (also from keycap emoji and other scripts), and
// nothing around them: no quotes, no WhatsApp formatting, no emoji, no full stop.
func Fold(s string) string {
	s = norm.NFKC.String(strings.ToValidUTF8(cut(s, MaxRunes), ""))
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case ignorable(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if d, ok := digit(r); ok {
			b.WriteByte(byte('0' + d))
		} else if r == '🔟' {
			b.WriteString("10")
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.TrimFunc(b.String(), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// ignorable tells the runes that carry no meaning for a reader: formats,
// variation selectors, the frame of a keycap, other controls.
func ignorable(r rune) bool {
	if r < 0x80 {
		return r < 0x20 || r == 0x7F
	}
	return r == '\u20E3' || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector)
}

// digit gives the value of a decimal digit of any script.
func digit(r rune) (int, bool) {
	if r < 0x80 {
		return int(r - '0'), r >= '0' && r <= '9'
	}
	for _, rg := range unicode.Nd.R16 {
		if r < rune(rg.Lo) {
			break
		}
		if r <= rune(rg.Hi) {
			return int(r-rune(rg.Lo)) % 10, true
		}
	}
	for _, rg := range unicode.Nd.R32 {
		if r < rune(rg.Lo) {
			break
		}
		if r <= rune(rg.Hi) {
			return int(r-rune(rg.Lo)) % 10, true
		}
	}
	return 0, false
}
