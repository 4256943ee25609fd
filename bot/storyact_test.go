package bot_test

import (
	"mime"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"aduan/bot"
	"aduan/bot/desk"
	"aduan/store"
)

// act does what one line of a story says.
func (w *world) act(text string) {
	w.before = len(w.sent)
	word, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "clock":
		w.setClock(w.time(rest))
	case "form":
		w.form = rest
	case "language":
		w.language = rest
	case "fetching":
		d, err := time.ParseDuration(strings.TrimPrefix(rest, "takes "))
		w.must(err)
		w.fetchTime = d
	case "as":
		f := strings.Fields(rest)
		w.from, w.alt = w.address(f[0]), ""
		if known := w.people[w.from]; known != "" {
			w.name = known
		}
		if len(f) == 3 && f[1] == "alt" {
			w.alt = w.address(f[2])
		}
	case "person":
		name, number, _ := strings.Cut(rest, " ")
		w.people[store.Address(number)] = name
	case "staff":
		f := strings.Fields(rest)
		w.desk()
		w.must(w.store.Update(w.t.Context(), func(tx *store.Tx) error {
			return desk.Seed(tx, []store.Staff{{Phone: f[0], Name: f[1], Role: f[2], Lang: append(f, "id")[3]}})
		}))
		w.people[store.Address(f[0])] = f[1]
	case "name":
		w.name = rest
	case "restart":
		w.restart()
	case "offline", "online":
		w.offline = word == "offline"
	case "burst":
		w.burst = true
	case "end":
		w.burst = false
		w.settle()
	case "wait":
		w.wait(rest)
	case "sofar":
		for _, part := range strings.Split(rest, ";") {
			part = strings.TrimSpace(part)
			if word, _, _ := strings.Cut(part, " "); word != "file" && word != "album" {
				part = "> " + part
			}
			w.act(part)
		}
		w.shown = len(w.sent)
	case "again":
		w.receive(w.last...)
	default:
		w.message(word, text)
	}
}

// address is that of somebody whom the story gave a name, or stands there.
func (w *world) address(who string) store.Address {
	for a, name := range w.people {
		if name == who {
			return a
		}
	}
	return store.Address(who)
}

func (w *world) wait(rest string) {
	if until, ok := strings.CutPrefix(rest, "until "); ok {
		w.moveTo(w.time(until))
		return
	}
	days, ok := strings.CutSuffix(rest, " days")
	if ok {
		n, err := strconv.Atoi(days)
		w.must(err)
		w.moveTo(w.clock().Add(time.Duration(n) * 24 * time.Hour))
		return
	}
	d, err := time.ParseDuration(rest)
	w.must(err)
	w.moveTo(w.clock().Add(d))
}

func (w *world) time(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, w.zone)
	w.must(err)
	return at
}

var saying = regexp.MustCompile(`^((?:[a-z]+ [^>]*?)?) ?> ?(?:\(([a-z0-9]+)\) ?)?(.*)$`)

// message reads a line that is a message, and hands it over.
func (w *world) message(word, text string) {
	in := bot.Inbound{Line: line, From: w.from, Alt: w.alt, Name: w.name, At: w.clock(), Kind: bot.KindText}
	label := ""
	arg := func() string { return strings.TrimSpace(strings.TrimPrefix(text, word)) }
	m := saying.FindStringSubmatch(text)
	switch {
	case slices.Contains([]string{"file", "document", "album", "gone", "refile"}, word):
		w.files(in, word, arg())
		return
	case word == "shape":
		in.Kind = bot.Kind(arg())
	case word == "delete":
		in.Kind, in.Of = bot.KindRevoke, w.id(arg())
	case word == "react":
		f := strings.Fields(arg())
		in.Kind, in.Of = bot.KindReaction, w.id(f[0])
		if f[1] != "-" {
			in.Text = f[1]
		}
	case m == nil:
		w.t.Fatalf("%s: not understood: %q", w.at, text)
	default:
		label, in.Text = m[2], w.fill(m[3])
		w.how(&in, m[1])
	}
	w.give(label, in)
}

// how reads what stands before the ">" of a message.
func (w *world) how(in *bot.Inbound, how string) {
	word, rest, _ := strings.Cut(how, " ")
	switch word {
	case "":
	case "re":
		in.Quote = w.id(rest)
	case "edit":
		in.Kind, in.Of = bot.KindEdit, w.id(rest)
	case "at":
		in.At = w.time(rest)
		if in.At.After(w.clock()) {
			w.moveTo(in.At)
		}
	case "us":
		in.FromMe = true
	default:
		w.t.Fatalf("%s: not understood: %q", w.at, how)
	}
}

// give hands messages over under new ids.
func (w *world) give(label string, ins ...bot.Inbound) {
	w.received++
	for i := range ins {
		ins[i].ID = "m" + itoa(w.received)
		if len(ins) > 1 {
			ins[i].ID += "." + itoa(i+1)
			ins[i].Album, ins[i].AlbumLeft = "m"+itoa(w.received), len(ins)-1-i
		}
	}
	if label != "" {
		w.labels[label] = ins[0].ID
	}
	w.receive(ins...)
}

// files sends pictures and documents: "file (label) receipt-1.jpg | caption".
func (w *world) files(in bot.Inbound, word, arg string) {
	label := ""
	if word == "refile" {
		quoted, rest, _ := strings.Cut(arg, " ")
		in.Quote, arg = w.id(quoted), rest
	}
	if rest, ok := strings.CutPrefix(arg, "("); ok {
		label, arg, _ = strings.Cut(rest, ")")
	}
	names, caption, _ := strings.Cut(arg, "|")
	var ins []bot.Inbound
	for i, name := range strings.Fields(names) {
		x := in
		x.Kind, x.Text = bot.KindFile, ""
		if i == 0 {
			x.Text = w.fill(strings.TrimSpace(caption))
		}
		ext := filepath.Ext(name)
		claim := store.Claim{MIME: mime.TypeByExtension(ext), Name: name, Size: 60_000}
		claim.Document = word == "document" || ext == ".pdf" || ext == ".heic"
		if b, err := drawn(name); err == nil {
			claim.Size = int64(len(b))
		}
		if strings.HasPrefix(name, "huge") {
			claim.Size = 200 << 20
		}
		ref := name
		if word == "gone" {
			ref = "gone " + name
		}
		x.File = &bot.File{Ref: []byte(ref), Claim: claim}
		ins = append(ins, x)
	}
	w.give(label, ins...)
}

// id is the message that a story names: the bot's by its number, a person's by
// its label, anything else by itself (nobody ever used that one).
func (w *world) id(label string) string {
	if id, ok := w.labels[label]; ok {
		return id
	}
	return label
}

var hole = regexp.MustCompile(`\{(number|mistyped) ([0-9]+)\}`)

// fill puts complaint numbers into words, and reads words in quotation marks
// as Go does.
func (w *world) fill(s string) string {
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		u, err := strconv.Unquote(s)
		w.must(err)
		s = u
	}
	if n, unit, ok := strings.Cut(s, " × "); ok {
		if times, err := strconv.Atoi(unit); err == nil {
			s = strings.Repeat(n, times)
		}
	}
	return hole.ReplaceAllStringFunc(s, func(h string) string {
		m := hole.FindStringSubmatch(h)
		n, err := strconv.Atoi(m[2])
		w.must(err)
		number := w.complaint(n).Number
		if m[1] == "mistyped" {
			last := number[len(number)-2]
			other := byte('7')
			if last == other {
				other = '4'
			}
			return number[:len(number)-2] + string(other) + number[len(number)-1:]
		}
		return number
	})
}
