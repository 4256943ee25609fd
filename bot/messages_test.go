package bot_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aduan/store"
)

// mostMessages is how many messages of the bot a complaint may take, the
// receipt among them, for whoever answers what is asked.
const mostMessages = 7

// What the bot asks for, and what a person who wants to get through answers.
// An empty answer is a photo.
var willing = []struct{ asks, answer string }{
	{"Sudah benar? Balas *kirim*", "kirim"},
	{"Itu jumlah uang, ya?", "ya"},
	{"Yang mana maksud Anda?", "1"},
	{"Maksud Anda", "ya"},
	{"Apa kendalanya?", "1"},
	{"Berapa keping", "2"},
	{"Kapan kejadiannya?", "kemarin"},
	{"Sekarang kirim bukti", ""},
}

// TestMessagesPerComplaint files a complaint for every opening of the corpus,
// once as a text and once as the caption of a proof, and counts what the bot
// needs to say:
//
//	go test -v -run MessagesPerComplaint ./bot
func TestMessagesPerComplaint(t *testing.T) {
	t.Parallel()
	openings := openings(t)
	for _, way := range []struct {
		name string
		most int
	}{{"text", mostMessages}, {"caption", mostMessages - 1}} {
		w := newWorld(t)
		w.quick = true
		var counts []int
		for i, text := range openings {
			w.from = store.Address(fmt.Sprintf("+62811%08d", i+1000))
			w.at = text
			from := len(w.sent)
			if way.name == "caption" {
				w.act("file receipt-1.jpg | " + text)
			} else {
				w.act("> " + text)
			}
			w.getThrough(from, way.most)
			counts = append(counts, len(w.sent)-from)
		}
		slices.Sort(counts)
		t.Logf("opening as %s: %d complaints; messages of the bot each: median %d, worst %d, %d with two",
			way.name, len(counts), counts[len(counts)/2], counts[len(counts)-1], count(counts, 2))
	}
}

// getThrough answers until there is a receipt.
func (w *world) getThrough(from, most int) {
	for len(w.sent)-from <= most {
		said := w.sent[len(w.sent)-1].Text
		if strings.Contains(said, "sudah tercatat") {
			return
		}
		i := slices.IndexFunc(willing, func(x struct{ asks, answer string }) bool { return strings.Contains(said, x.asks) })
		switch {
		case len(w.sent) == from, i < 0:
			w.t.Fatalf("%q: nothing is asked: %s", w.at, said)
		case willing[i].answer == "":
			w.act("file receipt-1.jpg")
		default:
			w.act("> " + willing[i].answer)
		}
	}
	w.t.Errorf("%q takes more than %d messages", w.at, most)
}

// openings are the first messages of the corpora written blind that say
// anything at all: a word of thanks or "batal" is no complaint.
func openings(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, path := range []string{"blind/openings.txt", "blind2/openings.txt"} {
		b, err := os.ReadFile(filepath.Join("..", "flows", "read", "testdata", filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			text, fair, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if ok && !strings.HasPrefix(text, "#") && strings.Contains(fair, "=") {
				out = append(out, text)
			}
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d openings", len(out))
	}
	return out
}

func count(list []int, n int) (c int) {
	for _, x := range list {
		if x == n {
			c++
		}
	}
	return c
}
