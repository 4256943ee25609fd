package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/proof/prooftest"
)

func TestChatAddresses(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name  string
		lines []string
		to    []string // by line, "" is silence
	}{
		{"number", []string{say(siti, "halo")}, []string{siti}},
		{"short number", []string{say("+6281", "halo")}, []string{"+6281"}},
		{"hidden number", []string{say("lid:123", "halo")}, []string{"lid:123"}},
		{"number told along", []string{say("lid:1", "halo", "alt", siti)}, []string{siti}},
		{"lid told along", []string{say(siti, "halo", "alt", "lid:1"), say("lid:1", "2")}, []string{siti, siti}},
		{"number told later", []string{say("lid:1", "halo"), say("lid:1", "2", "alt", siti), say("lid:1", "kemarin")}, []string{"lid:1", siti, siti}},
		{"two people", []string{say("lid:1", "halo"), say("lid:2", "halo")}, []string{"lid:1", "lid:2"}},
		{"the support phone", []string{say("me", "halo", "to", siti)}, []string{""}},
		{"the support phone, hidden number", []string{say("me", "halo", "to", "lid:1")}, []string{""}},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			r := setup(t).chat(x.lines)
			for i, to := range x.to {
				if got := r.by[i]; to == "" && len(got) > 0 || to != "" && (len(got) != 1 || got[0].To != to) {
					t.Errorf("line %d: got %v, want one reply to %q", i+1, got, to)
				}
			}
		})
	}
}

// One person under two addresses has one draft.
func TestChatAltIsTheSamePerson(t *testing.T) {
	t.Parallel()
	r := setup(t).chat([]string{
		say(siti, "halo"), say("lid:1", "2", "alt", siti), say(siti, "kemarin", "alt", "lid:1"), say("lid:1", "status"),
	})
	wantQuestions(t, r, asks("HOW MANY?"), asks("WHEN?"), asks("WHICH PHOTO?"), asks("WHICH PHOTO?"))
}

// What is typed on the support phone answers nothing and opens nothing; it
// makes us silent in that chat for two hours.
func TestChatFromMe(t *testing.T) {
	t.Parallel()
	d := setup(t)
	photo := d.jpeg(1)
	r := d.chat([]string{
		say(siti, "halo"), say("me", "5", "to", siti),
		object("from", "me", "to", siti, "file", photo), object("from", "me", "to", siti, "kind", "voice"), say(siti, "2"),
		object("wait", "119m"), say(siti, "2"), object("wait", "2m"), say(siti, "2"), say("me", "halo", "to", "lid:9"), say("lid:9", "halo"),
	})
	wantQuestions(t, r, asks("HOW MANY?"), none(), none(), none(), none(), none(), none(), none(), asks("WHEN?"), none(), none())
}

func TestChatKinds(t *testing.T) {
	t.Parallel()
	kinds := strings.Fields("voice video video_note sticker location live_location contact poll call view_once undecryptable unknown")
	var lines []string
	for i, kind := range kinds {
		from := fmt.Sprintf("lid:%d", i+1)
		lines = append(lines, say(from, "halo"), object("from", from, "kind", kind))
	}
	r := setup(t).chat(append(lines, object("wait", "3m")))
	seen := map[string]string{}
	for i, kind := range kinds {
		got := r.by[2*i+1]
		if kind == "undecryptable" { // a readable copy may follow
			if len(got) > 0 {
				t.Errorf("undecryptable is answered at once: %v", got)
			}
			got = r.by[len(lines)]
		}
		if len(got) != 1 {
			t.Errorf("%s: got %v, want one reply", kind, got)
		} else if other := seen[got[0].Text]; other != "" {
			t.Errorf("%s is answered like %s", kind, other)
		} else {
			seen[got[0].Text] = kind
		}
	}
}

// toProof are the lines up to the question for a file.
func toProof(more ...string) []string {
	return append([]string{say(siti, "halo"), say(siti, "2"), say(siti, "3 September 2024")}, more...)
}

