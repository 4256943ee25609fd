package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"aduan/store"
)

const checkHelp = `check looks at everything that the desk needs, and says in a line each what is well
and what is not, with the mend: the settings, the form, the data directory (who can
read it, how much room there is), and the database (whether it is whole, fits this
program, and is kept the way it must be).

It changes nothing and makes nothing, and may be run beside a running desk. It reads
the whole database, which takes a while if there are many photos.

It exits with 0 if all is well, and with 1 if something is not.`

func checkCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the settings, the form and the data, and how to mend it",
		Long:  checkHelp,
		Example: `  aduan check
  aduan --config aduan.yaml check && aduan --config aduan.yaml run`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r := &checkup{w: cmd.OutOrStdout()}
			if c, places, err := p.load(cmd); err != nil {
				for line := range strings.Lines(err.Error()) {
					r.bad("configuration", "%s", strings.TrimSpace(line))
				}
				r.note("the form, the data directory and the database can be checked when the configuration is right")
			} else {
				r.ok("configuration (%s)", givenBy(places))
				r.form(c)
				r.data(cmd.Context(), c)
			}
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			switch {
			case r.err != nil:
				return r.err
			case r.faults == 1:
				return errors.New("1 thing is to be mended")
			case r.faults > 1:
				return fmt.Errorf("%d things are to be mended", r.faults)
			}
			return nil
		},
	}
}

// givenBy says how many settings were given, and where to see which.
func givenBy(places map[string]place) string {
	switch len(places) {
	case 0:
		return "all defaults"
	case 1:
		return `1 setting given, see "aduan config"`
	}
	return fmt.Sprintf(`%d settings given, see "aduan config"`, len(places))
}

// A checkup is a run of check: it tells what it finds, line by line.
type checkup struct {
	w      io.Writer
	faults int
	err    error // of telling
}

func (r *checkup) line(verdict, format string, values ...any) {
	_, err := fmt.Fprintf(r.w, "%-4s %s\n", verdict, fmt.Sprintf(format, values...))
	r.err = errors.Join(r.err, err)
}

func (r *checkup) ok(format string, values ...any)   { r.line("ok", format, values...) }
func (r *checkup) note(format string, values ...any) { r.line("--", format, values...) }

// bad tells a fault of a thing: what is wrong, and what to do.
func (r *checkup) bad(thing, format string, values ...any) {
	r.faults++
	r.line("bad", "%s: %s", thing, fmt.Sprintf(format, values...))
}

func (r *checkup) form(c Config) {
	name := c.Form
	if name == "" {
		name = "built in"
	}
	f, err := loadForm(c)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.bad("form "+name, `there is no such file; the mend: correct form in the settings, or write "" for the one that is built in`)
	case err != nil:
		for line := range strings.Lines(err.Error()) {
			r.bad("form", "%s", strings.TrimSpace(line))
		}
	default:
		r.ok("form %s (%s, version %d, %d questions)", name, f.Name, f.Version, len(f.Fields))
	}
}

// data looks at the data directory and, if it is there, at what is in it.
func (r *checkup) data(ctx context.Context, c Config) {
	thing := "data directory " + c.Data
	at, err := os.Stat(c.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		above, err := nearestAbove(c.Data)
		switch {
		case err != nil:
			r.bad(thing, "it is not there and cannot be made: %v; the mend: name another one with --data", err)
		case syscall.Access(above, accessWrite|accessEnter) != nil:
			r.bad(thing, "it is not there and cannot be made, since you may not write to %s; the mend: make it and give it to the user who runs the desk, or name another one with --data", above)
		default:
			r.room(thing, c, above, "none yet: made at the first start")
			r.ok("database (none yet: made at the first start)")
		}
		return
	case err != nil:
		r.bad(thing, "%v; the mend: run this as the user who runs the desk, or name another directory with --data", err)
		return
	case !at.IsDir():
		r.bad(thing, "it is a file; the mend: name a directory with --data")
		return
	case at.Mode().Perm() != 0o700:
		r.bad(thing, "its mode is %04o, which %s; the mend: chmod 700 %s", at.Mode().Perm(), meaning(at.Mode().Perm(), 0o700), quoted(c.Data))
		r.room("room", c, c.Data, "for "+c.Data)
	case syscall.Access(c.Data, accessRead|accessWrite|accessEnter) != nil:
		r.bad(thing, "it belongs to another user; the mend: run this as the user who runs the desk, or give the directory to this one")
		return
	default:
		r.room(thing, c, c.Data, "0700")
	}
	r.files(c.Data)
	r.database(ctx, c)
}

// What access(2) is asked for.
const (
	accessEnter = 1
	accessWrite = 2
	accessRead  = 4
)

// nearestAbove returns the nearest directory above a path that is there.
func nearestAbove(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	for {
		path = filepath.Dir(path)
		at, err := os.Stat(path)
		switch {
		case err == nil && !at.IsDir():
			return "", fmt.Errorf("%s is a file", path)
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) || path == filepath.Dir(path):
			return "", err
		}
	}
}

// meaning says why a mode is not the one wanted.
func meaning(mode, want fs.FileMode) string {
	if mode&want != want {
		return "keeps the desk out"
	}
	return "lets other users of this machine in"
}

