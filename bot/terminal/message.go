package terminal

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"aduan/bot"
	"aduan/store"
)

// message is one message of the JSON interface, before it has an id and a time.
type message struct {
	in    bot.Inbound
	files []bot.File // more than one: an album
	ids   bool       // the id was given
	at    time.Time  // zero: the clock
}

// fields are an object's fields, read.
type fields struct {
	from, alt, to, text, file, kind, edit, revoke, react, of string
	caption, mime, filename, as, name, quote, id, at         string
	files                                                    []string
	gone                                                     bool
}

func parseMessage(f map[string]json.RawMessage) (message, error) {
	var v fields
	for _, x := range []struct {
		name string
		to   *string
	}{
		{"from", &v.from}, {"alt", &v.alt}, {"to", &v.to}, {"text", &v.text}, {"file", &v.file}, {"kind", &v.kind},
		{"edit", &v.edit}, {"revoke", &v.revoke}, {"react", &v.react}, {"of", &v.of}, {"caption", &v.caption},
		{"mime", &v.mime}, {"filename", &v.filename}, {"as", &v.as}, {"name", &v.name}, {"quote", &v.quote},
		{"id", &v.id}, {"at", &v.at},
	} {
		if err := value(f, x.name, x.to); err != nil {
			return message{}, err
		}
	}
	if err := value(f, "files", &v.files); err != nil {
		return message{}, err
	}
	if err := value(f, "gone", &v.gone); err != nil {
		return message{}, err
	}
	has := func(name string) bool { _, ok := f[name]; return ok }
	m := message{in: bot.Inbound{Name: v.name, Quote: v.quote, ID: v.id}}
	m.ids = has("id")
	if m.ids && v.id == "" {
		return m, errors.New("id is empty")
	}
	if has("at") {
		var err error
		if m.at, err = ParseTime(v.at); err != nil {
			return m, err
		}
	}
	if err := m.who(v, has); err != nil {
		return m, err
	}
	return m, m.what(v, has)
}

var address = regexp.MustCompile(`^(\+[1-9][0-9]{2,17}|lid:[0-9]{1,20})$`)

// IsAddress says whether s is written as an address: +62812... or lid:123.
func IsAddress(s string) bool { return address.MatchString(s) }

// who reads the addresses.
func (m *message) who(v fields, has func(string) bool) error {
	from := v.from
	switch {
	case !has("from"):
		return errors.New("no from")
	case v.from == "me" && !has("to"):
		return errors.New("from me without to")
	case v.from != "me" && has("to"):
		return errors.New("to goes with from me only")
	case v.from == "me":
		from, m.in.FromMe = v.to, true
	}
	addresses := []string{from}
	if has("alt") {
		addresses = append(addresses, v.alt)
	}
	for _, a := range addresses {
		if !IsAddress(a) {
			return fmt.Errorf("%q is no address: write +62812... or lid:123", a)
		}
	}
	m.in.From, m.in.Alt = store.Address(from), store.Address(v.alt)
	if v.alt != "" && (m.in.From.LID() == "") == (m.in.Alt.LID() == "") {
		return errors.New("alt is the other kind of address than from")
	}
	return nil
}

// what reads the content.
func (m *message) what(v fields, has func(string) bool) error {
	var content []string
	for _, name := range []string{"text", "file", "files", "kind", "edit", "revoke", "react"} {
		if has(name) && !(name == "text" && has("edit")) {
			content = append(content, name)
		}
	}
	switch {
	case len(content) == 0:
		return errors.New("no content: write one of text, file, files, kind, edit, revoke, react")
	case len(content) > 1:
		return fmt.Errorf("two contents: %s", strings.Join(content, " and "))
	}
	for _, name := range []string{"caption", "mime", "filename", "as", "gone"} {
		if has(name) && content[0] != "file" && content[0] != "files" {
			return fmt.Errorf("%s goes with a file only", name)
		}
	}
	if has("of") != (content[0] == "react") {
		return errors.New("react and of go together")
	}
	switch content[0] {
	case "text":
		m.in.Kind, m.in.Text = bot.KindText, v.text
	case "kind":
		if !slices.Contains(bot.Shapes, bot.Kind(v.kind)) {
			return fmt.Errorf("unknown kind %q", v.kind)
		}
		m.in.Kind = bot.Kind(v.kind)
	case "edit":
		if !has("text") {
			return errors.New("edit without text")
		}
		m.in.Kind, m.in.Of, m.in.Text = bot.KindEdit, v.edit, v.text
	case "revoke":
		m.in.Kind, m.in.Of = bot.KindRevoke, v.revoke
	case "react":
		m.in.Kind, m.in.Of, m.in.Text = bot.KindReaction, v.of, v.react
	case "file":
		return m.attach(v, []string{v.file})
	case "files":
		if len(v.files) < 2 || len(v.files) > maxAlbum {
			return fmt.Errorf("files are 2 to %d, not %d", maxAlbum, len(v.files))
		}
		return m.attach(v, v.files)
	}
	return nil
}

// inbounds are the messages as the network hands them over: an album is one
// message a file.
func (m message) inbounds(id string, now time.Time) []bot.Inbound {
	in := m.in
	in.ID = id
	if in.At = m.at; in.At.IsZero() {
		in.At = now
	}
	if len(m.files) == 0 {
		return []bot.Inbound{in}
	}
	out := make([]bot.Inbound, len(m.files))
	for i := range m.files {
		x := in
		x.File = &m.files[i]
		if len(m.files) > 1 {
			x.ID = fmt.Sprintf("%s.%d", in.ID, i+1)
			x.Album, x.AlbumLeft = in.ID, len(m.files)-i-1
			if i > 0 {
				x.Text = "" // the caption came with the first
			}
		}
		out[i] = x
	}
	return out
}
