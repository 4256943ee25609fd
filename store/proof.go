package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Claim is what the sender says of a file; none of it is to be believed.
type Claim struct {
	MIME     string `json:"mime,omitempty"`
	Name     string `json:"name,omitempty"`
	Size     int64  `json:"size,omitempty"` // bytes; 0: not said
	Document bool   `json:"document,omitempty"`
}

// Proof is a file that somebody sent.
type Proof struct {
	ID        int64
	Contact   int64
	Line      string
	Complaint int64 // 0: still of a draft
	Number    string
	MessageID string
	Ref       []byte // opaque, for the messenger that made it
	Claim     Claim
	Attempts  int
	SentAt    time.Time
	DueAt     time.Time
	Desk      string // JSON: what staff want done with it; "" of an applicant's
}

// AddProof records a file that is to be fetched at a time, and returns its id.
func (tx *Tx) AddProof(p Proof) (int64, error) {
	claimed, err := json.Marshal(p.Claim)
	if err != nil {
		return 0, err
	}
	res, err := tx.exec(`INSERT INTO proof (contact_id, line, message_id, ref, claimed, state, due_at, sent_at, desk)
		VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?)`, p.Contact, p.Line, p.MessageID, p.Ref, string(claimed), p.DueAt.UnixMilli(), p.SentAt.UnixMilli(), p.Desk)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

const proofColumns = `p.id, p.contact_id, p.line, COALESCE(p.complaint_id, 0), COALESCE(c.number, ''), p.message_id, p.ref, p.claimed, p.attempts, p.sent_at, p.due_at, p.desk`

func (tx *Tx) proof(where string, args ...any) (p Proof, err error) {
	var claimed []byte
	var sent int64
	var due sql.NullInt64
	err = tx.row("SELECT "+proofColumns+" FROM proof p LEFT JOIN complaint c ON c.id = p.complaint_id WHERE "+where, args...).
		Scan(&p.ID, &p.Contact, &p.Line, &p.Complaint, &p.Number, &p.MessageID, &p.Ref, &claimed, &p.Attempts, &sent, &due, &p.Desk)
	if err != nil {
		return p, found(err)
	}
	p.SentAt, p.DueAt = fromMillis(sent), maybeTime(due)
	return p, json.Unmarshal(claimed, &p.Claim)
}

// WaitingProof returns a file that still waits for its check, or ErrNotFound:
// it may have been dropped, or checked, meanwhile.
func (tx *Tx) WaitingProof(id int64) (Proof, error) {
	return tx.proof("p.id = ? AND p.state = 'waiting'", id)
}

// NextFetch returns the file that is to be fetched next, due or not, leaving
// out those that are being fetched; ErrNotFound if there is none.
func (tx *Tx) NextFetch(busy ...int64) (Proof, error) {
	ids, err := json.Marshal(append([]int64{}, busy...)) // never null
	if err != nil {
		return Proof{}, err
	}
	return tx.proof(`p.state = 'waiting' AND p.id NOT IN (SELECT value FROM json_each(?))
		ORDER BY p.due_at, p.id LIMIT 1`, string(ids))
}

// FetchAgain counts a failed try and sets the time of the next.
func (tx *Tx) FetchAgain(id int64, at time.Time) error {
	_, err := tx.exec("UPDATE proof SET attempts = attempts + 1, due_at = ? WHERE id = ?", at.UnixMilli(), id)
	return err
}

// Content is what a file turned out to be.
type Content struct {
	SHA256 string // hex
	MIME   string
	Size   int
	Marks  []string
}

// GoodProof notes that a file may serve as a proof. Its bytes have to be there
// already, see [Store.SaveBytes].
func (tx *Tx) GoodProof(id int64, c Content) error {
	_, err := tx.exec(`UPDATE proof SET state = 'good', sha256 = ?, mime = ?, size = ?, marks = ?, due_at = NULL, ref = x'' WHERE id = ?`,
		c.SHA256, c.MIME, c.Size, strings.Join(c.Marks, " "), id)
	return err
}

// DropProof forgets a file: it is no proof, or its draft is gone. Bytes that
// no other file shares go with it.
func (tx *Tx) DropProof(id int64) error {
	var sha sql.NullString
	if err := tx.row("DELETE FROM proof WHERE id = ? AND complaint_id IS NULL RETURNING sha256", id).Scan(&sha); errors.Is(err, sql.ErrNoRows) {
		return nil
	} else if err != nil {
		return err
	}
	return tx.dropBytes(sha)
}

// BadProof notes that a file of a filed complaint is unusable: it goes.
func (tx *Tx) BadProof(id int64) error {
	_, err := tx.exec("DELETE FROM proof WHERE id = ? AND state = 'waiting'", id)
	return err
}

// DropOrphan forgets bytes that no file has, if there are such.
func (tx *Tx) DropOrphan(sha256 string) error {
	return tx.dropBytes(sql.NullString{String: sha256, Valid: true})
}

func (tx *Tx) dropBytes(sha sql.NullString) error {
	if !sha.Valid {
		return nil
	}
	_, err := tx.exec("DELETE FROM proof_bytes WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM proof WHERE sha256 = ?)", sha.String, sha.String)
	return err
}

// markProof adds a mark for staff.
func (tx *Tx) markProof(id int64, mark string) error {
	_, err := tx.exec("UPDATE proof SET marks = TRIM(marks || ' ' || ?) WHERE id = ?", mark, id)
	return err
}

// MarkProofsOf marks the files that came in a message, also after filing.
func (tx *Tx) MarkProofsOf(contact int64, messageID, mark string) error {
	_, err := tx.exec(`UPDATE proof SET marks = TRIM(marks || ' ' || ?)
		WHERE contact_id = ? AND message_id = ? AND complaint_id IS NOT NULL AND ' ' || marks || ' ' NOT LIKE '% ' || ? || ' %'`, mark, contact, messageID, mark)
	return err
}

// MarkAnswersOf marks the filed answers that a message gave.
func (tx *Tx) MarkAnswersOf(contact int64, messageID, mark string) error {
	_, err := tx.exec(`UPDATE answer SET marks = TRIM(marks || ' ' || ?)
		WHERE message_id = ? AND complaint_id IN (SELECT id FROM complaint WHERE contact_id = ?)
		  AND ' ' || marks || ' ' NOT LIKE '% ' || ? || ' %'`, mark, messageID, contact, mark)
	return err
}

// SaveBytes keeps the bytes of a file under their SHA-256, once, in a
// transaction of its own: a large one must not stand in the way of a turn.
func (s *Store) SaveBytes(ctx context.Context, sha256 string, b []byte) error {
	return s.Update(ctx, func(tx *Tx) error {
		_, err := tx.exec("INSERT INTO proof_bytes (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING", sha256, b)
		return err
	})
}

// SeenElsewhere says whether another person's complaint has the same bytes.
func (tx *Tx) SeenElsewhere(contact int64, sha256 string) (seen bool, err error) {
	err = tx.row("SELECT EXISTS (SELECT 1 FROM proof WHERE sha256 = ? AND contact_id <> ? AND complaint_id IS NOT NULL)", sha256, contact).Scan(&seen)
	return seen, err
}

// Bytes returns the bytes of a file, or ErrNotFound.
func (tx *Tx) Bytes(sha256 string) (b []byte, err error) {
	err = tx.row("SELECT bytes FROM proof_bytes WHERE sha256 = ?", sha256).Scan(&b)
	return b, found(err)
}

// Good returns a file that was checked and found usable, or ErrNotFound.
func (tx *Tx) Good(id int64) (p Proof, c Content, err error) {
	if p, err = tx.proof("p.id = ? AND p.state = 'good'", id); err != nil {
		return p, c, err
	}
	err = tx.row("SELECT sha256, mime, size FROM proof WHERE id = ?", id).Scan(&c.SHA256, &c.MIME, &c.Size)
	return p, c, err
}
