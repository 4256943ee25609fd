package flows

import (
	"testing"
	"time"
)

// What counts as a yes, a no, or neither, to "all well?". Thanks alone never
// reopens anything (T19).
func TestVerdict(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1": "done", "ya": "done", "sudah": "done", "sudah beres kak makasih": "done", "udah masuk min 🙏": "done", "beres": "done", "yes": "done",
		"2": "reopen", "belum": "reopen", "blm min": "reopen", "belum masuk juga min": "reopen", "sudah dicoba tapi masih belum masuk": "reopen",
		"masih sama kak": "reopen", "not yet": "reopen", "tidak": "reopen",
		"terima kasih": "", "makasih kak 🙏": "", "sudah berapa lama biasanya min?": "", "nomor invoice saya INV-1": "",
	} {
		p := newTalk(t, "emeterai")
		p.own = []Own{{Number: "ADU-240906-35DN", Status: "resolved", Filed: p.now, Since: p.now, Ask: AskDone, AskID: "q", Asked: p.now, Read: map[string]string{}}}
		p.now = p.now.Add(time.Minute)
		turn := p.say(text)
		got := ""
		switch {
		case turn.Done != "":
			got = "done"
		case turn.Reopen != "":
			got = "reopen"
		}
		if got != want {
			t.Errorf("%q: %q, want %q; said %q", text, got, want, turn.Reply.News)
		}
	}
}

// An answer to staff belongs to the newest question that has left; what fits a
// draft too is asked about, and nothing that was kept is lost.
func TestWhose(t *testing.T) {
	t.Parallel()
	ask := func(p *talk, at time.Time) {
		p.own = []Own{{Number: "ADU-240906-35DN", Status: "waiting", Filed: p.now, Since: p.now, Ask: AskStaff, AskID: "q", Asked: at, Read: map[string]string{}}}
	}
	p := newTalk(t, "emeterai")
	ask(p, p.now)
	if turn := p.say("siti@example.com"); turn.Append == nil || !turn.Append.Answer {
		t.Errorf("idle: %+v", turn)
	}
	p = newTalk(t, "emeterai")
	ask(p, time.Time{}) // still held back: nobody can answer it
	if turn := p.say("siti@example.com"); turn.Append != nil && turn.Append.Answer {
		t.Errorf("an answer to what was not asked: %+v", turn)
	}
	for _, x := range []struct {
		answer string
		mine   bool // for staff
	}{{"1", true}, {"2", false}, {"status", true}, {"batal", true}} {
		p = newTalk(t, "emeterai")
		p.say("halo")
		p.say("1")
		p.say("ya")
		ask(p, p.now.Add(time.Minute))
		p.now = p.now.Add(2 * time.Minute)
		if turn := p.say("3"); turn.Reply.Asks != asideWhose {
			t.Fatalf("not asked whose: %+v", turn.Reply)
		}
		turn := p.say(x.answer)
		if got := turn.Append != nil && turn.Append.Answer && turn.Append.Notes[0].Text == "3"; got != x.mine {
			t.Errorf("%q: %+v", x.answer, turn.Append)
		}
		if got := p.s.Answers["pieces"].Read; (got == "3") == x.mine {
			t.Errorf("%q: the draft has %q", x.answer, got)
		}
	}
}
