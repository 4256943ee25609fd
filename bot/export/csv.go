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
	filed, err := tx.Fields(f)
	if err != nil {
		return err
	}
	keys := columns(o.Form, filed)
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

// columns are the fields of the form in its order, whether anybody has answered
// them or not, so that two exports have the same columns; then what other forms
// have asked.
func columns(form *flows.Form, filed []string) []string {
	var keys []string
	if form != nil {
		for _, f := range form.Fields {
			keys = append(keys, f.Key)
		}
	}
	for _, key := range filed {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}
