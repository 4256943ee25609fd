package bot_test

import (
	"strings"
	"testing"

	"aduan/bot"
	"aduan/store"
)

// quotes answers a message as somebody.
func (w *world) quotes(phone string, m bot.Message, text string) []bot.Message {
	w.as(phone).act("re " + m.ID + " > " + text)
	return w.sent[w.before:]
}

const over = "Pertanyaan itu sudah tidak berlaku."

// A yes or no that comes too late is told so, once: the next is nothing.
func TestYesComesTooLate(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"ya", "tidak"} {
		w := manned(t)
		w.says(leadPhone, "tolak "+w.filed(0).Number+" bukti palsu")
		w.act("wait 11m")
		if got := flat(w.says(leadPhone, said)); !strings.Contains(got, over) {
			t.Errorf("%s: %s", said, got)
		}
		if got := flat(w.says(leadPhone, said)); strings.Contains(got, over) {
			t.Errorf("%s again: %s", said, got)
		}
	}
}

// A yes or no that quotes a "really?" is about that one, and not about another
// that is open, nor is it ever the answer to the person.
func TestYesQuotesTheQuestion(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		then   string // said after the question, % is the first and & the second complaint
		said   string
		want   string
		status string // of the one asked about
	}{
		{"the one that is open", "", "ya", "ditolak", store.StatusRejected},
		{"another is open", "> tolak & bukan kami", "ya", over, store.StatusNew},
		{"another was asked about it", "> tolak % bukan kami", "ya", over, store.StatusNew},
		{"something else came", "> antrean", "ya", over, store.StatusNew},
		{"too late", "wait 30m", "tidak", over, store.StatusNew},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			w := manned(t)
			first, second := w.filed(0), w.filedBy("+6281234567891", "Bram", 1)
			question := w.says(leadPhone, "tolak "+first.Number+" bukti palsu")[0]
			if tc.then != "" {
				w.act(strings.NewReplacer("%", first.Number, "&", second.Number).Replace(tc.then))
			}
			got := w.quotes(leadPhone, question, tc.said)
			if !strings.Contains(flat(got), tc.want) {
				t.Errorf("want %q:\n%s", tc.want, texts(got))
			}
			w.act("wait 1m")
			if a, b := w.state(first.Number).Status, w.state(second.Number).Status; a != tc.status || b != store.StatusNew {
				t.Errorf("they are %s and %s", a, b)
			}
			if all := texts(w.sent); strings.Contains(all, anaPhone) != (tc.status == store.StatusRejected) || strings.Contains(all, "+6281234567891") {
				t.Errorf("the persons were told:\n%s", all)
			}
		})
	}
}
