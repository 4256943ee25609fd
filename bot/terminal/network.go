package terminal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aduan/bot"
	"aduan/store"
)

// Network is the chat network: what the bot sends is shown, and files are
// fetched from the disk.
type Network struct {
	Show func(Outgoing) error
	Now  func() time.Time
	Out  string // the directory for files that go out
}

// Outgoing is a message of the bot as the JSON interface prints it.
type Outgoing struct {
	To      store.Address `json:"to"`
	ID      string        `json:"id"`
	At      string        `json:"at"`             // RFC 3339
	Text    *string       `json:"text,omitempty"` // nil with a file
	File    string        `json:"file,omitempty"` // its path
	MIME    string        `json:"mime,omitempty"`
	Caption string        `json:"caption,omitempty"`
	Quote   string        `json:"quote,omitempty"`
}

// Words are the text, or the file and its caption, for a person to read.
func (o Outgoing) Words() string {
	if o.Text != nil {
		return *o.Text
	}
	return strings.TrimSpace("[" + o.File + "] " + o.Caption)
}

var _ bot.Messenger = (*Network)(nil)

// Send shows a message. A file is written to the directory of what goes out
// first, under the message's own id.
func (n *Network) Send(_ context.Context, m bot.Message) error {
	o := Outgoing{To: m.Show, ID: m.ID, At: n.Now().Format(time.RFC3339), Quote: m.Quote}
	if m.File == nil {
		o.Text = &m.Text
		return n.Show(o)
	}
	o.File, o.MIME, o.Caption = filepath.Join(n.Out, m.ID+filepath.Ext(m.File.Name)), m.File.MIME, m.Text
	if err := os.MkdirAll(n.Out, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(o.File, m.File.Bytes, 0o600); err != nil {
		return err
	}
	return n.Show(o)
}

// reference is what this network needs to fetch a file.
type reference struct {
	Path string `json:"path"`
	Gone bool   `json:"gone,omitempty"`
}

// Fetch reads a file from the disk.
func (n *Network) Fetch(_ context.Context, ref []byte, limit int64) ([]byte, error) {
	var r reference
	if err := json.Unmarshal(ref, &r); err != nil {
		return nil, err
	}
	if r.Gone {
		return nil, bot.ErrGone
	}
	f, err := os.Open(r.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", bot.ErrGone, err)
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(b)) > limit {
		return nil, bot.ErrTooBig
	}
	return b, err
}

// line writes one JSON value and a line feed, in a single write.
func line(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Printer shows messages as JSON, one a line.
func Printer(w io.Writer) func(Outgoing) error {
	return func(o Outgoing) error { return line(w, o) }
}
