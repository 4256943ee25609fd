// Package export writes complaints out of the record: csv for a spreadsheet,
// json for a program, and the proof files as they were sent.
//
// What is written is one unchanging state of the record, in the order of
// filing, one complaint in memory at a time.
//
// csv is for people, whose spreadsheet runs what looks like a formula: a cell
// that does is written so that it stays text. json is for programs: its values
// are the record's, unaltered.
//
// Start with [CSV].
package export

import (
	"time"

	"aduan/flows"
	"aduan/store"
)

// Options are how an export is written. The zero value will do.
type Options struct {
	Separator rune           // between the cells of csv; 0 is ';'
	Zone      *time.Location // in which times are told; nil is UTC
	// Form gives the columns of csv the order in which it asks for them. The
	// record knows only what each complaint was asked, so that fields which no
	// complaint has both of would stand in the order of their names.
	Form *flows.Form
	// Each is called after each complaint; nil is nobody.
	Each func()
}

func (o Options) time(t time.Time) string {
	if o.Zone == nil {
		return t.UTC().Format(time.RFC3339)
	}
	return t.In(o.Zone).Format(time.RFC3339)
}

// reports calls fn and then Each for each complaint.
func (o Options) reports(tx *store.Tx, f store.Filter, fn func(store.Report) error) error {
	return tx.Reports(f, func(r store.Report) error {
		if err := fn(r); err != nil {
			return err
		}
		if o.Each != nil {
			o.Each()
		}
		return nil
	})
}
