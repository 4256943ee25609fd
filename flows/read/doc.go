// Package read tells what a person meant by a chat message, in Indonesian as
// it is typed on phones and in English.
//
// Every reader is a pure function of the text and, for dates, of the moment at
// which the message was sent. It answers with a [Reading] (the value, where it
// stood in the text, how sure it is and what it rests on) or with a [Refusal]
// (a reason that the catalogue of sentences can say). A reader never guesses
// in silence: what is fair but not plain is [Likely], and two fair readings
// are both returned, for the person to choose from.
//
// Readers see at most [MaxRunes] runes; [Clean] cuts a message at the door.
//
// All of them read the tokens of token.go: folded words, numbers and marks that
// know where they stood. Start there, then read date.go; the corpora in testdata
// show what is read, and what is refused.
package read

import "time"

// MaxRunes is the longest message that the readers see, in runes.
const MaxRunes = 4000

// Sure says how far a reading may be trusted.
type Sure int

const (
	Likely  Sure = iota + 1 // fair, to be shown for checking or asked about
	Certain                 // plainly said
)

// Span is where a reading stood: byte offsets into the text as given.
type Span struct{ Start, End int }

// Reading is what a reader understood.
type Reading[T any] struct {
	Value T
	// Other is the second fair reading, where there are exactly two; nil otherwise.
	Other *T
	Span  Span
	Sure  Sure
	// Basis names what the reading rests on ("weekday", "day month year",
	// "words", "unit", ...): for logs and counters, never for people.
	Basis string
}

// Reason is a key of the catalogue: why a text could not be taken.
type Reason string

// Refusal says why a text is no answer. Values fill the holes of the
// catalogue's sentence.
type Refusal struct {
	Reason Reason
	Values map[string]string
}

// Day is a day of the calendar, without a zone.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}
