package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"aduan/bot"
	"aduan/flows"
	"aduan/store"
)

const (
	leadPhone  = "+6281100000001"
	agentPhone = "+6281100000002"
	anaPhone   = "+6281234567890"
	nobody     = "+6281399990000"
)

// manned is a world with a lead and an agent who have written.
func manned(t *testing.T) *world {
	w := newWorld(t)
	w.act("staff " + leadPhone + " Rina lead")
	w.act("staff " + agentPhone + " Budi agent")
	w.as(leadPhone).act("> halo")
	w.as(agentPhone).act("> halo")
	return w
}

func (w *world) as(phone string) *world {
	w.from, w.alt = store.Address(phone), ""
	return w
}

// says writes as somebody and returns what the bot said, to whom.
func (w *world) says(phone, text string) []bot.Message {
	w.as(phone).act("> " + text)
	return w.sent[w.before:]
}

// filed is a new complaint of Ana's, past the conversation.
func (w *world) filed(i int) store.Complaint { return w.filedBy(anaPhone, "Ana", i) }

var filing = flows.Filing{Lang: "id", Answers: []flows.Filed{
	{Field: "kind", Kind: flows.Choice, Label: "Kendala", Shown: "Kuota belum bertambah", Answer: flows.Answer{Said: "1", Read: "quota"}},
}}

func (w *world) filedBy(phone, name string, i int) store.Complaint {
	w.t.Helper()
	var c store.Complaint
	w.desk()
	w.must(w.store.Update(w.t.Context(), func(tx *store.Tx) error {
		who, err := tx.Contact(store.Address(phone), "", name)
		if err != nil {
			return err
		}
		if _, err := tx.Receive(store.Message{Contact: who.ID, ID: fmt.Sprint("f", i), Line: line, Kind: "text", SentAt: tx.Now}); err != nil {
			return err
		}
		number, err := tx.Number("ADU", tx.Now)
		if err != nil {
			return err
		}
		c, err = tx.File(store.Complaint{Number: number, Contact: who.ID, Line: line, Form: "emeterai", FormVersion: 1}, filing)
		return err
	}))
	return c
}

// writes is a whole complaint, written as a person writes it.
func (w *world) writes(phone string) {
	w.as(phone).act("sofar halo; 1; 2; kemarin; file receipt-1.jpg; kirim")
}

func (w *world) state(number string) (s store.State) {
	w.must(w.store.View(w.t.Context(), func(tx *store.Tx) error {
		c, err := tx.Complaint(number)
		s = c.State()
		return err
	}))
	return s
}

func texts(ms []bot.Message) string {
	var out []string
	for _, m := range ms {
		out = append(out, string(m.Show)+": "+m.Text)
	}
	return strings.Join(out, "\n")
}

// flat is texts without the breaks of lines.
func flat(ms []bot.Message) string { return strings.Join(strings.Fields(texts(ms)), " ") }
