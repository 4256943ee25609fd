package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"aduan/flows"
)

// Address is where a person can be reached: "+62812..." or, where the network
// hides the number, "lid:123".
type Address string

// LID returns the hidden id of the address, or "".
func (a Address) LID() string {
	lid, ok := strings.CutPrefix(string(a), "lid:")
	if !ok {
		return ""
	}
	return lid
}

// Phone returns the number of the address in E.164, or "".
func (a Address) Phone() string {
	if strings.HasPrefix(string(a), "+") {
		return string(a)
	}
	return ""
}

// Contact is a person who has written. LID and Phone are attributes; either
// may be "".
type Contact struct {
	ID      int64
	LID     string
	Phone   string // as last known, also when somebody else has it now
	Lost    bool   // the number belongs to somebody else now
	Name    string // as the person calls himself: proves nothing
	Address Address
}

// Number is the person's phone number while it is theirs.
func (c Contact) Number() string {
	if c.Lost {
		return ""
	}
	return c.Phone
}

// To is the address that people are shown: the number where it is known.
func (c Contact) To() Address {
	if n := c.Number(); n != "" {
		return Address(n)
	}
	if c.LID != "" {
		return Address("lid:" + c.LID)
	}
	return c.Address
}

const contactColumns = "id, COALESCE(lid, ''), COALESCE(phone, ''), phone_lost_at IS NOT NULL, name, address"

func (tx *Tx) contact(where string, arg any) (c Contact, err error) {
	err = tx.row("SELECT "+contactColumns+" FROM contact WHERE "+where, arg).
		Scan(&c.ID, &c.LID, &c.Phone, &c.Lost, &c.Name, &c.Address)
	return c, found(err)
}

// ContactByID returns the contact with our own id, or ErrNotFound.
func (tx *Tx) ContactByID(id int64) (Contact, error) { return tx.contact("id = ?", id) }

// Contact returns the person behind an address, made anew if unknown. Alt is
// the same person's other address, or "". It promises:
//
//   - the hidden id (LID) decides: it stays with a person whose number changes;
//   - what the two addresses say about one person is attached, and two contacts
//     that turn out to be one are merged into the older;
//   - a number that comes with another LID than before belongs to a new person:
//     the earlier one keeps their complaints and loses the number.
func (tx *Tx) Contact(from, alt Address, name string) (Contact, error) {
	lid, phone := from.LID(), from.Phone()
	if lid == "" {
		lid = alt.LID()
	}
	if phone == "" {
		phone = alt.Phone()
	}
	if lid == "" && phone == "" {
		return Contact{}, fmt.Errorf("address %q is neither a number nor a hidden id", from)
	}
	var byLID, byPhone Contact
	var err error
	if lid != "" {
		if byLID, err = tx.contact("lid = ?", lid); err != nil && !errors.Is(err, ErrNotFound) {
			return Contact{}, err
		}
	}
	if phone != "" {
		if byPhone, err = tx.contact("phone = ? AND phone_lost_at IS NULL", phone); err != nil && !errors.Is(err, ErrNotFound) {
			return Contact{}, err
		}
	}
	if byPhone.ID != 0 && lid != "" && byPhone.LID != "" && byPhone.LID != lid { // the number has moved on
		if _, err := tx.exec("UPDATE contact SET phone_lost_at = ? WHERE id = ?", tx.Now.UnixMilli(), byPhone.ID); err != nil {
			return Contact{}, err
		}
		if err := tx.Event(Event{Contact: byPhone.ID, Kind: "number_lost", Actor: "desk"}); err != nil {
			return Contact{}, err
		}
		byPhone = Contact{}
	}
	c := byLID
	switch {
	case byLID.ID != 0 && byPhone.ID != 0 && byLID.ID != byPhone.ID:
		if c, err = tx.merge(byLID, byPhone); err != nil {
			return Contact{}, err
		}
	case byLID.ID == 0 && byPhone.ID != 0:
		c = byPhone
	case byLID.ID == 0:
		res, err := tx.exec("INSERT INTO contact (address, created_at) VALUES (?, ?)", from, tx.Now.UnixMilli())
		if err != nil {
			return Contact{}, err
		}
		if c.ID, err = res.LastInsertId(); err != nil {
			return Contact{}, err
		}
	}
	return tx.attach(c, from, lid, phone, name)
}

