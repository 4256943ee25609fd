package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"aduan/bot/export"
	"aduan/flows"
	"aduan/store"
)

var (
	exportFormats    = []string{"csv", "json"}
	exportSeparators = []string{";", ",", "|", "\t"}
	statuses         = []string{store.StatusNew, store.StatusTaken, store.StatusWaiting, store.StatusResolved, store.StatusRejected}
)

const exportHelp = `export writes complaints to FILE, or to standard output if FILE is -. It reads
beside a running desk and changes nothing. A FILE that is there is replaced when
all is written, and left as it is if something fails.

csv is for a spreadsheet: UTF-8 with a byte order mark; number, filed_at, status,
contact, then a column per question, one line per complaint. What was left open or
skipped is an empty cell. Phone numbers are digits without the +. Where WhatsApp
hides the number of a person, contact is lid: and the id that it shows instead. Any
other cell that a spreadsheet could take for a formula begins with a '.

json is for a program: one array, values as they are in the record.

  {"number": "ADU-240906-7K3Q", "filed_at": "2024-09-06T10:00:00+07:00",
   "status": "new", "contact": {"name", "phone", "lid"}, "form": {"name", "version"},
   "answers": [{"field", "label", "said", "read", "open"}],
   "proofs": [{"field", "sha256", "mime", "size", "marks"}],
   "notes": [{"at", "by", "text"}], "marks": []}

Nothing in it is null: what is not known is "". An answer reads as the key of a
choice, a date such as 2024-09-03, a phone number such as +628123456789, a number (of
files too), or the words. One that was skipped reads "", one that was left open has
open true.

--proofs writes the photos and PDFs too, each under the SHA-256 that csv and json
name. They are what was sent, to the last byte: a photo may say where it was taken.

Times are those of the zone in the settings, and a day begins there at midnight.`

// An exportRequest is what the command line of export asks for.
type exportRequest struct {
	file, format, separator string
	since, until, status    string
	proofs                  string

	data    string // the directory
	filter  store.Filter
	options export.Options
}

func exportCommand(p *program) *cobra.Command {
	var q exportRequest
	cmd := &cobra.Command{
		Use:   "export FILE",
		Short: "Write complaints to a file, for a spreadsheet or a program",
		Long:  exportHelp,
		Example: `  aduan export complaints.csv
  aduan export --since 2024-09-01 --until 2024-09-30 --proofs proofs september.csv
  aduan export --format json --status new -`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usageError(cmd, "into which file? name it, or write - for standard output")
			case len(args) > 1:
				return usageError(cmd, "one file only, not %q as well", args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, _, err := p.load(cmd)
			if err != nil {
				return err
			}
			q.file = args[0]
			if err := q.understand(cmd, c); err != nil {
				return err
			}
			return q.run(cmd)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&q.format, "format", "", "csv or json (default as FILE ends, else csv)")
	flags.StringVar(&q.separator, "separator", ";", "between the cells of csv: ; , | or a tab")
	flags.StringVar(&q.since, "since", "", "only complaints filed on this day or later: 2024-09-01")
	flags.StringVar(&q.until, "until", "", "only complaints filed on this day or earlier: 2024-09-30")
	flags.StringVar(&q.status, "status", "", "only complaints that are "+oneOf(statuses))
	flags.StringVar(&q.proofs, "proofs", "", "write the photos and PDFs into this directory")
	noFiles := cobra.ShellCompDirectiveNoFileComp
	for _, err := range []error{
		cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(exportFormats, noFiles)),
		cmd.RegisterFlagCompletionFunc("separator", cobra.FixedCompletions(exportSeparators[:3], noFiles)),
		cmd.RegisterFlagCompletionFunc("since", cobra.NoFileCompletions),
		cmd.RegisterFlagCompletionFunc("until", cobra.NoFileCompletions),
		cmd.RegisterFlagCompletionFunc("status", cobra.FixedCompletions(statuses, noFiles)),
		cmd.MarkFlagDirname("proofs"),
	} {
		if err != nil {
			panic(err) // a flag is misspelt just above
		}
	}
	return cmd
}

func oneOf(values []string) string {
	last := len(values) - 1
	return strings.Join(values[:last], ", ") + " or " + values[last]
}

