package demo

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestMorePeople(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	for range most - 2 {
		p.must("applicant", asked{})
	}
	if failed := p.do("applicant", asked{}); !strings.Contains(failed, "16 phones") {
		t.Errorf("one more: %q", failed)
	}
	seen := map[string]bool{}
	for _, ph := range d.people() {
		if seen[ph.Number] || seen[ph.Name] || len(ph.Number) != 13 {
			t.Errorf("%s %s is there twice, or has no number", ph.Number, ph.Name)
		}
		seen[ph.Number], seen[ph.Name] = true, true
	}
	last := d.people()[most-1]
	p.must("say", asked{Phone: last.Number, Text: "halo"})
	p.answered(last.Number, "Apa kendalanya?")
	again, err := recall(d.opts.Dir)
	if err != nil || len(again.People) != most || again.People[most-1] != last.person {
		t.Errorf("kept: %+v %v", again, err)
	}
}

func TestDeskIsSwitched(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	const ana = ApplicantNumber
	p.must("desk", asked{To: "off"})
	if d.power.shown() != (deskState{}) {
		t.Errorf("off: %+v", d.power.shown())
	}
	p.must("desk", asked{To: "off"})
	p.must("say", asked{Phone: ana, Text: "halo"})
	if b := p.said(ana); b.Ticks != "sent" {
		t.Errorf("ticks %s while the desk is off", b.Ticks)
	}
	p.must("desk", asked{To: "on"})
	p.answered(ana, "Apa kendalanya?")
	p.must("desk", asked{To: "on"})
	p.must("desk", asked{To: "restart"})
	p.must("say", asked{Phone: ana, Text: "kuota belum masuk"})
	p.answered(ana, "Berapa keping")

	// A desk that is thrown out says so, and comes back paired anew.
	if err := d.server.Unlink(DeskNumber, 1); err != nil {
		t.Fatal(err)
	}
	wake, leave := d.board.read()
	defer leave()
	late := time.After(time.Minute)
	for !strings.Contains(d.power.shown().Reason, "unlinked") {
		select {
		case <-wake:
		case <-late:
			t.Fatalf("thrown out: %+v", d.power.shown())
		}
	}
	p.must("desk", asked{To: "on"})
	p.must("say", asked{Phone: ana, Text: "2"})
	p.answered(ana, "Kapan kejadiannya?")
}

func TestClockIsMoved(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	const ana = ApplicantNumber
	now := d.clock.Now().In(d.opts.Zone)
	morning := time.Date(now.Year(), now.Month(), now.Day()+1, 9, 0, 0, 0, d.opts.Zone)
	p.must("clock", asked{By: int64(morning.Sub(now) / time.Second)})
	p.must("say", asked{Phone: ana, Text: "halo"})
	first := p.answered(ana, "Apa kendalanya?")
	if late := first.At.Sub(morning); late < -2*time.Second || late > time.Minute {
		t.Errorf("said at %v", first.At)
	}
	p.must("clock", asked{By: 3 * 3600})
	p.until(ana, "reminded", func(s screen) bool { return len(s.Bubbles) == 3 && s.Bubbles[2].At.After(first.At.Add(2*time.Hour)) })
}

func TestPageIsTold(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := page{t, d}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(p.request(http.MethodGet, "events", nil))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	expect := func(parts ...string) {
		t.Helper()
		for lines.Scan() {
			if len(parts) > 0 && strings.Contains(lines.Text(), parts[0]) {
				parts = parts[1:]
			}
			if len(parts) == 0 {
				return
			}
		}
		t.Fatalf("not told of %v: %v", parts, lines.Err())
	}
	expect("event: desk", `"on":true`, "event: phone", ApplicantNumber, "event: phone", StaffNumber)
	p.must("say", asked{Phone: ApplicantNumber, Text: "<b>halo</b>"})
	expect(`\u003cb\u003ehalo`)
	p.must("desk", asked{To: "off"})
	expect(`"on":false`)
	p.must("applicant", asked{})
	expect("Budi Santoso")
}