// room tells how much room the disk has where a directory is.
func (r *checkup) room(thing string, c Config, dir, detail string) {
	n, err := freeBytes(dir)
	if err != nil {
		r.bad(thing, "the room on its disk cannot be told: %v", err)
		return
	}
	free := uint64(n)
	if free < uint64(c.MinFree) {
		r.bad(thing, "its disk has %s free, less than min_free, which is %s, so that the desk would take no messages; the mend: make room, or give the desk a larger disk", about(free), c.MinFree)
		return
	}
	r.ok("%s (%s, %s free)", thing, detail, about(free))
}

// about is a size to be read, not to be counted with.
func about(size uint64) string {
	for _, unit := range sizeUnits {
		if n := size / uint64(unit.bytes); n > 0 {
			return fmt.Sprintf("%d %s", n, unit.name)
		}
	}
	return "0 B"
}

// files looks at who can read the files in the data directory.
func (r *checkup) files(dir string) {
	for _, name := range []string{store.FileName, "whatsapp.db"} {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			path := filepath.Join(dir, name+suffix)
			at, err := os.Stat(path)
			switch {
			case errors.Is(err, fs.ErrNotExist):
			case err != nil:
				r.bad("file "+path, "%v", err)
			case !at.Mode().IsRegular():
				r.bad("file "+path, "it is no file; the mend: move it away, and restore the file from a backup if there was one")
			case at.Mode().Perm() != 0o600:
				r.bad("file "+path, "its mode is %04o, which %s; the mend: chmod 600 %s", at.Mode().Perm(), meaning(at.Mode().Perm(), 0o600), quoted(path))
			case syscall.Access(path, accessRead|accessWrite) != nil:
				r.bad("file "+path, "it belongs to another user; the mend: run this as the user who runs the desk, or give the file to this one")
			case suffix == "" && name != store.FileName: // the record has lines of its own
				r.ok("file %s (0600)", path)
			}
		}
	}
}

// quoted is a path as a shell takes it.
func quoted(path string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./_-"
	if strings.Trim(path, plain) == "" {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

const restore = "the mend: stop the desk, keep a copy of the data directory, and restore aduan.db from a backup"

func (r *checkup) database(ctx context.Context, c Config) {
	thing := "database " + filepath.Join(c.Data, store.FileName)
	h, err := store.Examine(ctx, c.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.ok("database (none yet: made at the first start)")
		return
	case err != nil:
		r.bad(thing, "it cannot be read: %v; %s", err, restore)
		return
	case len(h.Damage) > 0:
		for _, what := range h.Damage {
			r.bad(thing, "it is damaged: %s; %s", strings.Join(strings.Fields(what), " "), restore)
		}
		return
	case h.Empty:
		r.ok("%s (nothing in it yet: made at the first start)", thing)
		return
	case h.Foreign != "":
		r.bad(thing, "it belongs to %s; the mend: name another directory with --data", h.Foreign)
		return
	}
	r.ok("%s (whole)", thing)
	switch known := store.KnownVersion(); {
	case h.Schema > known:
		r.bad("schema", "%d is newer than %d, the one of this program; the mend: use the aduan that made it, or restore a backup from before the upgrade", h.Schema, known)
	case h.Schema < known:
		r.ok("schema (%d: brought up to %d at the next start)", h.Schema, known)
	default:
		r.ok("schema (%d, the one of this program)", h.Schema)
	}
	if len(h.Orphans) == 0 {
		r.ok("references (every row belongs to one that is there)")
	}
	for _, o := range h.Orphans {
		r.bad("references", "rows that point at nothing, from %s; %s", o, restore)
	}
	r.pragmas(ctx, h)
}

// pragmas asks a writing connection what is in force on it. It is opened as
// the desk opens its own, but on a record made for the purpose: on the desk's
// it could not be without a trace.
func (r *checkup) pragmas(ctx context.Context, h store.Health) {
	const thing = "writing connection"
	dir, err := os.MkdirTemp("", "aduan-check-*")
	if err != nil {
		r.bad(thing, "it cannot be tried: %v; the mend: make room in the directory for temporary files", err)
		return
	}
	defer os.RemoveAll(dir)
	list, err := writingPragmas(ctx, dir)
	if err != nil {
		r.bad(thing, "it cannot be tried: %v", err)
		return
	}
	var told []string
	sound := true
	for _, p := range list {
		if p.Got != p.Want {
			sound = false
			r.bad(thing, "%s is %s and must be %s; the mend: build aduan with the SQLite that it comes with", p.Name, p.Got, p.Want)
		}
		told = append(told, p.Name+" "+p.Got)
	}
	if sound {
		r.ok("%s (%s)", thing, strings.Join(told, ", "))
	}
	if h.Journal == "wal" {
		r.ok("journal (wal, as the file has it)")
	} else {
		r.ok("journal (%s, as the file has it: made wal at the next start)", h.Journal)
	}
}

func writingPragmas(ctx context.Context, dir string) ([]store.Pragma, error) {
	s, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		return nil, err
	}
	list, err := s.Pragmas(ctx)
	return list, errors.Join(err, s.Close())
}
