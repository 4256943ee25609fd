package flows

import (
	"strings"
	"time"
)

// Act is what happened: a person did something, or the time came.
type Act int

// The acts.
const (
	Said    Act = iota // a text
	Sent               // a file
	Showed             // a shape that cannot answer: voice, sticker, ...
	Edited             // an earlier message has new words
	Revoked            // an earlier message was deleted
	Reacted            // an emoji on a message
	Checked            // a file's check ended
	Arrived            // an album that we waited for is over
	Tick               // something may be due
)

// Input is one thing that happened, with all that the turn needs to know of
// the world around it.
type Input struct {
	Act Act
	ID  string    // the message's id
	At  time.Time // stamped on the message, in the zone in which dates are read
	Now time.Time // the clock
	// Reply is the id that a reply of this turn will carry.
	Reply string
	// Queued is the key of a question that is waiting to be sent, "" if none:
	// it is replaced by this turn's question, and so does not count as asked.
	Queued string

	// Silent says that a human has the chat: what the person writes is kept for
	// the draft, and nothing is said.
	Silent bool

	Text   string // of the message; the caption of a file; the emoji of a reaction
	Secret bool   // something was hidden in the text that must not be kept
	Shape  string // with Showed: voice, video, ...
	Quote  *Ref   // the message that it answers, where we know it
	Of     *Ref   // the message that is edited, revoked or reacted to, where we know it

	File      int64  // with Sent and Checked
	Album     string // the album that the file belongs to, "" if none
	AlbumLeft int    // how many of the album are still to come, 0 unknown or none
	SHA256    string // with Checked
	Reason    string // with Checked: why it is unusable, "" when it is fine
	Values    map[string]string
	Number    string // with Checked: the complaint that the file was added to, "" for the draft

	Phone string // the chat's own number, E.164; "" where the network hides it
	Own   []Own  // this person's complaints, newest first
}

// Ref is a message of this chat that another one refers to.
type Ref struct {
	ID     string
	Ours   bool   // we sent it
	Asks   string // ours: key of the question in it
	Number string // the complaint that it speaks of or was part of
	Text   string // the words before an edit
}

// Own is a complaint of the person who writes.
type Own struct {
	Number   string
	Status   string // new, taken, waiting, resolved, rejected
	Filed    time.Time
	Since    time.Time // in this status
	Position int       // in the queue, from 1; 0: not in it
	Ask      string    // what staff want to know: see AskStaff and AskDone; "" nothing
	AskID    string    // id of the message that asks it
	Asked    time.Time // when it left; zero: not yet, so nobody can answer it
	Answered time.Time // when the last question of staff was answered
	Told     time.Time // when staff's last words about it left
	Kind     string    // the first answer, as shown
	Read     map[string]string
	Proofs   []string // SHA-256, hex
}

// Turn is what follows from an input.
type Turn struct {
	Session Session
	Reply   Reply
	File    *Filing // a complaint to file; say [Flow.Receipt] with its number
	Append  *Append // something to add to a filed complaint
	Done    string  // the number of a complaint whose person says that all is well
	Reopen  string  // the number of one that is not
	Drop    []int64 // files that are not kept
	Events  []Event // for the audit
}

// Reply is one message to the person; empty means silence.
type Reply struct {
	News     []string // said whatever comes next
	Question string
	Asks     string // key of the question
	Number   string // the complaint that the news speaks of
	// Replace drops a question that is still waiting to be sent, though this
	// reply has none of its own.
	Replace bool
}

// Said is the news as one text: what was understood stands together, a line
// each, everything else apart.
func (r Reply) Said() string {
	var b strings.Builder
	for i, n := range r.News {
		if i > 0 {
			before := r.News[i-1]
			b.WriteString("\n")
			if !strings.HasPrefix(n, "✓") || !strings.HasPrefix(before[strings.LastIndex(before, "\n")+1:], "✓") {
				b.WriteString("\n")
			}
		}
		b.WriteString(n)
	}
	return b.String()
}

// Empty says that there is nothing to send.
func (r Reply) Empty() bool { return len(r.News) == 0 && r.Question == "" }

// Filing is a complaint to file.
type Filing struct {
	Lang    string
	Answers []Filed // in the form's order
	Files   []File
	Notes   []Kept // what was typed and could not be taken
}

// Filed is one answer of a filing, with the label as the person was shown it.
type Filed struct {
	Field string
	Kind  Kind
	Label string
	Shown string
	Answer
}

// Append is words or files to add to a filed complaint.
type Append struct {
	Number string
	Notes  []Kept // texts with the messages that they came in
	Files  []File
	Answer bool // it answers what staff asked
	Talk   bool // it goes on with what staff said; the person did not choose the complaint
}

// Event is a line of the audit. Detail holds keys and reasons, never words of
// people.
type Event struct {
	Kind   string
	Detail map[string]string
}