// attach writes what this message says about the person's addresses.
func (tx *Tx) attach(c Contact, from Address, lid, phone, name string) (Contact, error) {
	before := c
	if lid != "" {
		c.LID = lid
	}
	if phone != "" {
		c.Phone, c.Lost = phone, false
	}
	if name != "" {
		c.Name = name
	}
	c.Address = from
	if c == before {
		return c, nil
	}
	_, err := tx.exec(`UPDATE contact SET lid = NULLIF(?, ''), phone = NULLIF(?, ''),
		phone_lost_at = CASE WHEN ? THEN phone_lost_at END, name = ?, address = ? WHERE id = ?`,
		c.LID, c.Phone, c.Lost, c.Name, c.Address, c.ID)
	return c, err
}

// merge makes one contact of two, the older one, with everything that hung on
// either. A message that both received is one message.
func (tx *Tx) merge(a, b Contact) (Contact, error) {
	tx.nobodyWaits = 0
	keep, gone := a, b
	if b.ID < a.ID {
		keep, gone = b, a
	}
	if err := tx.mergeSessions(keep.ID, gone.ID); err != nil {
		return Contact{}, fmt.Errorf("merge sessions: %w", err)
	}
	for _, q := range []string{
		"UPDATE OR IGNORE inbox SET contact_id = ? WHERE contact_id = ?",
		"UPDATE complaint SET contact_id = ? WHERE contact_id = ?",
		"UPDATE proof SET contact_id = ? WHERE contact_id = ?",
		"UPDATE outbox SET contact_id = ? WHERE contact_id = ?",
		"UPDATE staff SET contact_id = ? WHERE contact_id = ?",
		"UPDATE OR REPLACE takeover SET contact_id = ? WHERE contact_id = ?",
	} {
		if _, err := tx.exec(q, keep.ID, gone.ID); err != nil {
			return Contact{}, fmt.Errorf("merge contacts: %w", err)
		}
	}
	for _, q := range []string{"DELETE FROM inbox WHERE contact_id = ?", "DELETE FROM contact WHERE id = ?"} {
		if _, err := tx.exec(q, gone.ID); err != nil {
			return Contact{}, fmt.Errorf("merge contacts: %w", err)
		}
	}
	if keep.LID == "" {
		keep.LID = gone.LID
	}
	if keep.Phone == "" || keep.Lost {
		keep.Phone, keep.Lost = gone.Phone, gone.Lost
	}
	if keep.Name == "" {
		keep.Name = gone.Name
	}
	keep.Address = "" // written by attach
	detail, _ := json.Marshal(map[string]int64{"from": gone.ID})
	return keep, tx.Event(Event{Contact: keep.ID, Kind: "contact_merged", Actor: "desk", Detail: detail})
}

func (tx *Tx) mergeSessions(keep, gone int64) error {
	var lines []string
	err := tx.each(func(r *sql.Rows) error {
		var line string
		err := r.Scan(&line)
		lines = append(lines, line)
		return err
	}, "SELECT line FROM session WHERE contact_id = ?", gone)
	if err != nil {
		return err
	}
	for _, line := range lines {
		a, err := tx.Session(keep, line)
		if err != nil {
			return err
		}
		b, err := tx.Session(gone, line)
		if err != nil {
			return err
		}
		// Due at once: the next tick puts the right time.
		if err := tx.SaveSession(keep, line, flows.Merge(a, b), tx.Now); err != nil {
			return err
		}
	}
	_, err = tx.exec("DELETE FROM session WHERE contact_id = ?", gone)
	return err
}
