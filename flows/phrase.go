package flows

import (
	"slices"
	"strings"
	"unicode"

	"aduan/flows/read"
)

// Whole phrases that mean something in one place only. They stand in the
// catalogue, a list for each language, and every language is listened to.

// oneOrTwo reads the answer to a question with two ways out, whose words stand
// in the catalogue; 0 is neither. Only the whole message counts: a sentence
// that has such a word in it is something else, and is not to be lost.
func (t *turn) oneOrTwo(text, one, two string) int {
	if r, fault := read.Choice(text, []read.Option{{Key: "1"}, {Key: "2"}}); fault == nil && r.Sure == read.Certain {
		return int(r.Value[0] - '0')
	}
	switch {
	case t.phrased(text, one):
		return 1
	case t.phrased(text, two):
		return 2
	}
	return 0
}

// phrased says whether a whole message is one of the phrases that the catalogue
// lists under a key, in any language.
func (t *turn) phrased(text, key string) bool {
	text = bare(text)
	for _, lang := range t.f.Texts.Languages() {
		for _, phrase := range t.f.list(lang, key) {
			if text != "" && text == bare(phrase) {
				return true
			}
		}
	}
	return false
}

// bare is a phrase without case, marks and the little words around it.
func bare(s string) string {
	words := strings.Fields(read.Fold(s))
	kept := words[:0]
	for _, w := range words {
		switch w = strings.Trim(w, ".,!?:;"); w {
		case "", "saja", "aja", "aj", "ya", "yaa", "y", "min", "kak", "kk", "dong", "deh", "sih", "yg", "yang", "mas", "mbak", "pak", "bu", "please", "the", "a", "it":
		default:
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// beginsWith says that a text begins with one of the catalogue's words.
func (t *turn) beginsWith(text, key string) bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(text)), " ")
	for _, lang := range t.f.Texts.Languages() {
		for _, w := range t.f.list(lang, key) {
			if strings.Trim(first, ",.!") == w {
				return true
			}
		}
	}
	return false
}

// holds says that one of the catalogue's words stands in a text.
func (t *turn) holds(text, key string) bool {
	said := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, lang := range t.f.Texts.Languages() {
		for _, w := range t.f.list(lang, key) {
			if slices.Contains(said, w) {
				return true
			}
		}
	}
	return false
}
