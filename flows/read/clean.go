package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may stand in a row: enough for every
// living script, too few for text that climbs over its neighbours.
const maxMarks = 3

// Clean makes a message fit to be stored and shown: valid UTF-8 in NFC, without
// control characters, direction marks and zero-width spaces, cut to [MaxRunes].
// Line breaks stay. ZWJ and ZWNJ stay too, since emoji and scripts need them.
// Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	var b strings.Builder
	b.Grow(len(s))
	wasCR := false
	for _, r := range s {
		switch {
		case r == '\r':
			b.WriteByte('\n')
		case r == '\n' && wasCR:
		case r == '\n':
			b.WriteByte('\n')
		case r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(' ')
		case unicode.IsControl(r) || unseen(r):
		default:
			b.WriteRune(r)
		}
		wasCR = r == '\r'
	}
	s = capMarks(norm.NFC.String(b.String()))
	return strings.TrimSpace(cut(strings.TrimSpace(s), MaxRunes))
}

// unseen tells the marks that only mislead: directions, zero-width space, word
// joiner, byte order mark.
func unseen(r rune) bool {
	switch {
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return true
	case r == '\u200B' || r == '\u200E' || r == '\u200F' || r == '\u2060' || r == '\uFEFF':
		return true
	}
	return false
}

// capMarks keeps the first three of a run of combining marks. What it leaves of
// a normalized text is normalized.
func capMarks(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for _, r := range s {
		if r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

func cut(s string, runes int) string {
	if len(s) <= runes {
		return s
	}
	for i := range s {
		if runes--; runes < 0 {
			return s[:i]
		}
	}
	return s
}
