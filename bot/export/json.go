package export

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"aduan/flows"
	"aduan/store"
)

// complaint is an entry of the array. What is not known is "", a list without
// entries is empty: nothing is null.
type complaint struct {
	Number  string   `json:"number"`
	FiledAt string   `json:"filed_at"`
	Status  string   `json:"status"`
	Contact contact  `json:"contact"`
	Form    form     `json:"form"`
	Answers []answer `json:"answers"`
	Proofs  []proof  `json:"proofs"`
	Notes   []note   `json:"notes"`
	Marks   []string `json:"marks"`
}

type contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"` // while it is theirs
	LID   string `json:"lid"`
}

type form struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
}

type answer struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Said  string `json:"said"`
	Read  any    `json:"read"`
	Open  bool   `json:"open"`
}

type proof struct {
	Field  string   `json:"field"`
	SHA256 string   `json:"sha256"`
	MIME   string   `json:"mime"`
	Size   int      `json:"size"`
	Marks  []string `json:"marks"`
}

type note struct {
	At   string `json:"at"`
	By   string `json:"by"`
	Text string `json:"text"`
}

// JSON writes the complaints that the filter chooses as one array, an entry a
// line. A field that was left open is an answer with open true, one that was
// skipped an answer that reads "", and one of files reads how many they are.
func JSON(w io.Writer, tx *store.Tx, f store.Filter, o Options) error {
	var line bytes.Buffer
	encode := json.NewEncoder(&line)
	encode.SetEscapeHTML(false)
	before := "[\n"
	err := o.reports(tx, f, func(r store.Report) error {
		line.Reset()
		line.WriteString(before)
		before = ",\n"
		if err := encode.Encode(o.complaint(r)); err != nil {
			return err
		}
		line.Truncate(line.Len() - 1) // the line break of the encoder
		_, err := w.Write(line.Bytes())
		return err
	})
	if err != nil {
		return err
	}
	end := "\n]\n"
	if before == "[\n" {
		end = "[]\n"
	}
	_, err = io.WriteString(w, end)
	return err
}

// understood is an answer as it was understood: a count, and how many files there
// are, as a number.
func understood(a store.ReportAnswer) any {
	if a.Kind == flows.Count || a.Kind == flows.Proof {
		if n, err := strconv.Atoi(a.Read); err == nil {
			return n
		}
	}
	return a.Read
}

func (o Options) complaint(r store.Report) complaint {
	c := complaint{
		Number: r.Number, FiledAt: o.time(r.FiledAt), Status: r.Status,
		Contact: contact{Name: r.Person.Name, Phone: r.Person.Number(), LID: r.Person.LID},
		Form:    form{Name: r.Form, Version: r.FormVersion},
		Answers: []answer{}, Proofs: []proof{}, Notes: []note{},
		Marks: append([]string{}, r.Marks...),
	}
	for _, a := range r.Answers {
		c.Answers = append(c.Answers, answer{a.Field, a.Label, a.Said, understood(a), a.Open})
	}
	for _, p := range r.Proofs {
		c.Proofs = append(c.Proofs, proof{p.Field, p.SHA256, p.MIME, p.Size, append([]string{}, p.Marks...)})
	}
	for _, n := range r.Notes {
		c.Notes = append(c.Notes, note{o.time(n.At), n.By, n.Text})
	}
	return c
}
