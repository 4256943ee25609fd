package read

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// said writes a refusal as the corpora do: its reason and its values.
func said(no *Refusal) string {
	if no == nil {
		return ""
	}
	out := "!" + string(no.Reason)
	for _, k := range []string{"min", "max", "said", "amount", "days"} {
		if v, ok := no.Values[k]; ok {
			out += " " + k + "=" + v
		}
	}
	return out
}

func TestCount(t *testing.T) {
	t.Parallel()
	for _, c := range corpus(t, "counts.txt", 2) {
		r, no := Count(c.fields[0], CountLimits{Min: 1, Max: 100})
		got := said(no)
		if no == nil {
			got = fmt.Sprint(r.Value)
			if r.Sure == Likely {
				got += "?"
			}
		}
		if got != c.fields[1] {
			t.Errorf("counts.txt:%d: %q is %s (%s), want %s", c.line, c.fields[0], got, r.Basis, c.fields[1])
		}
	}
}

func TestPhone(t *testing.T) {
	t.Parallel()
	for _, c := range corpus(t, "phones.txt", 2) {
		r, no := Phone(c.fields[0], "+628111111111", "ID")
		got := r.Value
		if no != nil {
			got = said(no)
		}
		if got != c.fields[1] {
			t.Errorf("phones.txt:%d: %q is %s, want %s", c.line, c.fields[0], got, c.fields[1])
		}
	}
	if _, no := Phone("nomor ini", "", "ID"); no == nil || no.Reason != PhoneOwnUnknown {
		t.Errorf("nomor ini without a number of the chat: %v", no)
	}
}

var options = []Option{
	{Key: "kuota", Label: "Kuota belum masuk", Words: []string{
		"kuota belum masuk", "kuota tidak masuk", "kuota belum bertambah", "kuota tidak bertambah", "saldo belum masuk", "belum masuk", "kuota", "quota not received"}},
	{Key: "bubuh", Label: "Gagal pembubuhan", Words: []string{
		"gagal bubuh", "gagal membubuhkan", "tidak bisa bubuh", "tidak bisa membubuhkan", "bubuh gagal", "pembubuhan", "bubuh", "failed stamping"}},
}

// TestUnits counts what a field names, and leaves it to that field.
func TestUnits(t *testing.T) {
	t.Parallel()
	roads := CountLimits{Min: 1, Max: 99, Units: []string{"lubang"}}
	for text, want := range map[string]int{"3 lubang": 3, "ada 3 lubang besar di jl merdeka no 12": 3, "lubangnya 2": 2, "dua lubng": 2, "jalan rusak, lubang 4": 4} {
		if r, no := Count(text, roads); no != nil || r.Value != want {
			t.Errorf("%q is %d %v, want %d", text, r.Value, no, want)
		}
	}
	const opening = "jalan rusak parah min, ada 3 lubang di depan rumah no 12"
	if r, ok := CountIn(opening, roads); !ok || r.Value != 3 || r.Sure != Certain {
		t.Errorf("%+v %v", r, ok)
	}
	if r, ok := CountIn(opening, CountLimits{Min: 1, Max: 99}); ok {
		t.Errorf("counted %d without a unit", r.Value)
	}
}

func TestChoice(t *testing.T) {
	t.Parallel()
	for _, c := range corpus(t, "choices.txt", 2) {
		r, no := Choice(c.fields[0], options)
		got := said(no)
		if no == nil {
			got = r.Value
			if r.Sure == Likely {
				got += "?"
			}
		}
		if got != c.fields[1] {
			t.Errorf("choices.txt:%d: %q is %s (%s), want %s", c.line, c.fields[0], got, r.Basis, c.fields[1])
		}
	}
}

func TestSteer(t *testing.T) {
	t.Parallel()
	for _, c := range corpus(t, "steers.txt", 2) {
		s, ok := Steer(c.fields[0])
		got := "-"
		if ok {
			got = strings.TrimSpace(string(s.Word) + " " + s.Arg)
		}
		if got != c.fields[1] {
			t.Errorf("steers.txt:%d: %q is %s, want %s", c.line, c.fields[0], got, c.fields[1])
		}
	}
}

func TestGistOf(t *testing.T) {
	t.Parallel()
	names := []string{"-", "yes", "no", "greeting", "knock", "thanks", "question", "human", "anger"}
	for _, c := range corpus(t, "gists.txt", 2) {
		if !slices.Contains(names, c.fields[1]) {
			t.Fatalf("gists.txt:%d: no gist %s", c.line, c.fields[1])
		}
		if got := names[GistOf(c.fields[0])]; got != c.fields[1] {
			t.Errorf("gists.txt:%d: %q is %s, want %s", c.line, c.fields[0], got, c.fields[1])
		}
	}
}
