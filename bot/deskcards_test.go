package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aduan/store"
)

// More cards in an hour than the rules allow become one message, and after it
// cards come again.
func TestCardsBecomeADigest(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.desk().Desk.Rules.Cards = 2
	before := len(w.sent)
	cards := func() (n int) {
		for _, m := range w.sent[before:] {
			if strings.HasPrefix(m.Text, "🆕") {
				n++
			}
		}
		return n
	}
	for i := range 5 {
		w.writes(fmt.Sprintf("+62812345670%02d", i))
		w.act("wait 1m")
	}
	if n := cards(); n != 4 {
		t.Errorf("%d cards, want 2 for each of two:\n%s", n, texts(w.sent[before:]))
	}
	before = len(w.sent)
	w.restart() // what is due stands in the record
	w.desk().Desk.Rules.Cards = 2
	w.moveTo(w.clock().Add(2 * time.Hour))
	if all := texts(w.sent[before:]); strings.Count(all, ": 3 laporan baru sejak 12:02:") != 2 {
		t.Errorf("the digests:\n%s", all)
	}
	before = len(w.sent)
	w.writes("+6281234567099")
	if n := cards(); n != 2 {
		t.Errorf("%d cards afterwards, want one for each of two:\n%s", n, texts(w.sent[before:]))
	}
}

// No cards for who went home, who is suspended, and who never wrote.
func TestWhoGetsCards(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.act("staff +6281100000077 Tono agent")
	w.crowd(1)
	w.must(w.bot.KeyChanged(t.Context(), "+6281100000100", ""))
	w.says(agentPhone, "pulang")
	before := len(w.sent)
	w.writes(anaPhone)
	for _, m := range w.sent[before:] {
		if strings.HasPrefix(m.Text, "🆕") && m.Show != leadPhone {
			t.Errorf("a card for %s", m.Show)
		}
	}
	w.says(agentPhone, "masuk")
	before = len(w.sent)
	w.writes("+6281234567002")
	if n := strings.Count(texts(w.sent[before:]), agentPhone+": 🆕"); n != 1 {
		t.Errorf("%d cards for the agent who is back", n)
	}
}

// Answers leave before cards, and cards before digests, in whatever order they
// were queued.
func TestAnswersLeaveBeforeCardsBeforeDigests(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.filedBy(nobody, "Joko", 9) // something for the digest to tell
	w.offline = true
	w.burst = true // nothing is sent until the end of it
	w.must(w.store.Update(t.Context(), func(tx *store.Tx) error {
		s, err := tx.StaffByPhone(leadPhone)
		s.DailyAt = tx.Now
		if err != nil {
			return err
		}
		return tx.SaveStaff(s)
	}))
	if did, err := w.bot.TickNext(t.Context()); !did || err != nil { // the day's digest is queued first
		t.Fatal(did, err)
	}
	w.as(anaPhone)
	for _, text := range []string{"halo", "1", "2", "kemarin"} {
		w.act("> " + text)
	}
	w.act("file receipt-1.jpg")
	for {
		did, err := w.bot.FetchNext(t.Context())
		w.must(err)
		if !did {
			break
		}
	}
	w.act("> kirim") // cards and a receipt
	w.says(leadPhone, "antrean")
	w.offline, w.burst = false, false
	before := len(w.sent)
	w.settle()
	rank, last := map[string]int{"🆕": 1, "☀️": 2}, 0
	var order []int
	for _, m := range w.sent[before:] {
		first, _, _ := strings.Cut(m.Text, " ")
		order = append(order, rank[first])
		if rank[first] < last {
			t.Errorf("%q leaves too late", m.Text)
		}
		last = rank[first]
	}
	if len(order) < 5 || order[0] != 0 || last != 2 {
		t.Errorf("left in the order %v:\n%s", order, texts(w.sent[before:]))
	}
}
