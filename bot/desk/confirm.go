package desk

import (
	"encoding/json"
	"time"

	"aduan/store"
)

// asked is what waits for a yes.
type asked struct {
	Kind   string    `json:"kind"` // key of the command
	Number string    `json:"number,omitempty"`
	Words  string    `json:"words,omitempty"`
	Staff  int64     `json:"staff,omitempty"`
	ID     string    `json:"id"` // of our message that asks
	At     time.Time `json:"at"`
}

// pending is what this person was asked and may still answer; nil if nothing.
func (t *turn) pending() *asked {
	var a asked
	if t.me.Asked == "" || json.Unmarshal([]byte(t.me.Asked), &a) != nil || t.tx.Now.Sub(a.At) > confirmFor {
		return nil
	}
	return &a
}

// quotedYesNo is a yes or no that quotes a "really?". One that quotes another
// than the one that is open changes nothing, not even what is open.
func (t *turn) quotedYesNo(open *asked, was, id string, yes bool) error {
	if open != nil && open.ID == id {
		return t.confirmed(open, yes)
	}
	t.me.Asked = was
	t.tell("desk_question_over")
	return nil
}

// really says what will happen, and asks once.
func (t *turn) really(c *store.Complaint, kind, words, key string) error {
	t.tell(key, "number", c.Number, "text", quoteOf(words))
	return t.await(asked{Kind: kind, Number: c.Number, Words: words})
}

func (t *turn) await(a asked) error {
	id, err := t.tx.NewID()
	if err != nil {
		return err
	}
	t.asks, t.id = "confirm", id
	a.ID, a.At, t.audited = id, t.tx.Now, true // nothing has happened yet
	b, err := json.Marshal(a)
	t.me.Asked = string(b)
	return err
}

// confirmed is the answer to "really?".
func (t *turn) confirmed(a *asked, yes bool) error {
	if !yes {
		t.number = a.Number
		t.tell("desk_not_done")
		return nil
	}
	t.sure, t.out.Kind = true, a.Kind
	if a.Kind == "staff" {
		return t.removeStaff(a.Staff)
	}
	c, err := t.tx.Complaint(a.Number)
	if err != nil {
		return err
	}
	t.number = c.Number
	if a.Kind == "resolve" {
		return t.resolve(&c, a.Words)
	}
	return t.reject(&c, a.Words)
}