func TestChatFiles(t *testing.T) {
	t.Parallel()
	d := setup(t)
	jpg, png, pdf := d.jpeg(1), d.put("2.png", prooftest.PNG(2)), d.put("3.pdf", prooftest.PDF(3))
	bad := d.put("bad.jpg", []byte("<html>"))
	file := func(path string, more ...any) string {
		return object("from", siti, append([]any{"file", path}, more...)...)
	}
	const taken, refused = "-", "WHICH PHOTO?"
	for _, x := range []struct {
		name, line string
		want       []string
	}{
		{"photo", file(jpg), asks(taken)},
		{"photo as document", file(jpg, "as", "document"), asks(taken)},
		{"png", file(png), asks(taken)},
		{"pdf", file(pdf, "caption", "ini", "mime", "application/pdf", "filename", "bukti.pdf"), asks(taken)},
		{"no picture", file(bad), asks(refused)},
		{"gone", file(jpg, "gone", true), asks(refused)},
		{"not gone", file(jpg, "gone", false), asks(taken)},
		{"album", object("from", siti, "files", []string{jpg, png}), asks(taken)},
		{"large album", object("from", siti, "files", []string{jpg, png, pdf, jpg, png, pdf, jpg, png, pdf, jpg}), asks(taken)},
		{"gone album", object("from", siti, "files", []string{jpg, png}, "gone", true), asks(refused)},
		{"burst", burst(file(jpg), file(png)), asks(taken)},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			r := d.chat(toProof(x.line))
			wantQuestions(t, r, asks("HOW MANY?"), asks("WHEN?"), asks("WHICH PHOTO?"), x.want)
		})
	}
}

// A caption is read for answers; of an album it stands with the first file.
func TestChatCaption(t *testing.T) {
	t.Parallel()
	d := setup(t)
	jpg, png := d.jpeg(1), d.put("2.png", prooftest.PNG(2))
	for name, line := range map[string]string{
		"file":  object("from", siti, "file", jpg, "caption", "4"),
		"album": object("from", siti, "files", []string{jpg, png}, "caption", "4"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantQuestions(t, d.chat([]string{say(siti, "halo"), line}), asks("HOW MANY?"), asks("WHEN?"))
		})
	}
}

// What the sender claims of a file is recorded as such.
func TestChatClaims(t *testing.T) {
	t.Parallel()
	d := setup(t)
	for i, x := range []struct {
		file string
		more []any
		want string // type, name, as a document
	}{
		{"a.jpg", nil, "image/jpeg a.jpg 0"},
		{"a.JPEG", nil, "image/jpeg a.JPEG 0"},
		{"a.png", nil, "image/png a.png 0"},
		{"a.webp", nil, "image/webp a.webp 0"},
		{"a.heic", nil, "image/heic a.heic 1"},
		{"a.pdf", nil, "application/pdf a.pdf 1"},
		{"a.pdf", []any{"as", "photo"}, "application/pdf a.pdf 0"},
		{"a", nil, "application/octet-stream a 1"},
		{"a.xyz", nil, "application/octet-stream a.xyz 1"},
		{"a.jpg", []any{"as", "document", "mime", "text/x-own", "filename", "own.pdf"}, "text/x-own own.pdf 1"},
		{"a.exe", []any{"as", "photo", "mime", "image/png"}, "image/png a.exe 0"},
	} {
		t.Run(x.want, func(t *testing.T) {
			t.Parallel()
			data := filepath.Join(d.dir, fmt.Sprint(i))
			path := d.put(x.file, prooftest.JPEG(1))
			d.chat([]string{object("from", siti, append([]any{"file", path}, x.more...)...)},
				"--data", data, "--fetch-delay", "1h")
			got := query(t, data, `SELECT json_extract(claimed, '$.mime') || ' ' || json_extract(claimed, '$.name') || ' ' ||
				COALESCE(json_extract(claimed, '$.document'), 0) FROM proof
				UNION ALL SELECT json_extract(claimed, '$.size') FROM proof`)
			want := []string{x.want, fmt.Sprint(len(prooftest.JPEG(1)))}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestChatName(t *testing.T) {
	t.Parallel()
	d := setup(t)
	data := filepath.Join(d.dir, "data")
	d.chat([]string{say(siti, "halo", "name", "Siti Aminah"), say(siti, "2")}, "--data", data)
	if got := query(t, data, "SELECT name FROM contact"); len(got) != 1 || got[0] != "Siti Aminah" {
		t.Errorf("got %q", got)
	}
}
