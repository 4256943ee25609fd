package flows

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var jakarta = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		panic(err)
	}
	return zone
}()

func newFlow(t testing.TB, form string) *Flow {
	t.Helper()
	f, err := Embedded(form)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := LoadTexts()
	if err != nil {
		t.Fatal(err)
	}
	return &Flow{Form: f, Texts: texts, Rules: DefaultRules(jakarta)}
}

// talk is a person at the other end of a flow, with a record that keeps
// nothing but what a turn needs.
type talk struct {
	t    testing.TB
	flow *Flow
	s    Session
	now  time.Time
	n    int
	file int64
	open []int64 // files being checked
	own  []Own
	sent map[string]string // id of our messages, by key of the question
}

func newTalk(t testing.TB, form string) *talk {
	return &talk{t: t, flow: newFlow(t, form), now: time.Date(2024, 9, 6, 12, 0, 0, 0, jakarta), sent: map[string]string{}}
}

// do lets something happen, and checks what must hold after every turn.
func (p *talk) do(in Input) Turn {
	p.t.Helper()
	p.n++
	if in.ID == "" {
		in.ID = fmt.Sprint("m", p.n)
	}
	if in.At.IsZero() {
		in.At = p.now
	}
	in.Now, in.Reply, in.Phone, in.Own = p.now, fmt.Sprint("r", p.n), "+6281234567890", p.own
	before := mustJSON(p.t, p.s)
	turn := p.flow.Resume(p.s, in)
	if after := mustJSON(p.t, p.s); before != after {
		p.t.Fatalf("Resume changed its argument:\n%s", cmp.Diff(before, after))
	}
	p.check(turn)
	after := mustJSON(p.t, turn.Session)
	p.s = Session{}
	if err := json.Unmarshal([]byte(after), &p.s); err != nil {
		p.t.Fatal(err)
	}
	if again := mustJSON(p.t, p.s); again != after {
		p.t.Fatalf("a session changes when it is stored:\n%s", cmp.Diff(after, again))
	}
	if turn.Reply.Asks != "" {
		p.sent[turn.Reply.Asks] = in.Reply
	}
	return turn
}

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (p *talk) check(turn Turn) {
	p.t.Helper()
	s := turn.Session
	if s.Asked.Times > timesAsked {
		p.t.Fatalf("%q was asked %d times in a row", s.Asked.Key, s.Asked.Times)
	}
	if (turn.Reply.Question == "") != (turn.Reply.Asks == "") {
		p.t.Fatalf("question %q has the key %q", turn.Reply.Question, turn.Reply.Asks)
	}
	for _, text := range append(slices.Clone(turn.Reply.News), turn.Reply.Question) {
		if h := holes(text); len(h) > 0 {
			p.t.Fatalf("nothing filled %v in %q", h, text)
		}
	}
	for _, f := range p.flow.Form.Fields {
		if f.Kind == Proof && s.files(f.Key) > f.files()*2 {
			p.t.Fatalf("%d files for %s", s.files(f.Key), f.Key)
		}
	}
	for key, a := range s.Answers {
		f := p.flow.Form.Field(key)
		if f == nil || a.Open || a.Skipped || a == p.s.Answers[key] {
			continue
		}
		if !f.fits(a.Read) {
			p.t.Fatalf("%q was taken as an answer to %s", a.Read, key)
		}
	}
	if fl := turn.File; fl != nil {
		if s.Open {
			p.t.Fatal("a complaint was filed and the draft stayed open")
		}
		for _, f := range fl.Files {
			if !f.Checked {
				p.t.Fatal("a complaint was filed with an unchecked file")
			}
		}
		for _, a := range fl.Answers {
			f := p.flow.Form.Field(a.Field)
			if a.Read == "" && !a.Open && !a.Skipped || a.Skipped && !f.Optional {
				p.t.Fatalf("a complaint was filed without %s", a.Field)
			}
		}
	}
}

