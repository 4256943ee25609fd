package bot_test

import (
	"slices"
	"strconv"
	"strings"

	"aduan/store"
)

// claim checks a line that begins with "=".
func (w *world) claim(text string) {
	w.desk()
	word, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	news := w.sent[min(w.before, len(w.sent)):]
	words := ""
	for _, m := range news {
		words += m.Text + "\n"
	}
	fail := func(format string, args ...any) { w.t.Errorf(w.at+": "+format, args...) }
	switch word {
	case "silent":
		if len(news) > 0 {
			fail("the bot should be silent, it said:\n%s", words)
		}
	case "messages":
		if itoa(len(news)) != rest {
			fail("%d messages, want %s:\n%s", len(news), rest, words)
		}
	case "sent":
		if itoa(len(w.sent)) != rest {
			fail("%d messages sent since the beginning, want %s", len(w.sent), rest)
		}
	case "to":
		for _, m := range news {
			if m.Show != w.address(rest) {
				fail("to %s, want %s", m.Show, rest)
			}
		}
	case "says":
		if !strings.Contains(strings.ToLower(words), strings.ToLower(w.fill(rest))) {
			fail("not said: %q, but:\n%s", w.fill(rest), words)
		}
	case "once":
		if n := strings.Count(strings.ToLower(words), strings.ToLower(w.fill(rest))); n != 1 {
			fail("said %d times: %q in:\n%s", n, rest, words)
		}
	case "never":
		if strings.Contains(strings.ToLower(words), strings.ToLower(w.fill(rest))) {
			fail("said: %q in:\n%s", rest, words)
		}
	case "same":
		a, b, _ := strings.Cut(rest, " ")
		if x, y := w.said(a), w.said(b); x != y {
			fail("message %s is not message %s:\n%s\n%s", a, b, x, y)
		}
	case "complaints":
		if n := len(w.complaints()); itoa(n) != rest {
			fail("%d complaints, want %s", n, rest)
		}
	case "complaint":
		w.claimComplaint(rest, fail)
	case "note":
		w.claimNote(rest, fail)
	default:
		w.t.Fatalf("%s: not understood: %q", w.at, text)
	}
}

// claimComplaint checks "1: kind=quota pieces=2 proof=1 open=date".
func (w *world) claimComplaint(rest string, fail func(string, ...any)) {
	which, pairs, _ := strings.Cut(rest, ":")
	n, err := strconv.Atoi(which)
	w.must(err)
	r := w.complaint(n)
	has := map[string]string{
		"notes": itoa(len(r.Notes)), "proofs": itoa(len(r.Proofs)), "status": r.Status,
		"by": string(r.Person.To()), "marks": strings.Join(r.Marks, ","), "form": r.Form,
	}
	var open, skipped, fields, files []string
	for _, a := range r.Answers {
		has[a.Field] = a.Read
		has["said:"+a.Field] = a.Said
		fields = append(fields, a.Field)
		if a.Open {
			open = append(open, a.Field)
		}
		if a.Skipped {
			skipped = append(skipped, a.Field)
		}
	}
	count := map[string]int{}
	for _, p := range r.Proofs {
		count[p.Field]++
		files = append(files, p.Marks...)
	}
	for f, k := range count {
		has[f] = itoa(k)
	}
	has["open"], has["skipped"], has["fields"] = strings.Join(open, ","), strings.Join(skipped, ","), strings.Join(fields, ",")
	slices.Sort(files)
	has["files"] = strings.Join(files, ",")
	for _, pair := range strings.Fields(pairs) {
		key, want, _ := strings.Cut(pair, "=")
		if has[key] != want {
			fail("complaint %d: %s is %q, want %q", n, key, has[key], want)
		}
	}
}

// claimNote checks that a complaint has a note with these words: "1: words".
func (w *world) claimNote(rest string, fail func(string, ...any)) {
	which, words, _ := strings.Cut(rest, ":")
	n, err := strconv.Atoi(which)
	w.must(err)
	words = strings.TrimSpace(words)
	var all []string
	for _, note := range w.complaint(n).Notes {
		all = append(all, note.Text)
	}
	if !strings.Contains(strings.Join(all, "\n"), words) {
		fail("complaint %d has no note %q, but %q", n, words, all)
	}
}

// said is the bot's message of a number.
func (w *world) said(number string) string {
	n, err := strconv.Atoi(number)
	w.must(err)
	if n < 1 || n > len(w.sent) {
		w.t.Fatalf("%s: there is no message %d", w.at, n)
	}
	return w.sent[n-1].Text
}

func (w *world) complaints() []store.Report {
	var out []store.Report
	w.must(w.store.View(w.t.Context(), func(tx *store.Tx) error {
		return tx.Reports(store.Filter{}, func(r store.Report) error {
			out = append(out, r)
			return nil
		})
	}))
	return out
}

func (w *world) complaint(n int) store.Report {
	all := w.complaints()
	if n < 1 || n > len(all) {
		w.t.Fatalf("%s: there is no complaint %d, only %d", w.at, n, len(all))
	}
	return all[n-1]
}
