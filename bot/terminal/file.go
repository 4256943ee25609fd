package terminal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"aduan/bot"
	"aduan/store"
)

const maxAlbum = 10

// types are the types that senders claim by default, by the ends of names. The
// machine's own list is not asked: everywhere the same input has to do the same.
var types = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
	".gif": "image/gif", ".heic": "image/heic", ".heif": "image/heif", ".pdf": "application/pdf",
	".txt": "text/plain", ".html": "text/html", ".zip": "application/zip", ".mp4": "video/mp4",
}

// photos are the types that phones send as photos.
var photos = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true}

// attach makes files of paths. Each has to be readable now.
func (m *message) attach(v fields, paths []string) error {
	m.in.Kind, m.in.Text = bot.KindFile, v.caption
	for _, path := range paths {
		size, err := readable(path)
		if err != nil {
			return fmt.Errorf("unreadable file %q: %w", path, err)
		}
		kind := types[strings.ToLower(filepath.Ext(path))]
		c := store.Claim{MIME: v.mime, Name: v.filename, Size: size}
		if c.MIME == "" {
			c.MIME = kind
		}
		if c.MIME == "" {
			c.MIME = "application/octet-stream"
		}
		if c.Name == "" {
			c.Name = filepath.Base(path)
		}
		switch v.as {
		case "document":
			c.Document = true
		case "":
			c.Document = !photos[kind]
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
	info, err := os.Stat(path) // before opening: a pipe would be waited for
	if err != nil {
		return 0, plainError(err)
	}
	if !info.Mode().IsRegular() {
		return 0, errors.New("it is no file")
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, plainError(err)
	}
	defer f.Close()
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
