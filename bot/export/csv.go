package export

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"aduan/flows"
	"aduan/store"
)

// CSV writes the complaints that the filter chooses as csv: UTF-8 with a byte
// order mark, without which a spreadsheet takes it for something else, a
// header, and one line per complaint. A field that was left open or skipped is
// an empty cell; a field of files has the SHA-256 of each, separated by blanks.
func CSV(w io.Writer, tx *store.Tx, f store.Filter, o Options) error {
	keys, err := tx.Fields(f)
	if err != nil {
		return err
	}
	arrange(keys, o.Form)
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if out.Comma = o.Separator; out.Comma == 0 {
		out.Comma = ';'
	}
	row := make([]string, 0, 4+len(keys))
	row = append(append(row, "number", "filed_at", "status", "contact"), keys...)
	if err := out.Write(row); err != nil {
		return err
	}
	values := make(map[string]string, len(keys))
	err = o.reports(tx, f, func(r store.Report) error {
		clear(values)
		answered(r, values)
		row = append(row[:0], cell(r.Number), o.time(r.FiledAt), r.Status, digits(string(r.Person.To())))
		for _, key := range keys {
			row = append(row, values[key])
		}
		return out.Write(row)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// shown is an answer as it stands in its cell.
func shown(a store.ReportAnswer) string {
	if a.Kind == flows.Phone {
		return digits(a.Read)
	}
	return cell(a.Read)
}

// answered puts what a complaint says for each field into values.
func answered(r store.Report, values map[string]string) {
	for _, a := range r.Answers {
		if !a.Open && !a.Skipped {
			values[a.Field] = shown(a)
		}
	}
	files := map[string][]string{}
	for _, p := range r.Proofs {
		files[p.Field] = append(files[p.Field], p.SHA256)
	}
	for field, sums := range files {
		values[field] = strings.Join(sums, " ")
	}
}

// arrange puts those keys that the form has into its order, in the places that
// they hold among all.
func arrange(keys []string, form *flows.Form) {
	if form == nil {
		return
	}
	var places []int
	var known []string
	for i, key := range keys {
		if form.Field(key) != nil {
			places, known = append(places, i), append(known, key)
		}
	}
	place := func(key string) int {
		return slices.IndexFunc(form.Fields, func(f flows.Field) bool { return f.Key == key })
	}
	slices.SortFunc(known, func(a, b string) int { return place(a) - place(b) })
	for i, at := range places {
		keys[at] = known[i]
	}
}
