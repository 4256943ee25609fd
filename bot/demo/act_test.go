package demo

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"aduan/bot/proof/prooftest"
)

func TestWhatPeopleDoWithMessages(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	const ana = ApplicantNumber
	p.must("say", asked{Phone: ana, Text: "halo"})
	first := p.answered(ana, "Apa kendalanya?")
	if s := p.until(ana, "unread", func(s screen) bool { return s.Unread == 1 }); len(s.Bubbles) != 2 {
		t.Errorf("bubbles: %+v", s.Bubbles)
	}
	p.until(ana, "read by the desk", func(s screen) bool { return s.Bubbles[0].Ticks == "read" })
	p.must("read", asked{Phone: ana})
	p.until(ana, "read", func(s screen) bool { return s.Unread == 0 })

	p.must("say", asked{Phone: ana, Text: "1", Quote: first.ID})
	if b := p.said(ana); b.Quote == nil || b.Quote.ID != first.ID || b.Quote.Mine || b.Quote.Text != first.Text {
		t.Errorf("quote: %+v", b.Quote)
	}
	p.answered(ana, "Berapa keping")
	p.must("react", asked{Phone: ana, ID: first.ID, Emoji: "👍"})
	p.until(ana, "liked", func(s screen) bool {
		return s.Bubbles[1].Liked && slices.Equal(s.Bubbles[1].Reactions, []string{"👍"})
	})
	p.must("react", asked{Phone: ana, ID: first.ID})
	p.until(ana, "not liked", func(s screen) bool { return !s.Bubbles[1].Liked && s.Bubbles[1].Reactions == nil })

	p.must("say", asked{Phone: StaffNumber, Text: "halo"})
	p.answered(StaffNumber, "Apa kendalanya?")
	p.must("say", asked{Phone: StaffNumber, Text: "asdf"})
	slip := p.said(StaffNumber)
	p.must("edit", asked{Phone: StaffNumber, ID: slip.ID, Text: "kuota belum masuk"})
	p.answered(StaffNumber, "Berapa keping")
	if b := p.said(StaffNumber); !b.Edited || b.Text != "kuota belum masuk" {
		t.Errorf("edited: %+v", b)
	}
	p.must("delete", asked{Phone: StaffNumber, ID: slip.ID})
	if b := p.said(StaffNumber); !b.Revoked || b.Text != "" {
		t.Errorf("deleted: %+v", b)
	}
	for _, a := range []asked{{ID: first.ID, Text: "x"}, {ID: slip.ID, Text: "x"}, {ID: "none", Text: "x"}} {
		a.Phone = StaffNumber
		if p.do("edit", a) == "" || p.do("delete", a) == "" {
			t.Errorf("%s was changed", a.ID)
		}
	}
}

