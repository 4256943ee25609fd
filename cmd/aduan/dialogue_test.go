package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
	"aduan/bot/proof/prooftest"
	"aduan/bot/whatsapp"
	"aduan/store"
)

// A step is one thing that a person does. But for bursts, the person waits for
// the answer before the next.
type step struct {
	say   string
	image func() []byte // say is its caption
	edit  int           // of the step with this number, counted from 1
	burst []string      // said without waiting; until waits for the last answer
	until string
	as    *addressed // from here on
}

// addressed is how the network shows a person.
type addressed struct {
	as   loopback.Addressing
	hide bool // the other address
}

var (
	byNumber = &addressed{loopback.Number, true}
	byLID    = &addressed{loopback.LID, true}
	byBoth   = &addressed{loopback.LID, false}
)

// Pictures are drawn when they are wanted: a process that a test starts has no
// time for them.
func jpeg(seed int) func() []byte { return func() []byte { return prooftest.JPEG(seed) } }
func png(seed int) func() []byte  { return func() []byte { return prooftest.PNG(seed) } }

// scripts are dialogues that end with a complaint each.
var scripts = [][]step{
	{ // a second thought or two, and a picture that comes late
		{say: "halo"}, {say: "1"}, {say: "2 keping"}, {say: "kemarin"},
		{image: jpeg(1), say: "ini buktinya"},
		{edit: 3, say: "3 keping"}, {say: "lewati"}, {image: png(2)},
		{say: "ubah 4"}, {say: "2 hari lalu"}, {say: "kirim"}, {say: "makasih"}, {say: "status"},
	},
	{ // all at once, and back
		{say: "min kuota saya belum masuk, sdh bayar 2 keping kmrn"}, {say: "kembali"}, {say: "tgl 3"}, {say: "0812 9999 8888"},
		{image: jpeg(3)}, {say: "INV-2024-778"}, {say: "ubah jumlah"}, {say: "lima"}, {say: "kirim"}, {say: "status"},
	},
	{ // in English
		{say: "hello"}, {say: "english"}, {say: "2"}, {say: "back"}, {say: "2"}, {say: "3"}, {say: "yesterday"},
		{image: png(4), say: "here it is"}, {say: "skip"}, {say: "send"}, {say: "thanks"},
	},
	{ // in a burst, like most people
		{burst: []string{"halo min", "kuota saya belum masuk", "sdh bayar 2 keping kmrn"}, until: "Tanggal kejadian"},
		{image: jpeg(5)}, {say: "kirim"}, {say: "status"},
	},
	{ // known as two people, until it turns out that they are one
		{as: byLID, say: "halo"}, {say: "1"},
		{as: byNumber, say: "halo"}, {say: "kuota belum masuk"}, // here: the answer before has told which number it is
		{as: byBoth, say: "status"}, {say: "2"}, {say: "kemarin"},
		{image: jpeg(6)}, {say: "lewati"}, {say: "kirim"}, {say: "status"},
	},
}

// proofs are the pictures of a script.
func proofs(script []step) (all [][]byte) {
	for _, s := range script {
		if s.image != nil {
			all = append(all, s.image())
		}
	}
	return all
}

// A talk is one phone that plays a script.
type talk struct {
	server *loopback.Server
	phone  *loopback.Phone
	script []step
	spice  *rand.Rand   // what else happens, and changes nothing; nil is nothing
	later  func()       // two seconds pass
	before func(at int) // a step, counted from 0
	marks  [][2]int     // where in the history the bursts are
	sent   int          // messages, each under an id of its own
}

// answerTime is how long a person waits, with the bot dying meanwhile.
const answerTime = 3 * time.Minute

func (k *talk) play(ctx context.Context) error {
	var ids []string
	for i, s := range k.script {
		if k.before != nil {
			k.before(i)
		}
		if s.as != nil {
			k.later() // which of two conversations is the newer one is told in seconds
			k.server.Address(k.phone.Number, s.as.as, s.as.hide)
		}
		if err := k.disturb(ctx); err != nil {
			return err
		}
		from := len(k.phone.History())
		id, err := k.act(ctx, s, ids)
		if err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
		ids = append(ids, id)
		match := func(m loopback.Message) bool { return !onlySlow(m) }
		if s.until != "" {
			match = loopback.Contains(s.until)
		}
		ctx, cancel := context.WithTimeout(ctx, answerTime)
		_, err = k.phone.Await(ctx, match)
		cancel()
		if err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
		if s.burst != nil {
			k.marks = append(k.marks, [2]int{from, len(k.phone.History())})
		}
	}
	return nil
}

