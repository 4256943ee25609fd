package flows

import (
	"slices"
	"testing"
	"time"

	"aduan/flows/read"
)

// words are things that people say; the fuzzer picks from them and makes its own.
var words = []string{"halo", "1", "2", "ya", "tidak", "kemarin", "3 keping", "25.000", "3 juni", "lewati", "kembali", "batal", "ulang",
	"kirim", "ubah 3", "ubah 9", "status", "bantuan", "english", "privasi", "makasih", "p", "kapan selesai min?", "0812 3456 7890", "INV-1",
	"bukan", "12", "1 dan 2", "", "\x00\xff", "ADU-240906-35DN", "gagal bubuh tgl 3 sebanyak 2 keping"}

// FuzzResume plays any sequence of happenings. Whatever comes, a turn follows,
// the argument stays as it was, the session survives storage, and no complaint
// is filed that lacks a required answer or holds an unchecked file.
func FuzzResume(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 0, 3, 0, 2, 0, 5, 20, 0, 60, 0, 0, 9, 0, 13}, "apa saja")
	f.Add([]byte{20, 1, 20, 2, 60, 0, 0, 13, 61, 1, 90, 0, 120, 1}, "2 keping tgl 3")
	f.Add([]byte{0, 0, 0, 11, 0, 3, 0, 0, 200, 5, 0, 12, 0, 3}, "🙏")
	f.Add([]byte{210, 200, 0, 0, 210, 255, 210, 255, 0, 0}, "x")
	flow := map[bool]*Flow{false: newFlow(f, "emeterai"), true: newFlow(f, "layanan")}
	f.Fuzz(func(t *testing.T, script []byte, own string) {
		if len(script) > 400 || len(own) > 4000 {
			return
		}
		p := &talk{t: t, flow: flow[len(own)%2 == 1], now: time.Date(2024, 9, 6, 12, 0, 0, 0, jakarta), sent: map[string]string{}}
		for i := 0; i+1 < len(script); i += 2 {
			p.random(script[i], script[i+1], own)
		}
	})
}

func (p *talk) random(act, arg byte, own string) {
	text := own
	if int(arg) < len(words) {
		text = words[arg]
	}
	text = read.Clean(text) // as it is done at the door
	ref := func() *Ref {
		switch arg % 4 {
		case 0:
			return nil
		case 1:
			return &Ref{ID: "m3", Text: "2"}
		case 2:
			return &Ref{ID: p.s.Summary, Ours: true, Asks: keySummary}
		}
		return &Ref{ID: p.sent["date"], Ours: true, Asks: "date"}
	}
	var turn Turn
	switch {
	case act < 20:
		turn = p.do(Input{Act: Said, Text: text})
	case act < 50:
		p.file++
		p.open = append(p.open, p.file)
		turn = p.do(Input{Act: Sent, Text: text, File: p.file, Album: "a", AlbumLeft: int(arg) % 3})
	case act < 90 && len(p.open) > 0:
		id := p.open[0]
		p.open = p.open[1:]
		reason := ""
		if arg%3 == 0 {
			reason = "proof_broken"
		}
		turn = p.do(Input{Act: Checked, File: id, Reason: reason, SHA256: string(rune('a' + id%5))})
	case act < 110:
		turn = p.do(Input{Act: Showed, Shape: []string{"voice", "call", "undecryptable", "new_thing"}[arg%4]})
	case act < 130:
		turn = p.do(Input{Act: Edited, Of: ref(), Text: text})
	case act < 140:
		turn = p.do(Input{Act: Revoked, Of: ref()})
	case act < 150:
		turn = p.do(Input{Act: Reacted, Of: ref(), Text: "👍"})
	case act < 170:
		turn = p.do(Input{Act: Said, Text: text, Quote: ref()})
	case act < 200:
		turn = p.do(Input{Act: Said, Text: text, At: p.now.Add(-time.Duration(arg) * time.Hour)})
	case act < 210 && len(p.own) > 0: // staff ask, or have been answered
		p.own = slices.Clone(p.own)
		o := &p.own[int(arg)%len(p.own)]
		o.AskID, o.Asked, o.Answered = "m3", p.now, time.Time{}
		switch arg % 4 {
		case 0:
			o.Ask, o.Status = AskStaff, "waiting"
		case 1:
			o.Ask, o.Status = AskDone, "resolved"
		case 2:
			o.Ask, o.Asked = AskStaff, time.Time{} // has not left
		default:
			o.Ask, o.Answered = "", p.now
		}
		return
	default:
		to := p.now.Add(time.Duration(arg) * 2 * time.Hour)
		for n := 0; ; n++ { // let everything happen that is due on the way
			due := p.flow.Due(p.s, p.now)
			if due.IsZero() || due.After(to) {
				break
			}
			if n > 20 {
				p.t.Fatalf("due again and again at %v", due)
			}
			if due.After(p.now) {
				p.now = due
			}
			p.do(Input{Act: Tick})
		}
		p.now = to
		return
	}
	if n := turn.Done + turn.Reopen; n != "" || turn.Append != nil && turn.Append.Answer {
		p.own = slices.Clone(p.own)
		for i := range p.own {
			p.own[i].Ask = ""
		}
	}
	if turn.File != nil {
		p.own = append([]Own{{Number: "ADU-240906-35DN", Status: "new", Filed: p.now, Since: p.now, Read: map[string]string{}}}, p.own...)
	}
}

func FuzzNumber(f *testing.F) {
	f.Add("status adu 240906 35dn", 3)
	f.Fuzz(func(t *testing.T, text string, index int) {
		if n, _ := FindNumber("ADU", text); n != "" {
			if again, _ := FindNumber("ADU", n); again != n {
				t.Fatalf("%q reads as %q and then as %q", text, n, again)
			}
		}
		n := NewNumber("ADU", "240906", 7, index)
		if n == "" {
			return
		}
		if got, _ := FindNumber("ADU", "nomor "+n+" ya"); got != n {
			t.Fatalf("%q reads back as %q", n, got)
		}
	})
}

func BenchmarkResume(b *testing.B) {
	p := newTalk(b, "emeterai")
	p.draft()
	in := Input{Act: Said, ID: "m", At: p.now, Now: p.now, Text: "ubah 3", Phone: "+6281234567890"}
	b.ReportAllocs()
	for b.Loop() {
		p.flow.Resume(p.s, in)
	}
}
