package desk

import "time"

// Message is what a person of staff wrote.
type Message struct {
	ID    string
	At    time.Time
	Text  string // words, or the caption of a file
	Quote string // id of the message that it answers, "" if none
	File  bool   // a file came with it: see Result.Fetch
	Other bool   // a shape that cannot say anything
	// Changed says that they edited or deleted what they wrote before.
	Changed bool
}

// Send is a message to queue: to a person of staff, or to an applicant.
type Send struct {
	ID       string // "" is a new one
	Staff    int64  // to whom; else
	Contact  int64
	Line     string
	Text     string
	Number   string // the complaint that it speaks of: quoting it stands for the number
	Asks     string // what it asks; see flows.AskStaff
	Asked    int64  // the complaint whose open question it is
	Quote    string
	Priority int
	Act      int64     // the act that it comes from: it can be taken back
	Held     time.Time // not before
	Park     bool      // only when the person writes again
	Media    string    // SHA-256 of a file; Text is its caption
	MIME     string
	FileName string
}

// Result is what follows from a message.
type Result struct {
	Sends []Send
	// Flow hands the message to the conversation with these words: the person
	// files a complaint of their own.
	Flow string
	// Fetch, if set, is the file's order: it is to be fetched and checked, and
	// then given to [Desk.Fetched].
	Fetch *Order
	Kind  string // the command, for the audit; "" if none was run
}

// Order is what is to be done with a file of staff when it is there.
type Order struct {
	Staff   int64  `json:"staff"`
	Number  string `json:"number"`
	Caption string `json:"caption,omitempty"`
}