// act does what a step says, and returns the id of its message.
func (k *talk) act(ctx context.Context, s step, ids []string) (id string, err error) {
	texts := s.burst
	if texts == nil {
		texts = []string{s.say}
	}
	for _, text := range texts {
		m := &waE2E.Message{Conversation: proto.String(text)}
		switch {
		case s.image != nil:
			m = &waE2E.Message{ImageMessage: k.phone.Image(s.image(), text)}
		case s.edit > 0:
			chat := k.phone.Client.Store.GetJID().ToNonAD()
			chat.User = k.phone.Peer
			m = k.phone.Client.BuildEdit(chat, ids[s.edit-1], m)
		}
		id = k.phone.Client.GenerateMessageID()
		k.sent++
		for again := k.chance(6); ; again = false { // the same id, encrypted anew
			if _, err = k.phone.Send(ctx, id, proto.Clone(m).(*waE2E.Message)); err != nil || !again {
				break
			}
		}
	}
	return id, err
}

func (k *talk) chance(of int) bool { return k.spice != nil && k.spice.IntN(of) == 0 }

// disturb has happen what happens to phones.
func (k *talk) disturb(ctx context.Context) error {
	if k.chance(20) {
		_ = k.server.Cut(deskNumber, 1) // which may be dead anyway
	}
	if k.chance(8) {
		if err := k.phone.Offline(ctx); err != nil {
			return err
		}
		return k.phone.Online(ctx)
	}
	return nil
}

// Numbers, ids and times, which differ from run to run.
var placeholders = []struct {
	what *regexp.Regexp
	by   string
}{
	{regexp.MustCompile(`ADU-\d{6}-[0-9A-Z]{4}`), "NUMBER"},
	{regexp.MustCompile(`urutan ke-\d+`), "urutan ke-PLACE"},
	{regexp.MustCompile(`place \d+ in the queue|number \d+ in the queue`), "PLACE in the queue"},
	{regexp.MustCompile(`3EB0[0-9A-F]{12,}`), "ID"},
	{regexp.MustCompile(`\+62[ 0-9-]{8,}`), "PHONE"},
	{regexp.MustCompile(`\d{1,2} (Jan|Feb|Mar|Apr|Mei|May|Jun|Jul|Agu|Aug|Sep|Okt|Oct|Nov|Des|Dec)[a-z]* \d{4}`), "DATE"},
	{regexp.MustCompile(`(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), DATE`), "DATE"},
	{regexp.MustCompile(`\d{4}-\d{2}-\d{2}`), "DATE"},
	{regexp.MustCompile(`\b\d{2}[.:]\d{2}\b`), "TIME"},
}

// slow is what is said while a file takes long to check, as it does when the
// desk dies over it: a matter of time.
var slow = regexp.MustCompile(`(Berkas Anda sedang kami periksa, sebentar ya\.|We are checking your file, one moment please\.)\n*`)

// onlySlow says that a message is not the answer, but that there will be one.
func onlySlow(m loopback.Message) bool {
	return !m.FromMe && m.Text != "" && slow.ReplaceAllString(m.Text, "") == ""
}

func masked(s string) string {
	s = slow.ReplaceAllString(s, "")
	for _, p := range placeholders {
		s = p.what.ReplaceAllString(s, p.by)
	}
	return s
}

// transcript is the chat as its person sees it. What came in answer to a burst
// is its news in their order, and the last thing that was asked.
func (k *talk) transcript() []string {
	var out []string
	history := k.phone.History()
	for i, m := range history {
		if onlySlow(m) {
			continue
		}
		if at := slices.IndexFunc(k.marks, func(b [2]int) bool { return i >= b[0] && i < b[1] }); at >= 0 {
			if b := k.marks[at]; i == b[0] {
				out = append(out, gist(history[b[0]:b[1]])...)
			}
			continue
		}
		who := "< "
		if m.FromMe {
			who = "> "
		}
		if m.Waiting {
			who += "[unreadable] "
		}
		out = append(out, who+masked(m.Text))
	}
	return out
}

