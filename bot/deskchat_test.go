package bot_test

import (
	"slices"
	"strings"
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

// Whoever closes a complaint whose chat they have is told that the bot answers
// there again, which undo leaves so.
func TestClosingHandsTheChatBack(t *testing.T) {
	t.Parallel()
	w := manned(t)
	c := w.filed(0)
	const back = "Bot menjawab lagi di chat"
	if got := flat(w.says(agentPhone, "selesai "+c.Number)); strings.Contains(got, back) {
		t.Errorf("they did not have the chat: %s", got)
	}
	w.says(agentPhone, "batalkan")
	w.says(agentPhone, "alih "+c.Number)
	if got := flat(w.says(agentPhone, "selesai "+c.Number)); !strings.Contains(got, back) {
		t.Errorf("they had the chat: %s", got)
	}
	w.says(agentPhone, "batalkan")
	if got := w.says(anaPhone, "halo"); len(got) == 0 || string(got[0].Show) != anaPhone {
		t.Errorf("the bot does not answer:\n%s", texts(got))
	}
}