func TestFilesOfEverySort(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	const ana = ApplicantNumber
	fields := map[string]string{"phone": ana, "text": "ini buktinya"}
	if failed := p.attach(fields, map[string][]byte{"a.png": prooftest.PNG(1)}); failed != "" {
		t.Fatal(failed)
	}
	picture := p.said(ana)
	if picture.File == nil || !picture.File.Image || picture.Text != "ini buktinya" {
		t.Fatalf("picture: %+v", picture)
	}
	get := func(id string) (http.Header, []byte) {
		r := p.request(http.MethodGet, "file/"+ana+"/"+id, nil)
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		var b bytes.Buffer
		_, _ = b.ReadFrom(response.Body)
		return response.Header, b.Bytes()
	}
	if h, b := get(picture.ID); h.Get("Content-Type") != "image/png" || !bytes.Equal(b, prooftest.PNG(1)) {
		t.Errorf("picture came as %s, %d bytes", h.Get("Content-Type"), len(b))
	}

	// A page that somebody sends is saved and never shown, whatever it calls itself.
	script := []byte("<!doctype html><script>alert(1)</script>")
	for name, as := range map[string]string{"x.html": "picture", "x.png": "picture", "y.png": "document"} {
		if failed := p.attach(map[string]string{"phone": ana, "as": as}, map[string][]byte{name: script}); failed != "" {
			t.Fatal(failed)
		}
		h, b := get(p.said(ana).ID)
		if h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") ||
			!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || !bytes.Equal(b, script) {
			t.Errorf("%s as %s: %v", name, as, h)
		}
	}

	before := len(p.until(ana, "there", func(screen) bool { return true }).Bubbles)
	if failed := p.attach(map[string]string{"phone": StaffNumber, "text": "dua"}, map[string][]byte{"1.jpg": prooftest.JPEG(1), "2.jpg": prooftest.JPEG(2)}); failed != "" {
		t.Fatal(failed)
	}
	s := p.until(StaffNumber, "an album", func(s screen) bool { return len(s.Bubbles) >= 2 })
	if s.Bubbles[0].Text != "dua" || s.Bubbles[1].Text != "" || !s.Bubbles[1].File.Image {
		t.Errorf("album: %+v", s.Bubbles)
	}
	if before == 0 {
		t.Error("nothing was shown")
	}
	for name := range samples {
		p.must("sample", asked{Phone: StaffNumber, Sample: name})
		if f := p.said(StaffNumber).File; f == nil || f.Size == 0 {
			t.Errorf("%s: %+v", name, f)
		}
		if status, b := p.send(p.request(http.MethodGet, "sample/"+name, nil)); status != 200 || len(b) == 0 {
			t.Errorf("%s is not shown: %d", name, status)
		}
	}
	if status, _ := p.send(p.request(http.MethodGet, "file/"+ana+"/none", nil)); status != 404 {
		t.Errorf("a file that is none: %d", status)
	}
}

func TestRequestsThatAreRefused(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	for act := range acts {
		if act != "applicant" && act != "clock" {
			if failed := p.do(act, asked{Phone: "620", To: "sideways", Text: "x"}); failed == "" {
				t.Errorf("%s for nobody was done", act)
			}
		}
	}
	for _, test := range []struct {
		act, part string
		a         asked
	}{
		{"say", "nothing to send", asked{Text: " \n"}},
		{"say", "4096", asked{Text: strings.Repeat("é", 4097)}},
		{"say", "no message", asked{Text: "x", Quote: "none"}},
		{"react", "no reaction", asked{Emoji: strings.Repeat("👍", 9)}},
		{"react", "no message", asked{ID: "none", Emoji: "👍"}},
		{"sample", "no such sample", asked{Sample: "gold"}},
		{"attach", "nothing to send", asked{}},
		{"clock", "forward only", asked{By: -1}},
		{"clock", "forward only", asked{By: 1 << 62}},
	} {
		test.a.Phone = ApplicantNumber
		if failed := p.do(test.act, test.a); !strings.Contains(failed, test.part) {
			t.Errorf("%s: %q", test.act, failed)
		}
	}
	if status, _ := p.send(p.request(http.MethodPost, "do/say", strings.NewReader("{"))); status != http.StatusBadRequest {
		t.Errorf("broken JSON: %d", status)
	}
	many := map[string][]byte{}
	for i := range maxFiles + 1 {
		many[string(rune('a'+i))+".png"] = []byte("x")
	}
	if failed := p.attach(map[string]string{"phone": ApplicantNumber}, many); !strings.Contains(failed, "at most") {
		t.Errorf("many files: %q", failed)
	}
	if failed := p.attach(map[string]string{"phone": ApplicantNumber}, map[string][]byte{"a.png": nil}); !strings.Contains(failed, "empty") {
		t.Errorf("nothing in it: %q", failed)
	}
	if s := p.until(ApplicantNumber, "there", func(screen) bool { return true }); len(s.Bubbles) != 0 {
		t.Errorf("something was sent: %+v", s.Bubbles)
	}
}