func gist(part []loopback.Message) (out []string) {
	last := ""
	for _, m := range part {
		if m.FromMe {
			out = append(out, "> "+m.Text)
		}
	}
	for _, m := range part {
		if m.FromMe {
			continue
		}
		paragraphs := strings.Split(m.Text, "\n")
		last = paragraphs[len(paragraphs)-1]
		for _, line := range paragraphs {
			if strings.HasPrefix(line, "✓") {
				out = append(out, "< … "+masked(line))
			}
		}
	}
	return append(out, "< … "+masked(last))
}

// A scene is a desk in a process of its own and people who write to it.
type scene struct {
	t      *testing.T
	server *loopback.Server
	data   string
	talks  []*talk
	keeper *keeper

	stopped bool // processes are told to stop, set before play
}

// newScene pairs a desk and gives every script its person. Without a seed
// nothing but the scripts happens.
func newScene(t *testing.T, scripts [][]step, seed uint64) *scene {
	t.Helper()
	s := &scene{t: t}
	var ahead atomic.Int64
	s.server = loopback.Start(t, loopback.Options{QuickPair: true, Fail: s.refused, Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
	d := newDesk(t, s.server)
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	s.data = d.config.Data
	for i, script := range scripts {
		p := s.server.NewPhone(t, fmt.Sprintf("62812%08d", i+1), loopback.To(deskNumber), loopback.Named("Orang Contoh"))
		k := &talk{server: s.server, phone: p, script: script, later: func() { ahead.Add(int64(2 * time.Second)) }}
		if seed != 0 {
			k.spice = rand.New(rand.NewPCG(seed, uint64(i)))
		}
		s.talks = append(s.talks, k)
	}
	return s
}

// refused is told what the server does not take. A desk that is told to stop
// breaks off what it sends, and whatsmeow counts such a frame though it never
// left: the next one on that connection, the last, does not open. What was not
// acknowledged by then comes again.
func (s *scene) refused(err error) {
	if s.stopped && strings.Contains(err.Error(), "does not open") {
		s.t.Logf("%v", err)
		return
	}
	s.t.Errorf("%v", err)
}

// play has everybody talk at once, while processes end as next says.
func (s *scene) play(next func(start int) string) {
	s.t.Helper()
	s.keeper = keep(s.t, orders{Remote: s.server.Remote(), Data: s.data}, next)
	var wg sync.WaitGroup
	for i, k := range s.talks {
		wg.Go(func() {
			if err := k.play(s.t.Context()); err != nil {
				s.t.Errorf("dialogue %d: %v", i+1, err)
			}
		})
	}
	wg.Wait()
	ctx, cancel := context.WithTimeout(s.t.Context(), answerTime)
	defer cancel()
	if err := s.server.WaitIdle(ctx, deskNumber); err != nil {
		s.t.Errorf("messages were not acknowledged: %v", err)
	}
	s.settled(ctx)
	s.keeper.stop()
}

// settled returns when nothing is left to send: a phone may have the last
// answer before the desk has noted that it left.
func (s *scene) settled(ctx context.Context) {
	s.t.Helper()
	db := s.open(store.FileName)
	defer db.Close()
	for left := 1; left > 0; time.Sleep(20 * time.Millisecond) {
		if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'sending')").Scan(&left); err != nil {
			s.t.Errorf("messages did not leave: %v", err)
			return
		}
	}
}

func (s *scene) open(name string) *sql.DB {
	s.t.Helper()
	return openData(s.t, s.data, name)
}

// openData opens a database of a data directory for reading, beside a desk.
func openData(t testing.TB, dir, name string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: filepath.Join(dir, name)}).EscapedPath()+"?mode=ro&_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// tally is what is left of a scene, without what differs from run to run.
type tally struct {
	Transcript []string
	Inbox      []string // every message of the person, once
	Complaints []string
	Events     []string
}