// say is a text, and gives back all that was answered.
func (p *talk) say(text string) Turn { p.t.Helper(); return p.do(Input{Act: Said, Text: text}) }

// send is a file whose check ends well.
func (p *talk) send(caption string) Turn {
	p.t.Helper()
	p.file++
	p.do(Input{Act: Sent, Text: caption, File: p.file})
	return p.do(Input{Act: Checked, File: p.file, SHA256: fmt.Sprint("sha", p.file)})
}

// draft answers everything up to the summary.
func (p *talk) draft() {
	p.t.Helper()
	for _, s := range []string{"halo", "1", "2", "kemarin"} {
		p.say(s)
	}
	p.send("")

}

func TestBackFromEveryQuestion(t *testing.T) {
	t.Parallel()
	p := newTalk(t, "emeterai")
	p.say("halo")
	if got := p.say("kembali"); got.Reply.Asks != "kind" {
		t.Errorf("back from the first question asks %q", got.Reply.Asks)
	}
	p.say("1")
	if got := p.say("kembali"); got.Reply.Asks != "edit:kind" {
		t.Errorf("back asks %q", got.Reply.Asks)
	}
	if got := p.say("2"); got.Reply.Asks != "pieces" || got.Session.Answers["kind"].Read != "stamping" {
		t.Errorf("after the new answer: %q, %+v", got.Reply.Asks, got.Session.Answers)
	}
}

// T17: an edit on the summary changes one answer and keeps the rest.
func TestEditReachesEveryLine(t *testing.T) {
	t.Parallel()
	for i, tc := range []struct{ say, key, want string }{
		{"2", "kind", "stamping"}, {"0856 1234 5678", "whatsapp", "+6285612345678"},
		{"7", "pieces", "7"}, {"3/9", "date", "2024-09-03"}, {"", "proof", "1"}, {"INV-77", "invoice", "INV-77"},
	} {
		p := newTalk(t, "emeterai")
		p.draft()
		before := p.s.clone().Answers
		if got := p.say(fmt.Sprint("ubah ", i+1)); got.Reply.Asks != "edit:"+tc.key {
			t.Fatalf("line %d asks %q", i+1, got.Reply.Asks)
		}
		if tc.say == "" {
			p.send("")
		} else {
			p.say(tc.say)
		}
		if got := p.s.Answers[tc.key].Read; got != tc.want {
			t.Errorf("line %d is %q", i+1, got)
		}
		delete(before, tc.key)
		after := p.s.clone().Answers
		delete(after, tc.key)
		if d := cmp.Diff(before, after); d != "" {
			t.Errorf("line %d changed others: %s", i+1, d)
		}
		if n := p.s.files("proof"); n != 1 {
			t.Errorf("line %d: %d proofs", i+1, n)
		}
	}
}

// A session that an older or newer release wrote is read without harm.
func TestForeignSessionsGoOn(t *testing.T) {
	t.Parallel()
	for _, stored := range []string{
		`{}`, `{"open":true}`, `{"open":true,"answers":{"kind":{"read":"gone"},"old_field":{"read":"x"}}}`,
		`{"open":true,"answers":{"pieces":{"read":"many"}},"aside":{"kind":"edit","field":"old_field"}}`,
		`{"open":true,"aside":{"kind":"from_the_future"}}`, `{"open":true,"asked":{"key":"gone","times":99}}`,
	} {
		p := newTalk(t, "emeterai")
		if err := json.Unmarshal([]byte(stored), &p.s); err != nil {
			t.Fatal(err)
		}
		if got := p.say("bantuan"); got.Reply.Empty() {
			t.Errorf("%s: silence", stored)
		}
		p.s.Asked.Times = min(p.s.Asked.Times, timesAsked)
		p.s.Open = false
		p.draft()
		if got := p.say("kirim"); got.File == nil {
			t.Errorf("%s: not filed, asks %q", stored, got.Reply.Asks)
		}
	}
}
