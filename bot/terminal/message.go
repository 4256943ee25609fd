package terminal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"aduan/bot"
	"aduan/store"
)

// input is one line: a burst of messages, or a wait.
type input struct {
	messages []message
	burst    bool
	wait     time.Duration
}

// message is one message of the JSON interface, before it has an id and a time.
type message struct {
	in    bot.Inbound
	files []bot.File // more than one: an album
	ids   bool       // the id was given
	at    time.Time  // zero: the clock
}

const (
	maxLine  = 1 << 20
	maxBurst = 500
	maxAlbum = 10
)

// parse reads one line. Its errors say what is wrong with it.
func parse(b []byte) (input, error) {
	if !utf8.Valid(b) {
		return input{}, errors.New("invalid UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return input{}, errors.New("not JSON")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return input{}, errors.New("not JSON: something follows the value")
	}
	switch raw[0] {
	case '{':
		f, err := object(raw)
		if err != nil {
			return input{}, err
		}
		if _, ok := f["wait"]; ok {
			d, err := parseWait(f)
			return input{wait: d}, err
		}
		m, err := parseMessage(f)
		return input{messages: []message{m}}, err
	case '[':
		return parseBurst(raw)
	}
	return input{}, errors.New("not an object or an array")
}

func parseBurst(raw json.RawMessage) (input, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return input{}, errors.New("not JSON")
	}
	if len(items) < 1 || len(items) > maxBurst {
		return input{}, fmt.Errorf("a burst has 1 to %d messages, not %d", maxBurst, len(items))
	}
	in := input{burst: true}
	for i, item := range items {
		if item[0] != '{' {
			return input{}, fmt.Errorf("message %d is not an object", i+1)
		}
		f, err := object(item)
		if err == nil && f["wait"] != nil {
			err = errors.New("wait stands in a line of its own")
		}
		var m message
		if err == nil {
			m, err = parseMessage(f)
		}
		if err != nil {
			return input{}, fmt.Errorf("message %d: %w", i+1, err)
		}
		in.messages = append(in.messages, m)
	}
	return in, nil
}

// object reads the fields of an object, and refuses to read one twice.
func object(raw json.RawMessage) (map[string]json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, errors.New("not JSON")
	}
	out := map[string]json.RawMessage{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, errors.New("not JSON")
		}
		name := key.(string)
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return nil, errors.New("not JSON")
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("duplicate field %q", name)
		}
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown field %q", name)
		}
		out[name] = v
	}
	return out, nil
}

var known = []string{"from", "alt", "to", "text", "file", "files", "kind", "edit", "revoke", "react", "of",
	"caption", "mime", "filename", "as", "gone", "name", "quote", "id", "at", "wait"}

func parseWait(f map[string]json.RawMessage) (time.Duration, error) {
	if len(f) > 1 {
		return 0, errors.New("wait stands alone")
	}
	var s string
	if err := value(f, "wait", &s); err != nil {
		return 0, err
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("wait %q is not a duration above 0, such as 25h", s)
	}
	return d, nil
}

// value reads a field into v, if it is there.
func value[T any](f map[string]json.RawMessage, name string, v *T) error {
	raw, ok := f[name]
	if !ok {
		return nil
	}
	if err := json.Unmarshal(raw, v); err != nil || string(raw) == "null" {
		what := map[string]string{"*string": "a string", "*bool": "true or false", "*[]string": "an array of strings"}[fmt.Sprintf("%T", v)]
		return fmt.Errorf("wrong type: %s has to be %s", name, what)
	}
	return nil
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
	for name, p := range map[string]*string{
		"from": &v.from, "alt": &v.alt, "to": &v.to, "text": &v.text, "file": &v.file, "kind": &v.kind, "edit": &v.edit,
		"revoke": &v.revoke, "react": &v.react, "of": &v.of, "caption": &v.caption, "mime": &v.mime,
		"filename": &v.filename, "as": &v.as, "name": &v.name, "quote": &v.quote, "id": &v.id, "at": &v.at,
	} {
		if err := value(f, name, p); err != nil {
			return message{}, err
		}
	}
	if err := errors.Join(value(f, "files", &v.files), value(f, "gone", &v.gone)); err != nil {
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
		if m.at, err = time.Parse(time.RFC3339, v.at); err != nil {
			return m, fmt.Errorf("bad time %q: write it as 2024-09-06T12:00:00+07:00", v.at)
		}
	}
	if err := m.who(v, has); err != nil {
		return m, err
	}
	return m, m.what(v, has)
}

var address = regexp.MustCompile(`^(\+[1-9][0-9]{5,17}|lid:[0-9]{1,20})$`)

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
		if !address.MatchString(a) {
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

// attach makes files of paths. Each has to be readable now.
func (m *message) attach(v fields, paths []string) error {
	m.in.Kind, m.in.Text = bot.KindFile, v.caption
	for _, path := range paths {
		size, err := readable(path)
		if err != nil {
			return fmt.Errorf("unreadable file %q: %w", path, err)
		}
		ext := strings.ToLower(filepath.Ext(path))
		c := store.Claim{MIME: v.mime, Name: v.filename, Size: size}
		if c.MIME == "" {
			c.MIME = mime.TypeByExtension(ext)
		}
		if c.Name == "" {
			c.Name = filepath.Base(path)
		}
		switch v.as {
		case "document":
			c.Document = true
		case "":
			c.Document = !slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp"}, ext)
		case "photo":
		default:
			return fmt.Errorf("as %q: write photo or document", v.as)
		}
		abs, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		ref, err := json.Marshal(reference{Path: abs, Gone: v.gone})
		if err != nil {
			return err
		}
		m.files = append(m.files, bot.File{Ref: ref, Claim: c})
	}
	return nil
}

// readable says how large a file is, if its bytes can be had.
func readable(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, plainError(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, plainError(err)
	}
	if !info.Mode().IsRegular() {
		return 0, errors.New("it is no file")
	}
	if _, err := f.Read(make([]byte, 1)); err != nil && !errors.Is(err, io.EOF) {
		return 0, plainError(err)
	}
	return info.Size(), nil
}

// plainError drops the path that an error repeats.
func plainError(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// inbounds are the messages as the network hands them over: an album is one
// message a file. The id is the given one, or made of the input's.
func (m message) inbounds(id string, now time.Time) []bot.Inbound {
	in := m.in
	if !m.ids {
		in.ID = id
	}
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
