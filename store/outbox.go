package store

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Outbound is a message on its way to a person. News is said whatever comes
// next; Question gives way to a later turn's question while it has not left.
type Outbound struct {
	Serial   int64
	ID       string // the message id, the same on every try
	Contact  int64
	Line     string
	Address  Address
	News     string
	Question string
	Asks     string // key of the question
	Number   string // the complaint that it speaks of
	State    string
	Attempts int
	DueAt    time.Time

	Priority  int       // see the constants
	HeldUntil time.Time // stays back till then, and keeps nobody waiting
	Quote     string    // id of the message that it answers
	Media     string    // SHA-256 of a file, "" for words alone
	MIME      string
	FileName  string
	Act       int64 // what of the staff it comes from
	Park      bool  // do not send it now: see [Tx.Unpark]
}

// Which messages leave first.
const (
	PriorityReply = iota
	PriorityCard
	PriorityDigest
)

// Text is the message as it goes out.
func (o Outbound) Text() string {
	return strings.Trim(o.News+"\n\n"+o.Question, "\n")
}

// NewID returns the message id for the next row of the outbox: random, or
// fixed by the store's seed and the rows before it.
func (tx *Tx) NewID() (string, error) {
	if tx.opts.Seed == 0 {
		b := make([]byte, 9)
		_, err := rand.Read(b)
		return randomID(b), err
	}
	var serial int64
	err := found(tx.row("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").Scan(&serial))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d", tx.opts.Seed, serial+1))
	return randomID(sum[:]), nil
}

// nothingWaits says that no message to this person waits, queued or parked: then
// there is nothing to take back, or to let go. It is looked up once in a unit of
// work, and again after [Tx.Enqueue].
func (tx *Tx) nothingWaits(contact int64) (bool, error) {
	if tx.nobodyWaits == contact {
		return true, nil
	}
	var some bool
	err := tx.row("SELECT EXISTS (SELECT 1 FROM outbox WHERE contact_id = ? AND state IN ('queued', 'parked'))", contact).Scan(&some)
	if err == nil && !some {
		tx.nobodyWaits = contact
	}
	return err == nil && !some, err
}

// QueuedQuestion is the key of the question to this person that has not left
// yet, "" if none.
func (tx *Tx) QueuedQuestion(contact int64, line string) (asks string, err error) {
	if none, err := tx.nothingWaits(contact); none || err != nil {
		return "", err
	}
	err = found(tx.row(`SELECT asks FROM outbox WHERE contact_id = ? AND state = 'queued' AND line = ? AND question <> ''
		ORDER BY id DESC LIMIT 1`, contact, line).Scan(&asks))
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return asks, err
}

// Fold takes back the messages to this person that have not left yet and speak
// of no complaint, or of the one with this number, and returns their news, oldest first, to be said with what
// comes now: several bubbles in a row get one answer. What would make a long
// message stays as it is.
func (tx *Tx) Fold(contact int64, line, number string) (news []string, err error) {
	const longest = 3000 // characters: a screen or two
	if none, err := tx.nothingWaits(contact); none || err != nil {
		return nil, err
	}
	var length int
	if err := tx.row("SELECT COALESCE(SUM(LENGTH(news)), 0) FROM outbox WHERE contact_id = ? AND line = ? AND state = 'queued' AND number IN ('', ?) AND question = ''", contact, line, number).Scan(&length); err != nil || length > longest {
		return nil, err
	}
	err = tx.each(func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		news = append(news, s)
		return err
	}, "SELECT news FROM outbox WHERE contact_id = ? AND line = ? AND state = 'queued' AND number IN ('', ?) AND question = '' AND news <> '' ORDER BY id", contact, line, number)
	if err != nil {
		return nil, err
	}
	_, err = tx.exec("DELETE FROM outbox WHERE contact_id = ? AND line = ? AND state = 'queued' AND number IN ('', ?) AND question = ''", contact, line, number)
	return news, err
}

// DropQuestions takes back the questions to this person that have not left
// yet. Their news stays; a row left empty is deleted.
func (tx *Tx) DropQuestions(contact int64, line string) error {
	if none, err := tx.nothingWaits(contact); none || err != nil {
		return err
	}
	if _, err := tx.exec("DELETE FROM outbox WHERE contact_id = ? AND state = 'queued' AND line = ? AND news = '' AND media = ''", contact, line); err != nil {
		return err
	}
	_, err := tx.exec("UPDATE outbox SET question = '', asks = '' WHERE contact_id = ? AND state = 'queued' AND line = ? AND question <> ''", contact, line)
	return err
}

