package export

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"aduan/store"
)

// Proofs writes the files of the complaints that the filter chooses into a
// directory, which it makes (0700) where it is missing, each under the name
// that [FileName] gives it (0600). They are the bytes that were sent: a photo
// may say where it was taken. A file that several complaints share is one. What
// stands there under such a name is replaced; nothing is ever left half
// written.
func Proofs(dir string, tx *store.Tx, f store.Filter, o Options) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return o.reports(tx, f, func(r store.Report) error {
		for _, p := range r.Proofs {
			if err := writeProof(dir, tx, p); err != nil {
				return fmt.Errorf("proof of %s: %w", r.Number, err)
			}
		}
		return nil
	})
}

// FileName is the name of a proof's file: what csv and json call it, and the
// ending of its kind.
func FileName(p store.ReportProof) string { return p.SHA256 + extension(p.MIME) }

func extension(mime string) string {
	switch mime {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "image/webp":
		return ".webp"
	case "image/heic":
		return ".heic"
	case "image/heif":
		return ".heif"
	case "application/pdf":
		return ".pdf"
	}
	return ".bin"
}

func writeProof(dir string, tx *store.Tx, p store.ReportProof) error {
	if sum, err := hex.DecodeString(p.SHA256); err != nil || len(sum) != 32 {
		return errors.New("its name in the record is no SHA-256") // and may be a path
	}
	b, err := tx.Bytes(p.SHA256)
	if err != nil {
		return fmt.Errorf("read %s: %w", p.SHA256, err)
	}
	return Write(filepath.Join(dir, FileName(p)), func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// Write makes a file (0600) of what fn writes. It appears under its name, in
// place of one that was there, when all of it stands on the disk; where fn or
// the disk fails, what was there before is still there.
func Write(name string, fn func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".aduan-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := fn(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
