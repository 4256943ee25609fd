package read

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type kind uint8

const (
	word   kind = iota + 1 // letters, folded: lower case, no accents, no apostrophes
	number                 // digits
	mark                   // one rune of anything else
)

// token is a piece of a message and where it stood in it.
type token struct {
	kind       kind
	spaced     bool // white space stands before it
	num        int  // value of a number; -1 where it has more than 15 digits
	text       string
	start, end int // bytes of the text as given
}

func (t token) is(words ...string) bool {
	for _, w := range words {
		if t.text == w {
			return true
		}
	}
	return false
}

func (t token) digits() int {
	if t.kind != number {
		return 0
	}
	return len(t.text)
}

// tokens cuts a message into words, numbers and marks in one pass. WhatsApp's
// formatting counts as white space, a line break is a mark; apostrophes and
// invisible runes count as nothing, so that "jum'at" is one word.
func tokens(s string) []token {
	c := cutter{toks: make([]token, 0, 16), text: make([]byte, 0, min(len(s), 256))}
	seen := 0
	for i := 0; i < len(s) && seen < MaxRunes; seen++ {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r < 0x80:
			c.add(r, i, i+w)
		case ignorable(r) || unicode.Is(unicode.Mn, r):
		case r == '🔟':
			c.add('1', i, i+w)
			c.add('0', i, i+w)
		default:
			d := norm.NFKD.PropertiesString(s[i:]).Decomposition()
			if d == nil {
				c.add(r, i, i+w)
			}
			for len(d) > 0 {
				dr, dw := utf8.DecodeRune(d)
				if !unicode.Is(unicode.Mn, dr) {
					c.add(dr, i, i+w)
				}
				d = d[dw:]
			}
		}
		i += w
	}
	c.close()
	text := string(c.text)
	for i, at := 0, 0; i < len(c.toks); i++ {
		t := &c.toks[i]
		t.text = text[at : at+t.num]
		at += t.num
		t.num = -1
		if t.kind == number && len(t.text) <= 15 {
			t.num = 0
			for _, d := range []byte(t.text) {
				t.num = t.num*10 + int(d-'0')
			}
		}
	}
	return c.toks
}

// cutter builds tokens; until the end a token's num is the length of its text.
type cutter struct {
	toks   []token
	text   []byte
	cur    token
	spaced bool
}

func (c *cutter) add(r rune, start, end int) {
	k := mark
	switch {
	case r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´' || r == 'ʼ' || r == '′':
		return
	case r == '\n' && len(c.toks)+int(c.cur.kind) > 0:
	case r == '*' || r == '_' || r == '~' || unicode.IsSpace(r):
		c.close()
		c.spaced = true
		return
	case ignorable(r):
		return
	case r >= '0' && r <= '9':
		k = number
	case r >= 'a' && r <= 'z':
		k = word
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			k, r = word, r+'a'-'A'
		}
	default:
		if d, ok := digit(r); ok {
			k, r = number, rune('0'+d)
		} else if unicode.IsLetter(r) {
			k, r = word, unicode.ToLower(r)
		} else if r == '–' || r == '—' || r == '−' || r == '‐' || r == '‑' {
			r = '-'
		} else if r == '⁄' || r == '∕' {
			r = '/'
		}
	}
	if c.cur.kind != k || k == mark {
		c.close()
		c.cur = token{kind: k, spaced: c.spaced, start: start}
		c.spaced = false
	}
	before := len(c.text)
	c.text = utf8.AppendRune(c.text, r)
	c.cur.num += len(c.text) - before
	c.cur.end = end
}

func (c *cutter) close() {
	if c.cur.kind != 0 {
		c.toks = append(c.toks, c.cur)
	}
	c.cur = token{}
}

// span covers the tokens from..to (to excluded).
func span(toks []token, from, to int) Span {
	if from < 0 || from >= to || to > len(toks) {
		return Span{}
	}
	return Span{Start: toks[from].start, End: toks[to-1].end}
}

// squeeze takes letters said long back to one ("duaaa", "okeee"); least is how
// long a run must be to be taken back.
func squeeze(w string, least int) string {
	long := false
	run := 1
	for i := 1; i < len(w); i++ {
		if w[i] == w[i-1] {
			run++
		} else {
			run = 1
		}
		if run >= least {
			long = true
			break
		}
	}
	if !long {
		return w
	}
	b := make([]byte, 0, len(w))
	for i := 0; i < len(w); {
		j := i + 1
		for j < len(w) && w[j] == w[i] {
			j++
		}
		n := j - i
		if n >= least && w[i] < utf8.RuneSelf {
			n = 1
		}
		b = append(b, w[i:i+n]...)
		i = j
	}
	return string(b)
}
