package store

import (
	"database/sql"
	"encoding/json"
	"time"

	"aduan/flows"
)

// Filter chooses complaints for reading. Zero values choose all.
type Filter struct {
	Since, Until time.Time // filed at or after Since, and before Until
	Status       string
}

// Report is a complaint with everything that belongs to it.
type Report struct {
	Complaint
	Person  Contact
	Answers []ReportAnswer
	Proofs  []ReportProof
	Notes   []ReportNote
	Marks   []string
}

// ReportAnswer is an answer as it stands in the record.
type ReportAnswer struct {
	Field             string
	Kind              flows.Kind
	Label, Said, Read string
	Open, Skipped     bool
	Marks             []string
	shown             string
}

// Shown is the answer as the person was shown it.
func (a ReportAnswer) Shown() string { return a.shown }

// ReportProof is a file without its bytes.
type ReportProof struct {
	Field, SHA256, MIME string
	Size                int
	Marks               []string
}

// ReportNote is a note.
type ReportNote struct {
	At       time.Time
	By, Text string
}

// Reports calls fn for each complaint that the filter chooses, in the order of
// filing, one at a time: however many there are, one is in memory.
func (tx *Tx) Reports(f Filter, fn func(Report) error) error {
	return tx.each(func(r *sql.Rows) error {
		c, err := scanComplaint(r.Scan)
		if err != nil {
			return err
		}
		rep := Report{Complaint: c}
		if err := tx.fill(&rep); err != nil {
			return err
		}
		return fn(rep)
	}, "SELECT "+complaintColumns+" FROM complaint"+f.where()+" ORDER BY filed_at, id", f.args()...)
}

// CountReports is how many complaints the filter chooses.
func (tx *Tx) CountReports(f Filter) (n int, err error) {
	err = tx.row("SELECT COUNT(*) FROM complaint"+f.where(), f.args()...).Scan(&n)
	return n, err
}

// Fields are the keys of the answers that the chosen complaints have, in the
// order in which their forms ask for them.
func (tx *Tx) Fields(f Filter) ([]string, error) {
	var out []string
	err := tx.each(func(r *sql.Rows) error {
		var key string
		var form string
		var position int
		err := r.Scan(&form, &key, &position)
		out = append(out, key)
		return err
	}, `SELECT MIN(form), field, MIN(position) FROM answer JOIN complaint ON complaint.id = complaint_id`+f.where()+` GROUP BY field ORDER BY 1, 3, 2`, f.args()...)
	return out, err
}

func (f Filter) where() string {
	return " WHERE filed_at >= ? AND (? OR filed_at < ?) AND (? = '' OR status = ?)"
}

func (f Filter) args() []any {
	since := int64(-1 << 62)
	if !f.Since.IsZero() {
		since = f.Since.UnixMilli()
	}
	return []any{since, f.Until.IsZero(), f.Until.UnixMilli(), f.Status, f.Status}
}

func (tx *Tx) fill(r *Report) error {
	var err error
	if r.Person, err = tx.ContactByID(r.Contact); err != nil {
		return err
	}
	if err := tx.each(func(rows *sql.Rows) error {
		var a ReportAnswer
		var marks string
		err := rows.Scan(&a.Field, &a.Kind, &a.Label, &a.Said, &a.Read, &a.Open, &a.Skipped, &marks, &a.shown)
		a.Marks = fields(marks)
		r.Answers = append(r.Answers, a)
		return err
	}, "SELECT field, kind, label, said, read, open, skipped, marks, shown FROM answer WHERE complaint_id = ? ORDER BY position", r.ID); err != nil {
		return err
	}
	if err := tx.each(func(rows *sql.Rows) error {
		var p ReportProof
		var marks string
		err := rows.Scan(&p.Field, &p.SHA256, &p.MIME, &p.Size, &marks)
		p.Marks = fields(marks)
		r.Proofs = append(r.Proofs, p)
		return err
	}, "SELECT field, sha256, mime, size, marks FROM proof WHERE complaint_id = ? AND state = 'good' ORDER BY id", r.ID); err != nil {
		return err
	}
	if err := tx.each(func(rows *sql.Rows) error {
		var n ReportNote
		var at int64
		err := rows.Scan(&at, &n.By, &n.Text)
		n.At = fromMillis(at)
		r.Notes = append(r.Notes, n)
		return err
	}, "SELECT at, by, text FROM note WHERE complaint_id = ? ORDER BY id", r.ID); err != nil {
		return err
	}
	r.Marks = r.marks()
	return nil
}

// marks are what staff should see at a glance.
func (r *Report) marks() []string {
	out := []string{}
	for _, a := range r.Answers {
		if a.Open {
			out = append(out, "open:"+a.Field)
		}
		for _, m := range a.Marks {
			out = append(out, m+":"+a.Field)
		}
	}
	return out
}

// Recorded is a line of the audit as it is read back.
type Recorded struct {
	ID     int64 // only of [Tx.History]
	At     time.Time
	Kind   string
	Actor  string
	Staff  int64 // 0: none; only of [Tx.History]
	Detail json.RawMessage
}

// Events returns the audit of a complaint, oldest first.
func (tx *Tx) Events(complaint int64) ([]Recorded, error) {
	var out []Recorded
	err := tx.each(func(r *sql.Rows) error {
		var e Recorded
		var at int64
		var detail []byte
		err := r.Scan(&at, &e.Kind, &e.Actor, &detail)
		e.At, e.Detail = fromMillis(at), detail
		out = append(out, e)
		return err
	}, "SELECT at, kind, actor, detail FROM event WHERE complaint_id = ? ORDER BY id", complaint)
	return out, err
}

// ReportOf returns a complaint with everything that belongs to it.
func (tx *Tx) ReportOf(c Complaint) (Report, error) {
	r := Report{Complaint: c}
	return r, tx.fill(&r)
}
