package store

import (
	"database/sql"
	"time"
)

// Message is a row of the inbox. The text is cleaned; raw bytes are kept only
// of messages that could not be handled.
type Message struct {
	Contact int64
	ID      string
	FromMe  bool
	Line    string
	Kind    string
	Text    string
	Ref     string // the message that it edits, revokes, reacts to or quotes
	Number  string // the complaint that it became part of
	SentAt  time.Time
}

// Receive records a message. It returns false, and changes nothing, where the
// message is there already: then it was acted on before.
func (tx *Tx) Receive(m Message) (fresh bool, err error) {
	res, err := tx.exec(`INSERT INTO inbox (contact_id, message_id, from_me, line, kind, text, ref, sent_at, received_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		m.Contact, m.ID, m.FromMe, m.Line, m.Kind, m.Text, m.Ref, m.SentAt.UnixMilli(), tx.Now.UnixMilli())
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Seen says whether a message under this address is in the inbox already, and
// was read. It changes nothing: not even what is known about the person.
func (tx *Tx) Seen(from Address, id string, fromMe bool) (seen bool, err error) {
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM inbox JOIN contact ON contact.id = contact_id
		WHERE (lid = ? OR phone = ? AND phone_lost_at IS NULL) AND message_id = ? AND from_me = ? AND kind <> 'undecryptable')`,
		from.LID(), from.Phone(), id, fromMe).Scan(&seen)
	return seen, err
}

// Readable takes over a copy of a message that could not be decrypted before.
// It returns false where the row holds something that was read.
func (tx *Tx) Readable(m Message) (bool, error) {
	res, err := tx.exec(`UPDATE inbox SET kind = ?, text = ?, ref = ?, received_at = ?
		WHERE contact_id = ? AND message_id = ? AND from_me = ? AND kind = 'undecryptable'`,
		m.Kind, m.Text, m.Ref, tx.Now.UnixMilli(), m.Contact, m.ID, m.FromMe)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Received returns a message that this person sent, or ErrNotFound.
func (tx *Tx) Received(contact int64, id string) (Message, error) {
	m := Message{Contact: contact, ID: id}
	var sent int64
	err := tx.row("SELECT line, kind, text, ref, number, sent_at FROM inbox WHERE contact_id = ? AND message_id = ? AND from_me = 0", contact, id).
		Scan(&m.Line, &m.Kind, &m.Text, &m.Ref, &m.Number, &sent)
	m.SentAt = fromMillis(sent)
	return m, found(err)
}

// SetText replaces a message's words after an edit; the edit's own row keeps
// what it said.
func (tx *Tx) SetText(contact int64, id, text string) error {
	_, err := tx.exec("UPDATE inbox SET text = ? WHERE contact_id = ? AND message_id = ? AND from_me = 0", text, contact, id)
	return err
}

// Revoke marks a message as deleted by its sender; it stays for the audit.
func (tx *Tx) Revoke(contact int64, id string) error {
	_, err := tx.exec("UPDATE inbox SET revoked_at = ? WHERE contact_id = ? AND message_id = ? AND from_me = 0", tx.Now.UnixMilli(), contact, id)
	return err
}

// PartOf notes that messages became part of a complaint.
func (tx *Tx) PartOf(contact int64, ids []string, number string) error {
	for _, id := range ids {
		if _, err := tx.exec("UPDATE inbox SET number = ? WHERE contact_id = ? AND message_id = ? AND from_me = 0", number, contact, id); err != nil {
			return err
		}
	}
	return nil
}

// dead letters

// Fail counts a failed handling of a message and returns how often it has
// failed by now.
func (tx *Tx) Fail(from Address, id, reason string) (attempts int, err error) {
	err = tx.row(`INSERT INTO dead_letter (contact_key, message_id, attempts, error, first_at) VALUES (?, ?, 1, ?, ?)
		ON CONFLICT DO UPDATE SET attempts = attempts + 1, error = excluded.error RETURNING attempts`,
		from, id, reason, tx.Now.UnixMilli()).Scan(&attempts)
	return attempts, err
}

// Park keeps a message that cannot be handled, with its raw bytes.
func (tx *Tx) Park(from Address, id string, raw []byte) error {
	_, err := tx.exec("UPDATE dead_letter SET raw = ?, parked_at = ? WHERE contact_key = ? AND message_id = ?", raw, tx.Now.UnixMilli(), from, id)
	return err
}

// Parked says whether a message was given up.
func (tx *Tx) Parked(from Address, id string) (bool, error) {
	var at sql.NullInt64
	err := found(tx.row("SELECT parked_at FROM dead_letter WHERE contact_key = ? AND message_id = ?", from, id).Scan(&at))
	if err == ErrNotFound {
		return false, nil
	}
	return at.Valid, err
}
