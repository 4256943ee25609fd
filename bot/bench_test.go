package bot

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"aduan/flows"
	"aduan/store"
)

// deaf is a network that takes everything and shows nothing.
type deaf struct{}

func (deaf) Send(context.Context, Message) error                  { return nil }
func (deaf) Fetch(context.Context, []byte, int64) ([]byte, error) { return nil, ErrGone }

func benchBot(b *testing.B) *Bot {
	b.Helper()
	form, err := flows.Embedded("emeterai")
	if err != nil {
		b.Fatal(err)
	}
	texts, err := flows.LoadTexts()
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(b.Context(), b.TempDir(), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return New(Options{Store: s, Messenger: deaf{}, Log: zerolog.Nop(), Flow: &flows.Flow{Form: form, Texts: texts, Rules: flows.DefaultRules(time.UTC)}})
}

// BenchmarkReceive handles one message of a dialogue durably: one commit each,
// counted as the growth of SQLite's own change counter would count it.
func BenchmarkReceive(b *testing.B) {
	bot := benchBot(b)
	words := []string{"halo", "1", "2 keping", "kemarin", "kembali", "ubah 2", "status"}
	before := bot.Store.Commits()
	n := 0
	for b.Loop() {
		person := store.Address(fmt.Sprintf("+62812%08d", n/len(words)))
		err := bot.Receive(b.Context(), Inbound{From: person, ID: fmt.Sprint("m", n), At: time.Now(), Kind: KindText, Text: words[n%len(words)]})
		if err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(bot.Store.Commits()-before)/float64(n), "commits/op")
}
