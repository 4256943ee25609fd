package store

import (
	"database/sql"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"aduan/flows"
)

// Complaint is a filed complaint.
type Complaint struct {
	ID          int64
	Number      string
	Contact     int64
	Line        string
	Status      string
	StatusAt    time.Time
	Form        string
	FormVersion int
	Lang        string
	FiledAt     time.Time
	Work
}

const complaintColumns = "id, number, contact_id, line, status, status_at, form, form_version, lang, filed_at, " + workColumns

func scanComplaint(scan func(...any) error) (c Complaint, err error) {
	var status, filed int64
	var w workRow
	err = scan(append([]any{&c.ID, &c.Number, &c.Contact, &c.Line, &c.Status, &status, &c.Form, &c.FormVersion, &c.Lang, &filed}, w.into()...)...)
	c.StatusAt, c.FiledAt, c.Work = fromMillis(status), fromMillis(filed), w.work()
	return c, found(err)
}

// Complaint returns the complaint with this number, or ErrNotFound. Whose it
// is, the caller compares.
func (tx *Tx) Complaint(number string) (Complaint, error) {
	return scanComplaint(tx.row("SELECT "+complaintColumns+" FROM complaint WHERE number = ?", number).Scan)
}

// Status values.
const (
	StatusNew      = "new"
	StatusTaken    = "taken"
	StatusWaiting  = "waiting"
	StatusResolved = "resolved"
	StatusRejected = "rejected"
)

// Number draws the next complaint number of a day; each is given once.
func (tx *Tx) Number(prefix string, day time.Time) (string, error) {
	seed, err := tx.Setting("number_seed")
	if err != nil {
		return "", err
	}
	key := day.Format("060102")
	var index int
	if err := tx.row(`INSERT INTO number_day (day, next) VALUES (?, 1)
		ON CONFLICT DO UPDATE SET next = next + 1 RETURNING next - 1`, key).Scan(&index); err != nil {
		return "", err
	}
	h := fnv.New32a()
	h.Write([]byte(seed + key))
	number := flows.NewNumber(prefix, key, int(h.Sum32()>>1), index)
	if number == "" {
		return "", fmt.Errorf("no complaint number is left for %s", key)
	}
	return number, nil
}

// File makes a complaint of a filing: answers, notes, and the files, which
// from now on belong to it. It fails, and files nothing, if a file is not this
// person's.
func (tx *Tx) File(c Complaint, fl flows.Filing) (Complaint, error) {
	c.Status, c.StatusAt, c.FiledAt, c.Lang = StatusNew, tx.Now, tx.Now, fl.Lang
	now := tx.Now.UnixMilli()
	res, err := tx.exec(`INSERT INTO complaint (number, contact_id, line, status, status_at, form, form_version, lang, filed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.Number, c.Contact, c.Line, c.Status, now, c.Form, c.FormVersion, c.Lang, now)
	if err != nil {
		return c, err
	}
	if c.ID, err = res.LastInsertId(); err != nil {
		return c, err
	}
	var from []string
	for i, a := range fl.Answers {
		marks := ""
		if a.Deleted {
			marks = "deleted"
		}
		if _, err := tx.exec(`INSERT INTO answer (complaint_id, position, field, kind, label, shown, said, read, message_id, open, skipped, marks)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.ID, i, a.Field, a.Kind, a.Label, a.Shown, a.Said, a.Read, a.From, a.Open, a.Skipped, marks); err != nil {
			return c, err
		}
		from = append(from, a.From)
	}
	for _, f := range fl.Files {
		if err := tx.AddFile(c, f.ID, f.Field); err != nil {
			return c, err
		}
		if f.Deleted {
			if err := tx.markProof(f.ID, "deleted"); err != nil {
				return c, err
			}
		}
		from = append(from, f.From)
	}
	for _, n := range fl.Notes {
		if err := tx.AddNote(c, "applicant", n.Text, n.ID); err != nil {
			return c, err
		}
		from = append(from, n.ID)
	}
	if err := tx.indexComplaint(c.ID); err != nil {
		return c, err
	}
	return c, tx.PartOf(c.Contact, from, c.Number)
}

// AddNote appends words to a complaint.
func (tx *Tx) AddNote(c Complaint, by, text, messageID string) error {
	return tx.addNote(c, Note{By: by, Text: text, MessageID: messageID})
}

// AddFile makes a file of the complaint's own contact part of it.
func (tx *Tx) AddFile(c Complaint, id int64, field string) error {
	res, err := tx.exec("UPDATE proof SET complaint_id = ?, field = ? WHERE id = ? AND contact_id = ? AND complaint_id IS NULL", c.ID, field, id, c.Contact)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fmt.Errorf("file %d of complaint %d: %w", id, c.ID, ErrNotFound)
	}
	return nil
}

// Own returns a person's complaints, newest first, as the conversation needs
// them.
func (tx *Tx) Own(contact int64) ([]flows.Own, error) {
	var out []flows.Own
	var all []Complaint
	err := tx.each(func(r *sql.Rows) error {
		c, err := scanComplaint(r.Scan)
		out = append(out, flows.Own{Number: c.Number, Status: c.Status, Filed: c.FiledAt, Since: c.StatusAt, Answered: c.AnsweredAt, Read: map[string]string{}})
		all = append(all, c)
		return err
	}, "SELECT "+complaintColumns+" FROM complaint WHERE contact_id = ? ORDER BY filed_at DESC, id DESC LIMIT 50", contact)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, nil
	}
	told, err := tx.told(contact)
	if err != nil {
		return nil, err
	}
	for i, c := range all {
		o, id := &out[i], c.ID
		if err := tx.ownWork(c, o); err != nil {
			return nil, err
		}
		o.Told = told[c.Number]
		if err := tx.each(func(r *sql.Rows) error {
			var field, read, shown string
			err := r.Scan(&field, &read, &shown)
			if o.Read[field] = read; o.Kind == "" {
				o.Kind = shown
			}
			return err
		}, "SELECT field, read, shown FROM answer WHERE complaint_id = ? ORDER BY position", id); err != nil {
			return nil, err
		}
		if err := tx.each(func(r *sql.Rows) error {
			var sha string
			err := r.Scan(&sha)
			o.Proofs = append(o.Proofs, sha)
			return err
		}, "SELECT sha256 FROM proof WHERE complaint_id = ? AND sha256 IS NOT NULL ORDER BY id", id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func fields(marks string) []string { return strings.Fields(marks) }

// ComplaintByID returns the complaint with our own id, or ErrNotFound.
func (tx *Tx) ComplaintByID(id int64) (Complaint, error) {
	return scanComplaint(tx.row("SELECT "+complaintColumns+" FROM complaint WHERE id = ?", id).Scan)
}
