package terminal

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"aduan/bot"
)

// FuzzParse: no line panics, and a line that is taken is one that the bot can
// take.
func FuzzParse(f *testing.F) {
	photo := filepath.Join(f.TempDir(), "a.jpg")
	if err := os.WriteFile(photo, []byte("x"), 0o600); err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{
		`{"from":"+6281234567890","text":"halo"}`,
		`{"from":"lid:123","alt":"+6281234567890","text":"halo","name":"Siti","quote":"m1","id":"x","at":"2024-09-06T12:00:00+07:00"}`,
		`{"from":"me","to":"lid:123","text":"halo"}`,
		`{"from":"lid:1","file":"PHOTO","caption":"ini","mime":"image/png","filename":"b","as":"document","gone":true}`,
		`{"from":"lid:1","files":["PHOTO","PHOTO"]}`,
		`{"from":"lid:1","kind":"voice"}`,
		`{"from":"lid:1","edit":"m1","text":"b"}`,
		`{"from":"lid:1","revoke":"m1"}`,
		`{"from":"lid:1","react":"","of":"m1"}`,
		`{"wait":"25h"}`,
		`[{"from":"lid:1","text":"a"},{"from":"lid:2","text":"b"}]`,
		`[{"wait":"25h"}]`, `[]`, `{}`, `null`, `[null]`, `{"from":null}`, `"`, `{"from":"lid:1","text":"\ud800"}`,
		`{"from":"lid:1","text":"a","text":"b"}`, `{"from":"lid:1","at":"0001-01-01T00:00:00Z","text":"a"}`, "\xff",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if !bytes.Contains(b, []byte(`/`)) { // never another file of this machine
			b = bytes.ReplaceAll(b, []byte("PHOTO"), []byte(photo))
		}
		in, err := parse(b)
		if err != nil {
			if err.Error() == "" || strings.Contains(err.Error(), "\n") {
				t.Errorf("the error %q", err)
			}
			return
		}
		if !utf8.Valid(b) {
			t.Error("took invalid UTF-8")
		}
		if (in.wait > 0) == (len(in.messages) > 0) || in.wait < 0 {
			t.Errorf("a wait of %v and %d messages", in.wait, len(in.messages))
		}
		if len(in.messages) > maxBurst || len(in.messages) > 1 && !in.burst {
			t.Errorf("%d messages, a burst: %v", len(in.messages), in.burst)
		}
		for _, m := range in.messages {
			if !m.at.IsZero() && (m.at.Before(time.Unix(0, 0)) || tooLate(m.at)) {
				t.Errorf("took the time %v", m.at)
			}
			for _, x := range m.inbounds("m1", time.Unix(1, 0)) {
				if x.ID == "" || x.At.IsZero() || !IsAddress(string(x.From)) || x.Kind == "" || (x.Kind == bot.KindFile) != (x.File != nil) {
					t.Errorf("the bot cannot take %+v", x)
				}
				if x.Alt != "" && (x.From.LID() == "") == (x.Alt.LID() == "") {
					t.Errorf("%s and %s are no two names of one person", x.From, x.Alt)
				}
			}
		}
	})
}

// An album is one message a file, the caption with the first.
func TestAlbum(t *testing.T) {
	t.Parallel()
	m := message{in: bot.Inbound{From: "lid:1", Kind: bot.KindFile, Text: "caption"}, files: make([]bot.File, 3)}
	for i, x := range m.inbounds("m7", time.Unix(1, 0)) {
		wantText := map[int]string{0: "caption"}[i]
		wantID := []string{"m7.1", "m7.2", "m7.3"}[i]
		if x.ID != wantID || x.Text != wantText || x.Album != "m7" || x.AlbumLeft != 2-i || x.File != &m.files[i] {
			t.Errorf("file %d: %+v", i, x)
		}
	}
}

func TestReadLine(t *testing.T) {
	t.Parallel()
	full := strings.Repeat("a", maxLine)
	for _, x := range []struct {
		in   string
		want []string // "!" is too long
	}{
		{"", []string{""}},
		{"a", []string{"a"}},
		{"a\nb\r\n", []string{"a", "b", ""}},
		{full + "\r\n" + full, []string{full, full}},
		{full + "a\n" + "b", []string{"!", "b"}},
		{full + full + full, []string{"!"}},
	} {
		r := bufio.NewReader(strings.NewReader(x.in))
		for i, want := range x.want {
			s := readLine(r)
			if got := string(s.text); s.long != (want == "!") || !s.long && got != want {
				t.Errorf("line %d: got %.20q, too long: %v; want %.20q", i+1, got, s.long, want)
			}
			if last := i == len(x.want)-1; last != (s.err == io.EOF) {
				t.Errorf("line %d of %d: %v", i+1, len(x.want), s.err)
			}
		}
	}
}

func TestClockNeverGoesBack(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 9, 6, 12, 0, 0, 0, time.UTC)
	c := NewClock(at)
	c.MoveTo(at.Add(-time.Hour))
	if got := c.Now(); got != at {
		t.Errorf("moved back to %v", got)
	}
	c.MoveTo(at.Add(time.Hour + time.Microsecond))
	if got, want := c.Now(), at.Add(time.Hour); got != want {
		t.Errorf("moved to %v, want %v", got, want)
	}
}
