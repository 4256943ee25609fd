package bot_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"aduan/bot"
	"aduan/bot/desk"
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
func (w *world) filed(i int) store.Complaint {
	w.t.Helper()
	var c store.Complaint
	w.desk()
	w.must(w.store.Update(w.t.Context(), func(tx *store.Tx) error {
		who, err := tx.Contact(anaPhone, "", "Ana")
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
		c, err = tx.File(store.Complaint{Number: number, Contact: who.ID, Line: line, Form: "emeterai", FormVersion: 1},
			flows.Filing{Lang: "id", Answers: []flows.Filed{
				{Field: "kind", Kind: flows.Choice, Label: "Kendala", Shown: "Kuota belum bertambah", Answer: flows.Answer{Said: "1", Read: "quota"}},
			}})
		return err
	}))
	return c
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

// mayWhat is who may what. A command that is missing here has no place.
var mayWhat = map[string]string{
	"queue": "agent lead", "list": "agent lead", "show": "agent lead", "proof": "agent lead",
	"take": "agent lead", "release": "agent lead", "reply": "agent lead", "ask": "agent lead",
	"resolve": "agent lead", "reject": "agent lead", "reopen": "agent lead", "note": "agent lead",
	"search": "agent lead", "history": "agent lead", "person": "agent lead",
	"takeover": "agent lead", "handback": "agent lead", "undo": "agent lead", "more": "agent lead",
	"in": "agent lead", "out": "agent lead", "own": "agent lead", "help": "agent lead",
	"staff": "lead",
}

func line1(c desk.About, number string) string {
	s := c.Name
	if c.Number {
		s += " " + number
	}
	if c.Words {
		s += " kuota"
	}
	return s
}

// Every command as an agent and as a lead: what the table grants is done, what
// it does not is refused, and no line is wider than a phone.
func TestEveryCommandOfStaff(t *testing.T) {
	t.Parallel()
	for who, phone := range map[string]string{"agent": agentPhone, "lead": leadPhone} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			w := manned(t)
			for i, c := range desk.Commands() {
				may, known := mayWhat[c.Key]
				if !known {
					t.Errorf("nobody said who may %q", c.Key)
				}
				if c.Key == "own" {
					continue // leaves the desk; told in a story
				}
				got := w.says(phone, line1(c, w.filed(i).Number))
				all := texts(got)
				if len(got) == 0 {
					t.Errorf("%s: no answer", c.Name)
				}
				refused := strings.Contains(all, "hanya untuk lead")
				if granted := strings.Contains(may, who); granted == refused {
					t.Errorf("%s: granted %v, but:\n%s", c.Name, granted, all)
				}
				if strings.Contains(all, "bukan perintah") || strings.Contains(all, "Tulis *"+c.Name) {
					t.Errorf("%s was not understood:\n%s", c.Name, all)
				}
				for _, m := range got {
					for l := range strings.SplitSeq(m.Text, "\n") {
						if n := utf8.RuneCountInString(l); n > 40 && m.Show != anaPhone {
							t.Errorf("%s: a line of %d: %q", c.Name, n, l)
						}
					}
				}
			}
			if len(mayWhat) != len(desk.Commands()) {
				t.Error("the table of who may what has other commands than the desk")
			}
		})
	}
}

// T37: every command as an applicant and as somebody unknown gives, to the
// letter, what it gives where there is no staff at all, and changes nothing.
func TestEveryCommandOfOthers(t *testing.T) {
	t.Parallel()
	for who, phone := range map[string]string{"applicant": anaPhone, "unknown": nobody} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			w, control := manned(t), newWorld(t)
			control.as(leadPhone)
			c, d := w.filed(0), control.filed(0)
			if c.Number != d.Number {
				t.Fatal("the two worlds differ")
			}
			for _, x := range desk.Commands() {
				for _, text := range []string{line1(x, c.Number), strings.ToUpper(x.Name), x.Name + " 123"} {
					got, want := w.says(phone, text), control.says(phone, text)
					if d := cmp.Diff(texts(want), texts(got)); d != "" {
						t.Errorf("%q (-without staff +with):\n%s", text, d)
					}
					if s := w.state(c.Number); s.Status != store.StatusNew || s.Assignee != 0 {
						t.Fatalf("%q changed the complaint: %+v", text, s)
					}
				}
			}
		})
	}
}

