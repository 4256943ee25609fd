package bot_test

import (
	"slices"
	"testing"
)

// Where one has asked and another has taken the chat over, both read what the
// person answers, sends, and goes on to say.
func TestAskerAndHolderBothHear(t *testing.T) {
	t.Parallel()
	w := manned(t)
	c := w.filed(0)
	w.says(agentPhone, "tanya "+c.Number+" kapan bayarnya?")
	w.act("wait 1m")
	w.says(leadPhone, "alih "+c.Number)
	for _, said := range []string{"> kemarin sore", "file receipt-1.jpg", "> itu buktinya"} {
		w.as(anaPhone).act(said)
		var told []string
		for _, m := range w.sent[w.before:] {
			told = append(told, string(m.Show))
		}
		slices.Sort(told)
		if !slices.Equal(told, []string{leadPhone, agentPhone}) {
			t.Errorf("%q is heard by %v:\n%s", said, told, texts(w.sent[w.before:]))
		}
	}
}