// Enqueue puts a message into the outbox. It leaves only if the transaction
// commits.
func (tx *Tx) Enqueue(o Outbound) error {
	tx.nobodyWaits = 0
	_, err := tx.exec(`INSERT INTO outbox (message_id, contact_id, line, address, news, question, asks, number, state, queued_at, due_at,
			priority, held_until, quote, media, mime, file_name, act)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN 'parked' ELSE 'queued' END, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.ID, o.Contact, o.Line, o.Address, o.News, o.Question, o.Asks, o.Number, o.Park, tx.Now.UnixMilli(), tx.Now.UnixMilli(),
		o.Priority, heldMillis(o.HeldUntil), o.Quote, o.Media, o.MIME, o.FileName, o.Act)
	return err
}

const outboundColumns = "id, message_id, contact_id, line, address, news, question, asks, number, state, attempts, due_at, priority, held_until, quote, media, mime, file_name, act"

func scanOutbound(scan func(...any) error) (o Outbound, err error) {
	var due, held int64
	err = scan(&o.Serial, &o.ID, &o.Contact, &o.Line, &o.Address, &o.News, &o.Question, &o.Asks, &o.Number, &o.State, &o.Attempts, &due,
		&o.Priority, &held, &o.Quote, &o.Media, &o.MIME, &o.FileName, &o.Act)
	o.DueAt, o.HeldUntil = fromMillis(due), fromMillis(held)
	return o, found(err)
}

// NextOutbound returns the first message that may leave now, or ErrNotFound. A
// person's messages leave by priority and then in the order they were queued:
// one that waits for a new try holds back the later ones of that person, and
// nobody else's. One that is held until a time keeps nobody waiting.
func (tx *Tx) NextOutbound() (Outbound, error) {
	return scanOutbound(tx.row(`SELECT `+outboundColumns+` FROM outbox o
		WHERE state IN ('queued', 'sending') AND due_at <= ?1 AND held_until <= ?1 AND NOT EXISTS (`+before+` AND e.held_until <= ?1)
		ORDER BY priority, id LIMIT 1`, tx.Now.UnixMilli()).Scan)
}

// NextOutboundAt is when the next message may leave, or ErrNotFound.
func (tx *Tx) NextOutboundAt() (time.Time, error) {
	var at int64
	err := tx.row(`SELECT MAX(due_at, held_until) FROM outbox o WHERE state IN ('queued', 'sending')
		AND NOT EXISTS (`+before+` AND e.held_until <= MAX(o.held_until, ?1))
		ORDER BY 1 LIMIT 1`, tx.Now.UnixMilli()).Scan(&at)
	return fromMillis(at), found(err)
}

// before are a person's messages that leave before another one of theirs.
const before = `SELECT 1 FROM outbox e WHERE e.contact_id = o.contact_id AND e.state IN ('queued', 'sending')
	AND (e.state = 'sending' AND o.state <> 'sending' OR (e.state = 'sending') = (o.state = 'sending') AND (e.priority, e.id) < (o.priority, o.id))`

// Sending fixes a message: from now on it is only ever sent again as it is.
func (tx *Tx) Sending(serial int64) error {
	_, err := tx.exec("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?", serial)
	return err
}

// SentOut notes that the network took a message.
func (tx *Tx) SentOut(serial int64) error {
	_, err := tx.exec("UPDATE outbox SET state = 'sent', sent_at = ? WHERE id = ?", tx.Now.UnixMilli(), serial)
	return err
}

// ParkOutbound puts a message aside that the network refuses: it does not leave
// any more, and holds back nothing.
func (tx *Tx) ParkOutbound(serial int64) error {
	tx.nobodyWaits = 0
	_, err := tx.exec("UPDATE outbox SET state = 'parked' WHERE id = ?", serial)
	return err
}

// CountParked is how many messages are put aside.
func (tx *Tx) CountParked() (n int, err error) {
	err = tx.row("SELECT COUNT(*) FROM outbox WHERE state = 'parked'").Scan(&n)
	return n, err
}

// Unpark lets what was refused, or waited for the person to write again, leave:
// they have written. Their questions are dropped, since the turn that follows asks what is open now.
func (tx *Tx) Unpark(contact int64, line string) error {
	if none, err := tx.nothingWaits(contact); none || err != nil {
		return err
	}
	if _, err := tx.exec("DELETE FROM outbox WHERE contact_id = ? AND line = ? AND state = 'parked' AND news = '' AND media = ''", contact, line); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE outbox SET state = 'queued', question = '', asks = CASE question WHEN '' THEN asks ELSE '' END, due_at = ?
		WHERE contact_id = ? AND line = ? AND state = 'parked'`, tx.Now.UnixMilli(), contact, line)
	return err
}

// SendAgain puts a message that may not have arrived back, to leave at a time.
func (tx *Tx) SendAgain(serial int64, at time.Time) error {
	_, err := tx.exec("UPDATE outbox SET due_at = ? WHERE id = ?", at.UnixMilli(), serial)
	return err
}

// SentTo returns a message that we queued for this person, or ErrNotFound: an
// id from another chat is nobody's.
func (tx *Tx) SentTo(contact int64, id string) (Outbound, error) {
	return scanOutbound(tx.row("SELECT "+outboundColumns+" FROM outbox WHERE contact_id = ? AND message_id = ?", contact, id).Scan)
}