// T33: of many who take the same complaint in the same moment one wins, and
// the others are told who.
func TestTakersRace(t *testing.T) {
	t.Parallel()
	w := manned(t)
	var phones []string
	for i := range 8 {
		phones = append(phones, fmt.Sprintf("+62811000001%02d", i))
		w.act(fmt.Sprintf("staff %s Staf%d agent", phones[i], i))
		w.says(phones[i], "halo")
	}
	for round := range 3 {
		c := w.filed(round)
		before := len(w.sent)
		var wg sync.WaitGroup
		start := make(chan struct{})
		for i, phone := range phones {
			wg.Go(func() {
				<-start
				err := w.bot.Receive(t.Context(), bot.Inbound{
					Line: line, From: store.Address(phone), ID: fmt.Sprint("race", round, i), At: w.clock(), Kind: bot.KindText, Text: "ambil " + c.Number,
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		close(start)
		wg.Wait()
		w.settle()
		won, told := 0, 0
		for _, m := range w.sent[before:] {
			switch {
			case strings.Contains(m.Text, "Anda pegang"):
				won++
			case strings.Contains(m.Text, "dipegang Staf"):
				told++
			}
		}
		if won != 1 || told != len(phones)-1 {
			t.Errorf("%d won and %d were told who:\n%s", won, told, texts(w.sent[before:]))
		}
		if s := w.state(c.Number); s.Status != store.StatusTaken || s.Assignee == 0 {
			t.Errorf("it is %+v", s)
		}
	}
}

// More cards in an hour than the rules allow become one digest, which tells
// leads who has never written.
func TestCardsBecomeADigest(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.act("staff +6281100000077 Tono agent")
	w.desk().Desk.Rules.Cards = 2
	before := len(w.sent)
	for i := range 5 {
		c := w.filed(i)
		w.must(w.store.Update(t.Context(), func(tx *store.Tx) error {
			out, err := w.bot.Desk.Filed(tx, c)
			if err != nil {
				return err
			}
			for _, s := range out.Sends {
				who, err := tx.StaffByID(s.Staff)
				if err != nil {
					return err
				}
				id, err := tx.NewID()
				if err != nil {
					return err
				}
				if err := tx.Enqueue(store.Outbound{ID: id, Contact: who.Contact, Line: line, Address: store.Address(who.Phone), News: s.Text, Number: s.Number, Priority: s.Priority}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	w.settle()
	if n := len(w.sent) - before; n != 4 {
		t.Errorf("%d cards, want 2 for each of two:\n%s", n, texts(w.sent[before:]))
	}
	before = len(w.sent)
	w.moveTo(w.clock().Add(2 * time.Hour))
	all := texts(w.sent[before:])
	if len(w.sent)-before != 2 || !strings.Contains(all, "laporan baru sejak") || strings.Count(all, "Tono") != 1 {
		t.Errorf("the digests:\n%s", all)
	}
}

// A changed identity key takes a person's rights away until a lead confirms.
func TestKeyChangeSuspends(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.must(w.bot.KeyChanged(context.Background(), agentPhone, ""))
	w.settle()
	if got := texts(w.says(agentPhone, "antrean")); !strings.Contains(got, "perlu dikonfirmasi") {
		t.Errorf("got %s", got)
	}
	w.says(leadPhone, "staf pin "+agentPhone)
	if got := texts(w.says(agentPhone, "antrean")); !strings.Contains(got, "kosong") {
		t.Errorf("got %s", got)
	}
}

// Who is removed can do nothing, is not brought back by the configuration, and
// what they had goes back: by a job where it is much.
func TestStaffIsRemoved(t *testing.T) {
	t.Parallel()
	w := manned(t)
	const many = 120
	for i := range many {
		c := w.filed(i)
		w.must(w.store.Update(t.Context(), func(tx *store.Tx) error {
			s := c.State()
			budi, err := tx.StaffByPhone(agentPhone)
			s.Status, s.Assignee = store.StatusTaken, budi.ID
			if err != nil {
				return err
			}
			return tx.SetState(c.ID, s)
		}))
	}
	if got := texts(w.says(leadPhone, "staf hapus Budi")); !strings.Contains(got, "120") {
		t.Errorf("it does not say what will happen:\n%s", got)
	}
	got := texts(w.says(leadPhone, "ya"))
	if !strings.Contains(got, "saya kabari") || !strings.Contains(got, "Selesai: 120") {
		t.Errorf("the job:\n%s", got)
	}
	w.must(w.store.View(t.Context(), func(tx *store.Tx) error {
		n, err := tx.QueueLength()
		if n != many {
			t.Errorf("%d are back in the queue", n)
		}
		return err
	}))
	w.act("staff " + agentPhone + " Budi agent")
	if got := texts(w.says(agentPhone, "antrean")); strings.Contains(got, "menunggu, terlama") {
		t.Errorf("still staff:\n%s", got)
	}
	if got := texts(w.says(leadPhone, "staf hapus Rina")); got == "" {
		t.Error("no answer")
	}
	if got := texts(w.says(leadPhone, "ya")); !strings.Contains(got, "lead terakhir") {
		t.Errorf("the last lead is gone: %s", got)
	}
}

// The desk's own words fit a phone in both languages, whatever fills them.
func TestHelpFitsAPhone(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.act("staff +6281100000009 Kim lead en")
	c := w.filed(0)
	for phone, words := range map[string][]string{
		leadPhone:        {"bantuan", "bantuan tolak", "staf", "staf tambah", "tolak " + c.Number + " " + strings.Repeat("a", 300), "lihat " + c.Number},
		"+6281100000009": {"hi", "help", "staff", "reject " + c.Number + " 😀😀😀 " + strings.Repeat("kata ", 60), "queue"},
	} {
		for _, text := range words {
			for _, m := range w.says(phone, text) {
				for l := range strings.SplitSeq(m.Text, "\n") {
					if n := utf8.RuneCountInString(l); n > 40 {
						t.Errorf("%q: a line of %d: %q", text, n, l)
					}
				}
			}
		}
	}
}

// T38, T40: what people write cannot look like the desk's own words.
func TestPeoplesWordsAreMarked(t *testing.T) {
	t.Parallel()
	w := manned(t)
	c := w.filed(0)
	w.says(agentPhone, "ambil "+c.Number)
	w.says(agentPhone, "tanya "+c.Number+" apa?")
	w.act("wait 1m")
	w.as(anaPhone).act(`> "siti\n✅ *ADU-1* selesai\nBalas *ya* atau *tidak*."`)
	for _, m := range w.sent[w.before:] {
		if m.Show != agentPhone {
			continue
		}
		lines := strings.Split(m.Text, "\n")
		for _, l := range lines[1:] {
			if !strings.HasPrefix(l, "│ ") || strings.Contains(l, "*") {
				t.Errorf("the line %q is not marked in:\n%s", l, m.Text)
			}
		}
	}
}
