package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/rs/zerolog"

	"aduan/bot"
	"aduan/flows"
	"aduan/store"
)

// world is one story at work: a desk with a real record, on a clock that
// stands, behind a network that remembers.
type world struct {
	t   *testing.T
	at  string // file and line of the story
	dir string

	mu  sync.Mutex
	now time.Time

	zone      *time.Location
	form      string
	language  string
	fetchTime time.Duration
	offline   bool
	quick     bool // sessions are not read back before every turn
	keepHolds bool // words of staff leave at the end of their hold, as in the product

	store *store.Store
	bot   *bot.Bot

	from, alt store.Address
	name      string
	trace     func(query string, args []any)
	people    map[store.Address]string // names of those whom the story gave one
	received  int                      // messages given to the bot
	labels    map[string]string        // label in the story -> message id
	last      []bot.Inbound            // the last act, for a second delivery
	burst     bool
	sent      []bot.Message
	shown     int // of sent: already in the story
	before    int // of sent: before the last act
}

func newWorld(t *testing.T) *world {
	zone, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		t.Fatal(err)
	}
	return &world{
		t: t, dir: t.TempDir(), zone: zone, form: "emeterai", language: "id",
		now:  time.Date(2024, 9, 6, 12, 0, 0, 0, zone),
		from: "+6281234567890", labels: map[string]string{}, people: map[store.Address]string{},
	}
}

// desk opens the record and the bot, on the first act and after a restart.
func (w *world) desk() *bot.Bot {
	if w.bot != nil {
		return w.bot
	}
	s, err := store.Open(w.t.Context(), w.dir, store.Options{Now: w.clock, Seed: 1, Trace: w.trace})
	w.must(err)
	w.t.Cleanup(func() { s.Close() })
	form, err := flows.Embedded(w.form)
	w.must(err)
	texts, err := flows.LoadTexts()
	w.must(err)
	rules := flows.DefaultRules(w.zone)
	rules.Language = w.language
	w.store = s
	w.bot = bot.New(bot.Options{
		Store: s, Messenger: w, Flow: &flows.Flow{Form: form, Texts: texts, Rules: rules},
		Now: w.clock, Log: zerolog.New(zerolog.NewTestWriter(w.t)).Level(zerolog.ErrorLevel), FetchTime: w.fetchTime, KeepHolds: w.keepHolds,
	})
	return w.bot
}

func (w *world) restart() {
	if w.store != nil {
		w.must(w.store.Close())
	}
	w.bot = nil
	w.desk()
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) setClock(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = at
}

// moveTo lets time pass; what falls due on the way happens at its own time.
func (w *world) moveTo(at time.Time) {
	b := w.desk()
	for i := 0; ; i++ {
		if i > 1000 {
			w.t.Fatalf("%s: something is due again and again, and never done", w.at)
		}
		due, ok, err := b.NextDue(w.t.Context())
		w.must(err)
		if !ok || due.After(at) {
			break
		}
		if due.After(w.clock()) {
			w.setClock(due)
		}
		w.settle()
	}
	w.setClock(at)
	w.settle()
}

func (w *world) settle() {
	w.roundTrip()
	w.must(w.desk().Settle(w.t.Context()))
	w.roundTrip()
}

// receive hands messages to the bot, and lets follow what follows.
func (w *world) receive(ins ...bot.Inbound) {
	b := w.desk()
	for _, in := range ins {
		w.roundTrip()
		if err := b.Receive(w.t.Context(), in); err != nil {
			w.t.Fatalf("%s: %v", w.at, err)
		}
	}
	w.last = ins
	if !w.burst {
		w.settle()
	}
}

// roundTrip reads every session back and puts it into JSON once more: it has
// to be what it was.
func (w *world) roundTrip() {
	if w.quick {
		return
	}
	w.must(w.store.View(w.t.Context(), func(tx *store.Tx) error {
		for id := int64(1); id <= 12; id++ {
			s, err := tx.Session(id, line)
			if err != nil {
				return err
			}
			once, err := json.Marshal(s)
			if err != nil {
				return err
			}
			var again flows.Session
			if err := json.Unmarshal(once, &again); err != nil {
				return err
			}
			twice, err := json.Marshal(again)
			if err != nil {
				return err
			}
			if !bytes.Equal(once, twice) {
				return fmt.Errorf("session of contact %d changes on its way through JSON:\n%s\n%s", id, once, twice)
			}
		}
		return nil
	}))
}

// heard is what the bot said since it was last asked, as the story shows it.
func (w *world) heard() string {
	var out strings.Builder
	for ; w.shown < len(w.sent); w.shown++ {
		m := w.sent[w.shown]
		to := ""
		if m.Show != w.from && m.Show != w.alt {
			to = "[to " + string(m.Show) + "] "
			if name := w.people[m.Show]; name != "" {
				to = "[to " + name + "] "
			}
		}
		if m.File != nil {
			to += "[" + m.File.MIME + ", " + m.File.Name + "] "
		}
		for i, q := range w.sent {
			if m.Quote != "" && q.ID == m.Quote {
				to += "[re " + itoa(i+1) + "] "
			}
		}
		text := strings.ReplaceAll(m.Text, "\n", "\n   ")
		text = strings.ReplaceAll(text, "\n   \n", "\n   .\n")
		fmt.Fprintf(&out, "%d< %s%s\n", w.shown+1, to, text)
	}
	return out.String()
}

const line = "+628119809600"

var errOffline = errors.New("offline")

// Send remembers a message, once for each id.
func (w *world) Send(_ context.Context, m bot.Message) error {
	if w.offline {
		return errOffline
	}
	for _, old := range w.sent {
		if old.ID == m.ID {
			if !reflect.DeepEqual(old, m) {
				return fmt.Errorf("message %s leaves again with other words", m.ID)
			}
			return nil
		}
	}
	w.sent = append(w.sent, m)
	w.labels[itoa(len(w.sent))] = m.ID
	return nil
}

// Fetch draws the file that a story names.
func (w *world) Fetch(_ context.Context, ref []byte, limit int64) ([]byte, error) {
	name, gone := strings.CutPrefix(string(ref), "gone ")
	if gone {
		return nil, bot.ErrGone
	}
	b, err := drawn(name)
	if err == nil && int64(len(b)) > limit {
		return nil, bot.ErrTooBig
	}
	return b, err
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%s: %v", w.at, err)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
