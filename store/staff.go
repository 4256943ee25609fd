package store

import (
	"database/sql"
	"time"
)

// The roles of staff.
const (
	Agent = "agent"
	Lead  = "lead"
)

// Staff is a person who works on complaints.
type Staff struct {
	ID         int64
	Phone      string // E.164
	LID        string // pinned at the first message, "" before
	Name       string
	Role       string // agent or lead
	Lang       string
	Contact    int64  // 0: has not written yet
	Line       string // through which they wrote last
	Cards      bool   // gets cards
	Refused    bool   // until confirmed: another account, or another key, came with the number
	RefusedLID string // the account that came
	Filing     bool   // files a complaint of their own
	Asked      string // JSON: what waits for a yes
	More       string // JSON: what "more" goes on with
	DigestAt   time.Time
	DigestFrom time.Time
	DailyAt    time.Time
	Removed    bool
}

const staffColumns = "id, phone, COALESCE(lid, ''), name, role, lang, COALESCE(contact_id, 0), line, cards, refused_at IS NOT NULL, refused_lid, filing, asked, more, digest_at, digest_from, daily_at, removed_at IS NOT NULL"

func scanStaff(scan func(...any) error) (s Staff, err error) {
	var at, from, daily sql.NullInt64
	err = scan(&s.ID, &s.Phone, &s.LID, &s.Name, &s.Role, &s.Lang, &s.Contact, &s.Line, &s.Cards, &s.Refused, &s.RefusedLID, &s.Filing, &s.Asked, &s.More, &at, &from, &daily, &s.Removed)
	s.DigestAt, s.DigestFrom, s.DailyAt = maybeTime(at), maybeTime(from), maybeTime(daily)
	return s, found(err)
}

// StaffByPhone returns the person with this number, or ErrNotFound.
func (tx *Tx) StaffByPhone(phone string) (Staff, error) {
	return scanStaff(tx.row("SELECT "+staffColumns+" FROM staff WHERE phone = ? AND removed_at IS NULL", phone).Scan)
}

// StaffByID returns the person with our own id, also one who was removed, or
// ErrNotFound.
func (tx *Tx) StaffByID(id int64) (Staff, error) {
	return scanStaff(tx.row("SELECT "+staffColumns+" FROM staff WHERE id = ?", id).Scan)
}

// Staff returns all who work here, leads first.
func (tx *Tx) Staff() ([]Staff, error) {
	var out []Staff
	err := tx.each(func(r *sql.Rows) error {
		s, err := scanStaff(r.Scan)
		out = append(out, s)
		return err
	}, "SELECT "+staffColumns+" FROM staff WHERE removed_at IS NULL ORDER BY role DESC, name, id")
	return out, err
}

// KnownStaff says whether the number is or ever was one of staff: who was
// removed does not come back by the configuration.
func (tx *Tx) KnownStaff(phone string) (known bool, err error) {
	err = tx.row("SELECT EXISTS (SELECT 1 FROM staff WHERE phone = ?)", phone).Scan(&known)
	return known, err
}

// AddStaff adds a person. It returns ErrConflict where the number is taken.
func (tx *Tx) AddStaff(s Staff) (Staff, error) {
	res, err := tx.exec("INSERT INTO staff (phone, name, role, lang, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		s.Phone, s.Name, s.Role, s.Lang, tx.Now.UnixMilli())
	if err != nil {
		return s, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return s, errOr(err, ErrConflict)
	}
	id, err := res.LastInsertId()
	if err != nil {
		return s, err
	}
	return tx.StaffByID(id)
}

func errOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// RemoveStaff takes a person's rights away; what they did stays.
func (tx *Tx) RemoveStaff(id int64) error {
	_, err := tx.exec("UPDATE staff SET removed_at = ?, digest_at = NULL, daily_at = NULL WHERE id = ?", tx.Now.UnixMilli(), id)
	return err
}

// SaveStaff keeps what changes about a person; the number stays.
func (tx *Tx) SaveStaff(s Staff) error {
	_, err := tx.exec(`UPDATE staff SET lid = NULLIF(?, ''), name = ?, role = ?, lang = ?, contact_id = NULLIF(?, 0), line = ?, cards = ?,
		refused_at = CASE WHEN ? THEN COALESCE(refused_at, ?) END, refused_lid = ?, filing = ?, asked = ?, more = ?, digest_at = ?, digest_from = ?, daily_at = ? WHERE id = ?`,
		s.LID, s.Name, s.Role, s.Lang, s.Contact, s.Line, s.Cards, s.Refused, tx.Now.UnixMilli(), s.RefusedLID, s.Filing, s.Asked, s.More,
		millis(s.DigestAt), millis(s.DigestFrom), millis(s.DailyAt), s.ID)
	return err
}

// ClaimsOf counts the complaints that a person has taken.
func (tx *Tx) ClaimsOf(staff int64) (n int, err error) {
	err = tx.row("SELECT COUNT(*) FROM complaint WHERE assignee = ? AND status IN ('taken', 'waiting')", staff).Scan(&n)
	return n, err
}

// Claims returns the open complaints that a person has taken, oldest first.
func (tx *Tx) Claims(staff int64, most int) ([]Complaint, error) {
	return tx.complaints("WHERE assignee = ? AND status IN ('taken', 'waiting') ORDER BY filed_at, id LIMIT ?", staff, most)
}

// Known returns the contact behind an address if there is one; it makes none.
func (tx *Tx) Known(from, alt Address) (Contact, error) {
	for _, a := range []Address{from, alt} {
		if lid := a.LID(); lid != "" {
			if c, err := tx.contact("lid = ?", lid); err == nil {
				return c, nil
			} else if err != ErrNotFound {
				return c, err
			}
		}
	}
	for _, a := range []Address{from, alt} {
		if phone := a.Phone(); phone != "" {
			return tx.contact("phone = ? AND phone_lost_at IS NULL", phone)
		}
	}
	return Contact{}, ErrNotFound
}