// understand turns the flags into what to do, or says which one is wrong.
func (q *exportRequest) understand(cmd *cobra.Command, c Config) error {
	zone, err := c.Location()
	if err != nil {
		return exitError{exitUsage, err}
	}
	q.data, q.options.Zone = c.Data, zone
	if q.format == "" {
		q.format = strings.TrimPrefix(strings.ToLower(filepath.Ext(q.file)), ".")
		if !slices.Contains(exportFormats, q.format) {
			q.format = "csv"
		}
	}
	if !slices.Contains(exportFormats, q.format) {
		return usageError(cmd, "--format: there is no %q, write %s", q.format, oneOf(exportFormats))
	}
	if !slices.Contains(exportSeparators, q.separator) {
		return usageError(cmd, "--separator: %q cannot separate cells, write ; , | or a tab", q.separator)
	}
	if q.format != "csv" && cmd.Flags().Changed("separator") {
		return usageError(cmd, "--separator is for csv, leave it out for %s", q.format)
	}
	q.options.Separator = rune(q.separator[0])
	if q.filter.Since, err = dayFlag(cmd, "since", q.since, zone); err != nil {
		return err
	}
	if q.filter.Until, err = dayFlag(cmd, "until", q.until, zone); err != nil {
		return err
	}
	if !q.filter.Since.IsZero() && !q.filter.Until.IsZero() && q.filter.Until.Before(q.filter.Since) {
		return usageError(cmd, "--until %s is before --since %s", q.until, q.since)
	}
	if !q.filter.Until.IsZero() {
		q.filter.Until = q.filter.Until.AddDate(0, 0, 1) // the day is included
	}
	if q.filter.Status = q.status; q.status != "" && !slices.Contains(statuses, q.status) {
		return usageError(cmd, "--status: there is no %q, write %s", q.status, oneOf(statuses))
	}
	if at := q.target(); at != "-" && isDir(filepath.Dir(at), q.data) {
		return usageError(cmd, "%s would stand among the desk's own files, choose another directory", q.file)
	}
	if q.proofs != "" && isDir(q.proofs, q.data) {
		return usageError(cmd, "--proofs: %s is the desk's own directory, choose another one", q.proofs)
	}
	// A form with a fault is no reason to withhold complaints: the columns then
	// have the order that the record knows.
	q.options.Form, _ = loadForm(c)
	return nil
}

// target is the file that FILE leads to.
func (q *exportRequest) target() string {
	if q.file == "-" {
		return q.file
	}
	if at, err := filepath.EvalSymlinks(q.file); err == nil {
		return at
	}
	return q.file
}

// loadForm returns the form in force.
func loadForm(c Config) (*flows.Form, error) {
	if c.Form == "" {
		return flows.Embedded("emeterai")
	}
	return flows.LoadFile(c.Form)
}

// dayFlag returns the beginning of the day that a flag names, the zero time if
// it names none.
func dayFlag(cmd *cobra.Command, name, value string, zone *time.Location) (time.Time, error) {
	if !cmd.Flags().Changed(name) {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, value, zone)
	if err != nil {
		return time.Time{}, usageError(cmd, "--%s: %q is no day, write one such as 2024-09-30", name, value)
	}
	return t, nil
}

// isDir says whether two paths are the same directory.
func isDir(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

func (q *exportRequest) run(cmd *cobra.Command) error {
	ctx := cmd.Context()
	s, err := store.OpenRead(ctx, q.data)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there are no complaints in %s yet, since no %s is there: name the right directory with --data, or start the desk first", q.data, store.FileName)
	} else if err != nil {
		return fmt.Errorf("open %s: %w", filepath.Join(q.data, store.FileName), err)
	}
	defer s.Close()
	return s.View(ctx, func(tx *store.Tx) error {
		done, err := q.progress(cmd, tx)
		if err != nil {
			return err
		}
		defer done()
		// The proofs first: when FILE is there, so are all that it names.
		if q.proofs != "" {
			if err := export.Proofs(q.proofs, tx, q.filter, q.options); err != nil {
				return fmt.Errorf("write proofs: %w", err)
			}
		}
		write := export.CSV
		if q.format == "json" {
			write = export.JSON
		}
		err = output(q.target(), cmd.OutOrStdout(), func(w io.Writer) error {
			buffered := bufio.NewWriterSize(w, 1<<16)
			if err := write(buffered, tx, q.filter, q.options); err != nil {
				return err
			}
			return buffered.Flush()
		})
		if err != nil {
			return fmt.Errorf("write %s: %w", q.file, err)
		}
		return nil
	})
}

// output gives fn the file to write to. A pipe or a device is written to as it
// is; anything else appears when it is whole.
func output(name string, stdout io.Writer, fn func(io.Writer) error) error {
	if name == "-" {
		return fn(stdout)
	}
	at, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return export.Write(name, fn)
	case err != nil:
		return err
	case at.IsDir():
		return errors.New("it is a directory, name a file in it")
	case at.Mode().IsRegular():
		return export.Write(name, fn)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(fn(f), f.Close())
}

// progress shows on a terminal how far the export is, until done is called. It
// does not where the export itself goes to the terminal.
func (q *exportRequest) progress(cmd *cobra.Command, tx *store.Tx) (done func(), err error) {
	if !isTerminal(cmd.ErrOrStderr()) || q.file == "-" && isTerminal(cmd.OutOrStdout()) {
		return func() {}, nil
	}
	n, err := tx.CountReports(q.filter)
	if err != nil || n == 0 {
		return func() {}, err
	}
	if q.proofs != "" {
		n *= 2 // once for the files, once for the words
	}
	bar := progressbar.NewOptions(n,
		progressbar.OptionSetWriter(cmd.ErrOrStderr()),
		progressbar.OptionSetDescription("complaints"),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	q.options.Each = func() { bar.Add(1) }
	return func() { bar.Clear() }, nil
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
