package bot_test

import (
	"strings"
	"testing"
	"time"

	"aduan/store"
)

// Words of staff leave when their time of grace is over, not sooner and not
// later; and not at all if they were taken back.
func TestWordsWaitAndThenLeave(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.keepHolds = true
	w.restart()
	number := w.filed(0).Number
	after := func(wait time.Duration) string {
		before := len(w.sent)
		w.moveTo(w.clock().Add(wait))
		return texts(w.sent[before:])
	}
	if got := texts(w.says(agentPhone, "balas "+number+" satu")); strings.Contains(got, "Dari petugas") {
		t.Errorf("it left at once:\n%s", got)
	}
	if got := after(19 * time.Second); got != "" {
		t.Errorf("it left too soon:\n%s", got)
	}
	w.restart() // the time stands in the record
	if got := after(time.Second); !strings.Contains(got, "satu") {
		t.Errorf("it did not leave:\n%s", got)
	}
	w.says(agentPhone, "balas "+number+" dua")
	after(10 * time.Second)
	w.says(agentPhone, "balas "+number+" tiga")
	if got := texts(w.says(agentPhone, "batalkan")); !strings.Contains(got, "ditarik") {
		t.Errorf("it was not taken back:\n%s", got)
	}
	if got := after(time.Minute); strings.Contains(got, "tiga") || strings.Count(got, "dua") != 1 {
		t.Errorf("what left:\n%s", got)
	}
	// Everybody else's words pass by those that are held.
	w.says(agentPhone, "balas "+number+" empat")
	if got := texts(w.says(anaPhone, "status")); !strings.Contains(got, number) || strings.Contains(got, "empat") {
		t.Errorf("the status:\n%s", got)
	}
	if got := after(20 * time.Second); !strings.Contains(got, "empat") {
		t.Errorf("it did not leave:\n%s", got)
	}
}

// Every change of status can be taken back for five minutes, and the complaint
// is as it was; if its notice had left there is one correction, if not none.
func TestEveryChangeCanBeTakenBack(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		before []string // by the agent
		do     string
	}{
		{"take", nil, "ambil %"},
		{"release", []string{"ambil %"}, "lepas %"},
		{"reply", nil, "balas % sudah ya"},
		{"ask", []string{"ambil %"}, "tanya % apa?"},
		{"resolve", []string{"ambil %"}, "selesai %"},
		{"reject", []string{"ambil %"}, "tolak % bukan kami;ya"},
		{"reopen", []string{"selesai %"}, "buka %"},
	} {
		for _, left := range []bool{false, true} {
			name := x.name + " before it left"
			if left {
				name = x.name + " after it left"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				w := manned(t)
				w.keepHolds = true
				w.restart()
				number := w.filed(0).Number
				say := func(texts string) {
					for text := range strings.SplitSeq(strings.ReplaceAll(texts, "%", number), ";") {
						w.says(agentPhone, text)
					}
				}
				for _, s := range x.before {
					say(s)
				}
				w.moveTo(w.clock().Add(time.Minute))
				was, before := w.state(number), len(w.sent)
				say(x.do)
				if s := w.state(number); s.Status == was.Status && s.Assignee == was.Assignee {
					t.Fatalf("nothing changed: %+v", s)
				}
				if left {
					w.moveTo(w.clock().Add(4 * time.Minute))
				}
				say("batalkan")
				w.moveTo(w.clock().Add(time.Minute))
				if s := w.state(number); s.Status != was.Status || s.Assignee != was.Assignee || s.Asked != was.Asked || s.Reopened != was.Reopened {
					t.Errorf("it was %+v and is %+v", was, s)
				}
				heard := 0
				for _, m := range w.sent[before:] {
					if m.Show == anaPhone {
						heard++
					}
				}
				if corrections := strings.Count(texts(w.sent[before:]), "pesan kami barusan"); left && (heard != 2 || corrections != 1) || !left && heard != 0 {
					t.Errorf("the person heard %d messages, %d corrections:\n%s", heard, corrections, texts(w.sent[before:]))
				}
				if got := texts(w.says(agentPhone, "batalkan")); x.before == nil && !strings.Contains(got, "Tidak ada yang bisa") {
					t.Errorf("there is more to take back:\n%s", got)
				}
			})
		}
	}
}

// After five minutes a change stays.
func TestOldChangesStay(t *testing.T) {
	t.Parallel()
	w := manned(t)
	number := w.filed(0).Number
	w.says(agentPhone, "ambil "+number)
	w.moveTo(w.clock().Add(5*time.Minute + time.Second))
	if got := texts(w.says(agentPhone, "batalkan")); !strings.Contains(got, "lewat 5 menit") || w.state(number).Status != store.StatusTaken {
		t.Errorf("got %s", got)
	}
}

// "batalkan" takes back the last thing that somebody did, not one before it.
func TestOnlyTheLastIsTakenBack(t *testing.T) {
	t.Parallel()
	w := manned(t)
	number := w.filed(0).Number
	for _, text := range []string{"catat %s dicek", "alih %s"} {
		w.says(agentPhone, "ambil "+number)
		w.says(agentPhone, strings.Replace(text, "%s", number, 1))
		if got := texts(w.says(agentPhone, "batalkan")); strings.Contains(got, "keliru") || w.state(number).Status != store.StatusTaken {
			t.Errorf("%s took the claim with it:\n%s", text, got)
		}
	}
	if got := texts(w.says(agentPhone, "lihat "+number)); strings.Contains(got, "dicek") {
		t.Errorf("the note is still there:\n%s", got)
	}
	if got := texts(w.says(anaPhone, "status")); !strings.Contains(got, "sedang dikerjakan") {
		t.Errorf("the bot is still silent: %q", got)
	}
}
