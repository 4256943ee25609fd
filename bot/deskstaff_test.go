package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"aduan/store"
)

// A changed identity key takes a person's rights away until a lead confirms.
func TestKeyChangeSuspends(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.must(w.bot.KeyChanged(t.Context(), agentPhone, ""))
	before := len(w.sent)
	w.settle()
	if got := flat(w.sent[before:]); !strings.Contains(got, leadPhone+": ⚠️ Kunci keamanan Budi") {
		t.Errorf("leads were told: %s", got)
	}
	if got := texts(w.says(agentPhone, "antrean")); !strings.Contains(got, "perlu dikonfirmasi") {
		t.Errorf("got %s", got)
	}
	w.says(leadPhone, "staf pin "+agentPhone)
	if got := texts(w.says(agentPhone, "antrean")); !strings.Contains(got, "kosong") {
		t.Errorf("got %s", got)
	}
}

// taken is so many complaints that the agent works on.
func (w *world) taken(many int) {
	for i := range many {
		c := w.filed(i)
		w.must(w.store.Update(w.t.Context(), func(tx *store.Tx) error {
			s := c.State()
			budi, err := tx.StaffByPhone(agentPhone)
			s.Status, s.Assignee = store.StatusTaken, budi.ID
			if err != nil {
				return err
			}
			return tx.SetState(c.ID, s)
		}))
	}
}

func (w *world) jobs() (open bool) {
	w.must(w.store.View(w.t.Context(), func(tx *store.Tx) error {
		due, err := tx.NextDue()
		open = err == nil && due.Job != 0
		return nil
	}))
	return open
}

func (w *world) queued() (n int) {
	w.must(w.store.View(w.t.Context(), func(tx *store.Tx) (err error) {
		n, err = tx.QueueLength()
		return err
	}))
	return n
}

// Who is removed can do nothing, and what they had goes back: at once where it
// is fifty, by a job where it is more. The job does fifty at a time, goes on
// after a restart, and tells the lead when it is done; the people are told too.
func TestStaffIsRemoved(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ many, atOnce int }{{0, 0}, {50, 50}, {51, 0}, {120, 0}} {
		t.Run(fmt.Sprint(x.many), func(t *testing.T) {
			t.Parallel()
			w := manned(t)
			w.taken(x.many)
			asked := flat(w.says(leadPhone, "staf hapus Budi"))
			if says := strings.Contains(asked, fmt.Sprint(x.many, " laporannya kembali")); says != (x.many > 0) || !strings.Contains(asked, "Balas *ya*") {
				t.Errorf("it says what will happen: %s", asked)
			}
			before := len(w.sent)
			w.burst = true // nothing but the transaction of the message
			w.says(leadPhone, "ya")
			if n := w.queued(); n != x.atOnce || w.jobs() != (x.many > 50) {
				t.Errorf("%d are back at once, a job: %v", n, w.jobs())
			}
			for back := 50; back < x.many; back += 50 {
				if did, err := w.bot.TickNext(t.Context()); !did || err != nil {
					t.Fatal(did, err)
				}
				if n := w.queued(); n != back {
					t.Errorf("%d are back after a step of the job, want %d", n, back)
				}
				w.restart()
			}
			w.burst = false
			w.settle()
			if n := w.queued(); n != x.many || w.jobs() {
				t.Errorf("%d are back in the queue, a job: %v", n, w.jobs())
			}
			got := flat(w.sent[before:])
			if told := strings.Contains(got, fmt.Sprintf("Selesai: %d laporan", x.many)); told != (x.many > 50) {
				t.Errorf("the lead was told of a job: %v\n%s", told, got)
			}
			if n := strings.Count(got, anaPhone+": Laporan"); n != x.many {
				t.Errorf("%d people were told, want %d", n, x.many)
			}
			w.act("staff " + agentPhone + " Budi agent") // the configuration does not bring them back
			if got := texts(w.says(agentPhone, "antrean")); strings.Contains(got, "menunggu, terlama") || strings.Contains(got, "Antrean") {
				t.Errorf("still staff:\n%s", got)
			}
			if got := texts(w.says(leadPhone, "staf tambah "+agentPhone+" Budi")); !strings.Contains(got, "ditambahkan") {
				t.Errorf("a lead cannot bring them back: %s", got)
			}
		})
	}
}

// The last lead stays. Who is removed loses the chats that they had.
func TestWhoStaysAndWhatGoes(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.says(leadPhone, "staf hapus Rina")
	if got := texts(w.says(leadPhone, "ya")); !strings.Contains(got, "lead terakhir") {
		t.Errorf("the last lead is gone: %s", got)
	}
	w.says(agentPhone, "alih "+w.filed(0).Number)
	if got := w.says(anaPhone, "status"); len(got) != 1 || got[0].Show != agentPhone {
		t.Errorf("the agent has the chat:\n%s", texts(got))
	}
	w.says(leadPhone, "staf hapus Budi")
	w.says(leadPhone, "ya")
	if got := texts(w.says(anaPhone, "status")); !strings.Contains(got, "Laporan Anda") {
		t.Errorf("the bot is still silent: %q", got)
	}
}

// A lead who removes themself hears so, and is written to no more.
func TestLeadRemovesThemself(t *testing.T) {
	t.Parallel()
	w := manned(t)
	w.act("staff +6281100000003 Tono lead")
	w.says(leadPhone, "ambil "+w.filed(0).Number)
	w.act("wait 1m")
	w.says(leadPhone, "staf hapus Rina")
	if got := texts(w.says(leadPhone, "ya")); !strings.Contains(got, leadPhone+": Anda bukan staf lagi") {
		t.Errorf("they hear: %s", got)
	}
	w.must(w.store.View(t.Context(), func(tx *store.Tx) error {
		s, err := tx.StaffByID(1)
		if !s.Removed || !s.DailyAt.IsZero() {
			t.Errorf("in the record: %+v", s)
		}
		return err
	}))
	if got := texts(w.says(leadPhone, "antrean")); strings.Contains(got, "Antrean") {
		t.Errorf("still staff: %s", got)
	}
}