// tallies reads the record, and what each person has seen.
func (s *scene) tallies() []tally {
	s.t.Helper()
	out := make([]tally, len(s.talks))
	db := s.open(store.FileName)
	defer db.Close()
	lines := func(query string, args ...any) (all []string) {
		rows, err := db.QueryContext(s.t.Context(), query, args...)
		if err != nil {
			s.t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				s.t.Fatal(err)
			}
			all = append(all, masked(line))
		}
		if err := rows.Err(); err != nil {
			s.t.Fatal(err)
		}
		return all
	}
	reports := s.reports()
	for i, k := range s.talks {
		const who = "FROM contact WHERE phone = ?"
		phone := "+" + k.phone.Number
		out[i] = tally{
			Transcript: k.transcript(),
			Inbox:      lines("SELECT kind || ' ' || text FROM inbox WHERE contact_id IN (SELECT id "+who+") ORDER BY kind, text", phone),
			Events: lines(`SELECT kind || ' ' || actor FROM event WHERE contact_id IN (SELECT id `+who+`
				UNION SELECT json_extract(detail, '$.from') FROM event WHERE kind = 'contact_merged' AND contact_id IN (SELECT id `+who+`)) ORDER BY kind`, phone, phone),
		}
		for _, r := range reports[phone] {
			b, err := json.Marshal(r)
			if err != nil {
				s.t.Fatal(err)
			}
			out[i].Complaints = append(out[i].Complaints, masked(string(b)))
		}
		if n := len(lines("SELECT message_id FROM inbox WHERE contact_id IN (SELECT id "+who+")", phone)); n != k.sent {
			s.t.Errorf("dialogue %d: %d messages were sent, %d stand in the record", i+1, k.sent, n)
		}
	}
	for what, query := range map[string]string{
		"messages that did not leave":    "SELECT state || ' ' || id FROM outbox WHERE state <> 'sent'",
		"messages that were given up":    "SELECT error FROM dead_letter",
		"files that were not looked at":  "SELECT state || ' ' || id FROM proof WHERE state <> 'good'",
		"files that belong to nobody":    "SELECT sha256 FROM proof_bytes WHERE sha256 NOT IN (SELECT sha256 FROM proof)",
		"contacts that nobody is behind": "SELECT id FROM contact WHERE phone IS NULL",
		"damage":                         "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
		"loose ends":                     "SELECT \"table\" FROM pragma_foreign_key_check",
	} {
		if found := lines(query); len(found) > 0 {
			s.t.Errorf("%s: %v", what, found)
		}
	}
	s.sessionsWhole()
	return out
}

// reports are the complaints, by the number of who made them, without times
// and ids.
func (s *scene) reports() map[string][]store.Report {
	s.t.Helper()
	record, err := store.OpenRead(s.t.Context(), s.data)
	if err != nil {
		s.t.Fatal(err)
	}
	defer record.Close()
	all := map[string][]store.Report{}
	err = record.View(s.t.Context(), func(tx *store.Tx) error {
		return tx.Reports(store.Filter{}, func(r store.Report) error {
			phone := r.Person.Phone
			var kept [][]byte
			for _, p := range r.Proofs {
				b, err := tx.Bytes(p.SHA256)
				if err != nil {
					return err
				}
				kept = append(kept, b)
			}
			s.sameBytes(phone, kept)
			r.ID, r.Contact, r.FiledAt, r.StatusAt = 0, 0, time.Time{}, time.Time{}
			r.Person = store.Contact{}
			for i := range r.Notes {
				r.Notes[i].At = time.Time{}
			}
			all[phone] = append(all[phone], r)
			return nil
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for i, k := range s.talks {
		if n := len(all["+"+k.phone.Number]); n != 1 {
			s.t.Errorf("dialogue %d has %d complaints", i+1, n)
		}
	}
	return all
}

// sameBytes compares the files of a complaint with those that were sent.
func (s *scene) sameBytes(phone string, got [][]byte) {
	s.t.Helper()
	for i, k := range s.talks {
		if "+"+k.phone.Number != phone {
			continue
		}
		if want := proofs(k.script); !slices.EqualFunc(got, want, slices.Equal[[]byte]) {
			s.t.Errorf("dialogue %d: the complaint has %d files, not the %d that were sent", i+1, len(got), len(want))
		}
	}
}

// sessionsWhole looks at whatsmeow's database.
func (s *scene) sessionsWhole() {
	s.t.Helper()
	db := s.open(whatsapp.FileName)
	defer db.Close()
	var result string
	if err := db.QueryRowContext(s.t.Context(), "PRAGMA integrity_check").Scan(&result); err != nil || result != "ok" {
		s.t.Errorf("%s: %s %v", whatsapp.FileName, result, err)
	}
}

// ends is where processes ended, for people.
func (k *keeper) ends() string {
	var all []string
	for _, at := range slices.Sorted(maps.Keys(k.at)) {
		all = append(all, fmt.Sprintf("%d at %s", k.at[at], at))
	}
	return strings.Join(all, ", ")
}
