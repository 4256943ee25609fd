package desk

import (
	"errors"
	"strings"

	"aduan/flows"
	"aduan/store"
)

// find is the complaint that a number, or its unambiguous end, names. It says
// why where there is none.
func (t *turn) find(word string) (*store.Complaint, error) {
	prefix := t.d.Flow.Rules.Prefix
	word = strings.Trim(word, "#*.,:;")
	number, mistyped := flows.FindNumber(prefix, word)
	if mistyped {
		t.tell("desk_mistyped", "said", inline(word, 24))
		return nil, nil
	}
	if number != "" {
		c, err := t.tx.Complaint(number)
		if errors.Is(err, store.ErrNotFound) {
			t.tell("desk_not_found", "said", number)
			return nil, nil
		}
		return &c, err
	}
	end := flows.NumberEnd(word)
	var found []store.Complaint
	if len(end) >= 4 || len(end) == 3 && strings.ContainsAny(end, "0123456789") { // shorter is a word
		var err error
		if found, err = t.tx.EndingIn(end, 4); err != nil {
			return nil, err
		}
	}
	switch len(found) {
	case 0:
		t.tell("desk_not_found", "said", inline(word, 24))
	case 1:
		return &found[0], nil
	default:
		var numbers []string
		for _, c := range found[:min(len(found), 3)] {
			numbers = append(numbers, c.Number)
		}
		t.tell("desk_ambiguous", "said", inline(word, 24), "numbers", strings.Join(numbers, "\n"))
	}
	return nil, nil
}

// looksLikeNumber says that a word is a complaint's number, or the end of one:
// something with a digit in it.
func looksLikeNumber(prefix, word string) bool {
	if number, mistyped := flows.FindNumber(prefix, word); number != "" || mistyped {
		return true
	}
	return len(word) >= 3 && strings.ContainsAny(word, "0123456789") && flows.NumberEnd(word) != ""
}
