package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"aduan/bot"
	"aduan/store"
)

// together hands over messages at the same moment, each from somebody else,
// and returns what the bot said.
func (w *world) together(said map[string]string) []bot.Message {
	w.t.Helper()
	w.received++
	before := len(w.sent)
	var wg sync.WaitGroup
	start := make(chan struct{})
	for phone, text := range said {
		wg.Go(func() {
			<-start
			err := w.bot.Receive(w.t.Context(), bot.Inbound{
				Line: line, From: store.Address(phone), ID: fmt.Sprint("race", w.received), At: w.clock(), Kind: bot.KindText, Text: text,
			})
			if err != nil {
				w.t.Error(err)
			}
		})
	}
	close(start)
	wg.Wait()
	w.settle()
	return w.sent[before:]
}

// crowd is so many more agents who have written.
func (w *world) crowd(many int) (phones []string) {
	for i := range many {
		phones = append(phones, fmt.Sprintf("+62811000001%02d", i))
		w.act(fmt.Sprintf("staff %s Staf%d agent", phones[i], i))
		w.says(phones[i], "halo")
	}
	return phones
}

// T33: of many who take the same complaint in the same moment one wins, and
// the others are told who.
func TestTakersRace(t *testing.T) {
	t.Parallel()
	w := manned(t)
	phones := w.crowd(8)
	for round := range 3 {
		c := w.filed(round)
		said := map[string]string{}
		for _, phone := range phones {
			said[phone] = "ambil " + c.Number
		}
		got := w.together(said)
		won, told := 0, 0
		for _, m := range got {
			switch {
			case strings.Contains(m.Text, "Anda pegang"):
				won++
			case strings.Contains(m.Text, "dipegang Staf"):
				told++
			}
		}
		if won != 1 || told != len(phones)-1 {
			t.Errorf("%d won and %d were told who:\n%s", won, told, texts(got))
		}
		if s := w.state(c.Number); s.Status != store.StatusTaken || s.Assignee == 0 {
			t.Errorf("it is %+v", s)
		}
	}
}

// Of many who answer a complaint that nobody has, the person hears one.
func TestAnswersRace(t *testing.T) {
	t.Parallel()
	w := manned(t)
	said := map[string]string{}
	c := w.filed(0)
	for i, phone := range w.crowd(6) {
		said[phone] = fmt.Sprint("balas ", c.Number, " jawaban ", i)
	}
	got := w.together(said)
	if n := strings.Count(texts(got), anaPhone+": Dari petugas"); n != 1 {
		t.Errorf("the person hears %d answers:\n%s", n, texts(got))
	}
}

// Two leads who remove each other in the same moment: one stays.
func TestLeadsRace(t *testing.T) {
	t.Parallel()
	w := manned(t)
	const second = "+6281100000009"
	w.act("staff " + second + " Ayu lead")
	w.says(second, "halo")
	w.says(leadPhone, "staf hapus Ayu")
	w.says(second, "staf hapus Rina")
	w.together(map[string]string{leadPhone: "ya", second: "ya"})
	w.must(w.store.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Staff()
		leads := 0
		for _, s := range all {
			if s.Role == store.Lead {
				leads++
			}
		}
		if leads != 1 {
			t.Errorf("%d leads are left", leads)
		}
		return err
	}))
}

// A verdict and a claim in the same moment: whatever comes first, the
// complaint is open, on somebody's desk or on top of the queue.
func TestVerdictAndClaimRace(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.writes(anaPhone)
	number := w.complaint(1).Number
	w.says(agentPhone, "selesai "+number)
	got := w.together(map[string]string{anaPhone: "belum", leadPhone: "ambil " + number})
	s := w.state(number)
	open := s.Status == store.StatusNew && s.Reopened || s.Status == store.StatusTaken
	if !open || s.Asked != "" || !strings.Contains(texts(got), "kami dahulukan") {
		t.Errorf("it is %+v:\n%s", s, texts(got))
	}
}
