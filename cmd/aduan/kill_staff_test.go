package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// The same with staff: cards, a claim, an answer, a file, a question and its
// answer, and the end. Killed at any point everybody sees everything once, and
// every act stands in the audit once. T4, T5.
func TestKillWithStaff(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("dozens of processes: not with -short")
	}
	const rina, budi, env = "+6281100000001", "+6281100000002", "ADUAN_STAFF=+6281100000001 Rina lead; +6281100000002 Budi"
	photo := filepath.Join(t.TempDir(), "a.jpg")
	if err := os.WriteFile(photo, prooftest.JPEG(1), 0o600); err != nil {
		t.Fatal(err)
	}
	var lines []string
	say := func(from string, kv ...string) {
		m := map[string]string{"from": from, "id": fmt.Sprint("x", len(lines))}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i]] = kv[i+1]
		}
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(b))
	}
	say(rina, "text", "halo")
	say(budi, "text", "antrean")
	for _, s := range []string{"halo", "1", "2 keping", "kemarin"} {
		say(siti, "text", s)
	}
	say(siti, "file", photo)
	say(siti, "text", "kirim")
	// The seed fixes the number, so its end can be written here.
	const end = "35DN"
	say(budi, "text", "ambil "+end)
	say(rina, "text", "ambil "+end)
	say(budi, "text", "balas "+end+" sedang kami cek")
	say(budi, "text", "tanya "+end+" emailnya apa?")
	say(siti, "text", "siti@example.com")
	say(budi, "text", "selesai "+end+" sudah masuk")
	say(siti, "text", "belum masuk")
	say(rina, "text", "ambil "+end)
	say(rina, "text", "batalkan")
	say(rina, "text", "tolak "+end+" bukan dari kami")
	say(rina, "text", "ya")

	audit := func(dir string) (out []string) {
		s, err := store.OpenRead(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		err = s.View(t.Context(), func(tx *store.Tx) error {
			c, err := tx.EndingIn(end, 2)
			if err != nil || len(c) != 1 {
				return fmt.Errorf("%d complaints, %w", len(c), err)
			}
			events, err := tx.History(c[0].ID, store.Mark{}, 1000)
			for _, e := range events {
				out = append(out, fmt.Sprint(e.Kind, " ", e.Staff))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	dir := t.TempDir()
	whole := play(t, dir, lines, func() string { return "none:0" }, env)
	want := audit(dir)
	if len(want) < 12 {
		t.Errorf("the audit is short: %q", want)
	}
	for _, point := range []string{"before commit", "after commit", "proof stored", "before send", "after send"} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			dir, starts := t.TempDir(), 0
			got := play(t, dir, lines, func() string { starts++; return fmt.Sprintf("%s:%d", point, 1+(starts+1)%2) }, env)
			if d := cmp.Diff(whole.transcript, got.transcript); d != "" {
				t.Errorf("they saw something else (-whole +killed):\n%s", d)
			}
			if d := cmp.Diff(want, audit(dir)); d != "" {
				t.Errorf("the audit differs (-whole +killed):\n%s", d)
			}
			if got.kills == 0 {
				t.Error("nothing was killed")
			}
			t.Logf("%d kills", got.kills)
		})
	}
}

// A file that the bot sends stands under --out, with its type and caption, and
// what staff say quotes the receipt.
func TestChatSendsFiles(t *testing.T) {
	t.Parallel()
	d := setup(t)
	out := t.TempDir()
	photo := d.jpeg(1)
	rina := "+6281100000001"
	settings := write(t, "staff:\n  - {number: 0811-0000-0001, name: Rina, role: lead, language: en}\n")
	r := d.chat([]string{
		say(rina, "hello"), say(siti, "halo"), say(siti, "2"), say(siti, "kemarin"), object("from", siti, "file", photo), say(siti, "kirim"),
		say(rina, "queue"), say(rina, "take 35DN"), say(rina, "proof 35DN"),
	}, "--out", out, "--config", settings)
	last := r.by[len(r.by)-1]
	if len(last) != 1 || last[0].MIME != "image/jpeg" || last[0].Caption == "" || last[0].Text != "" || last[0].To != rina {
		t.Fatalf("got %+v", last)
	}
	want, _ := os.ReadFile(photo)
	if got, err := os.ReadFile(last[0].File); err != nil || string(got) != string(want) || filepath.Dir(last[0].File) != out {
		t.Errorf("%s: %d bytes, %v", last[0].File, len(got), err)
	}
	receipt := ""
	for _, m := range r.by[5] {
		if m.To == siti {
			receipt = m.ID
		}
	}
	quoted := false
	for _, m := range r.by[7] {
		quoted = quoted || m.To == siti && m.Quote == receipt && receipt != ""
	}
	if !quoted {
		t.Errorf("nothing quotes the receipt %s: %+v", receipt, r.by[7])
	}
}
