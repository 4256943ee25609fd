package desk

import (
	"strings"

	"aduan/flows"
	"aduan/store"
)

// list reads "daftar [status|kind|date]", in any order: words that are part of
// a status or mean a choice of the form, and what is left as a day.
func (t *turn) list(_ *store.Complaint, words string) error {
	p := page{Kind: "list"}
	status, rest := t.statusIn(strings.ToLower(words))
	p.Chosen.Status = status
	var day []string
	for word := range strings.FieldsSeq(rest) {
		if !strings.ContainsAny(word, "0123456789") { // "1 september" is no first choice
			if field, value, ok := t.d.Flow.ChoiceOf(word, t.me.Lang); ok {
				p.Chosen.Field, p.Chosen.Read = field, value
				continue
			}
		}
		day = append(day, word)
	}
	if len(day) > 0 {
		said := strings.Join(day, " ")
		at, ok := flows.PastDay(said, t.tx.Now.In(t.d.Flow.Rules.Zone))
		field, value, choice := t.d.Flow.ChoiceOf(rest, t.me.Lang)
		switch {
		case ok:
			p.Chosen.Since, p.Chosen.Until = at, at.AddDate(0, 0, 1)
		case choice && (p.Chosen.Read == "" || p.Chosen.Read == value): // only all the words mean it
			p.Chosen.Field, p.Chosen.Read = field, value
		default:
			t.tell("desk_list_unknown", "said", inline(said, 20))
			return nil
		}
	}
	return t.page(p)
}

// statusIn finds the name of a status, or its first word, in any language, and
// returns what stands around it.
func (t *turn) statusIn(words string) (status, rest string) {
	said := strings.Fields(words)
	for _, s := range []string{store.StatusNew, store.StatusTaken, store.StatusWaiting, store.StatusResolved, store.StatusRejected} {
		for _, lang := range t.d.Flow.Texts.Languages() {
			name := strings.Fields(strings.ToLower(t.d.say(lang, "desk_status_"+s)))
			for i, word := range said {
				if word != name[0] && word != s {
					continue
				}
				n := 1
				for n < len(name) && i+n < len(said) && said[i+n] == name[n] {
					n++
				}
				return s, strings.Join(append(said[:i:i], said[i+n:]...), " ")
			}
		}
	}
	return "", words
}
