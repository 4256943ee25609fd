package main

import (
	"errors"
	"fmt"
	"io/fs"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"aduan/store"
)

func misreadCommand(p *program) *cobra.Command {
	var day string
	cmd := &cobra.Command{
		Use:   "misread",
		Short: "Show what was not understood, counted",
		Long: `misread counts, for each kind of answer, what people wrote and aduan could not
take, and what it took and they put right: the most frequent first. It shows
where the words of a form, or aduan's readers, have to grow. No text is kept of
either, so none is shown. It works beside a running desk.

READER is the kind of answer that was expected (choice, count, date, phone, text,
proof), intent for a message that answered nothing, shape for voice notes,
stickers and the like. REASON is why: "changed" is an answer that was replaced
later, "disputed" one that was shown for checking and denied.`,
		Example: `  aduan misread
  aduan misread --since 2024-09-01`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, _, err := p.load(cmd)
			if err != nil {
				return err
			}
			zone, err := time.LoadLocation(c.Zone)
			if err != nil {
				return err
			}
			since, err := dayFlag(cmd, "since", day, zone)
			if err != nil {
				return err
			}
			s, err := store.OpenRead(cmd.Context(), c.Data)
			if errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("nobody has written to %s yet: name the right directory with --data, or start the desk first", c.Data)
			} else if err != nil {
				return err
			}
			defer s.Close()
			return s.View(cmd.Context(), func(tx *store.Tx) error { return printMisread(cmd, tx, since) })
		},
	}
	cmd.Flags().StringVar(&day, "since", "", "count from this day on: 2024-09-01")
	return cmd
}

func printMisread(cmd *cobra.Command, tx *store.Tx, since time.Time) error {
	all, err := tx.Misread(since)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "everything was understood")
		return nil
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TIMES\tREADER\tREASON")
	for _, m := range all {
		fmt.Fprintf(w, "%d\t%s\t%s\n", m.Times, m.Reader, m.Reason)
	}
	return w.Flush()
}
