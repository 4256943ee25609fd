package flows

import (
	"maps"
	"slices"
	"time"
)

// Session is where one person stands: the answers given so far, and what was
// asked last. It is kept as JSON; a field that a new release adds is empty in
// an old session, and one that it drops is ignored.
type Session struct {
	Lang string `json:"lang,omitempty"` // "" is the default language
	Open bool   `json:"open,omitempty"` // a draft is open

	Answers map[string]Answer `json:"answers,omitempty"` // by field key
	Files   []File            `json:"files,omitempty"`   // the draft's, in order of arrival
	Typed   map[string][]Kept `json:"typed,omitempty"`   // what could not be taken, by field: kept as notes if the field is left open
	Notes   []Kept            `json:"notes,omitempty"`   // words that answered nothing: they go along as notes
	Last    string            `json:"last,omitempty"`    // the field answered last
	Check   []string          `json:"check,omitempty"`   // the fields shown for checking with the last answers taken
	Aside   *Aside            `json:"aside,omitempty"`
	Send    bool              `json:"send,omitempty"`    // *kirim* was said, a check is still running
	Same    bool              `json:"same,omitempty"`    // "file anyway" was said about the same complaint
	Summary string            `json:"summary,omitempty"` // message id of the newest summary

	Asked  Asked  `json:"asked,omitzero"`
	Waits  bool   `json:"waits,omitempty"`  // "take your time" was said
	Tries  int    `json:"tries,omitempty"`  // unusable answers in a row to the open question
	Misfit string `json:"misfit,omitempty"` // id of the message that was the last unusable answer
	Hold   *Hold  `json:"hold,omitempty"`   // a reply waits for files to be checked

	Heard      time.Time `json:"heard,omitzero"` // the latest time that WhatsApp stamped on a message of this person
	Reminded   bool      `json:"reminded,omitempty"`
	Lapsed     bool      `json:"lapsed,omitempty"`     // the last draft closed by itself; to be told
	Greeted    bool      `json:"greeted,omitempty"`    // has had a greeting at least once
	Called     time.Time `json:"called,omitzero"`      // when a call was last answered with a sentence
	Thanked    bool      `json:"thanked,omitempty"`    // thanks were answered since the last complaint or draft
	Unread     []Unread  `json:"unread,omitempty"`     // messages that could not be decrypted, waiting for a readable copy
	UnreadSaid time.Time `json:"unread_said,omitzero"` // when we last asked to send such a message again
}

// Answer is one field's answer: said and read, or left open, or skipped.
type Answer struct {
	Said    string `json:"said,omitempty"`
	Read    string `json:"read,omitempty"`    // choice: key; count: number; date: ISO; phone: E.164; text: the words
	From    string `json:"from,omitempty"`    // id of the message that gave it
	Likely  bool   `json:"likely,omitempty"`  // fair, shown for checking; without Said it is the chat's own number, taken unasked
	Open    bool   `json:"open,omitempty"`    // required, and left for staff to ask
	Skipped bool   `json:"skipped,omitempty"` // optional, and not wanted
	Deleted bool   `json:"deleted,omitempty"` // the person deleted the message that gave it
}

// File is one file of a draft.
type File struct {
	ID      int64  `json:"id"`
	Field   string `json:"field"`
	From    string `json:"from"` // message id
	Checked bool   `json:"checked,omitempty"`
	SHA256  string `json:"sha256,omitempty"`
	Deleted bool   `json:"deleted,omitempty"`
}

// Aside is a question of our own that is no field of the form. It comes before
// the form's question.
type Aside struct {
	Kind   string   `json:"kind"`
	Field  string   `json:"field,omitempty"`
	Values []string `json:"values,omitempty"` // what is offered, as read: dates ISO, counts as numbers
	Said   string   `json:"said,omitempty"`
	From   string   `json:"from,omitempty"`   // the message that it came from
	Why    string   `json:"why,omitempty"`    // confirm: money, old
	Number string   `json:"number,omitempty"` // the complaint it speaks of
	Kept   []Kept   `json:"kept,omitempty"`   // messages waiting for the choice
}

// The kinds of asides.
const (
	asideCancel  = "cancel"  // really cancel?
	asideRestart = "restart" // really start over?
	asideEdit    = "edit"    // a new value for Field
	asideConfirm = "confirm" // is Values[0] what you mean, for Field?
	asideWhich   = "which"   // which of Values, for Field?
	asideSame    = "same"    // looks like Number: add to it, or file anyway?
	asideAdd     = "add"     // add Kept to Number, or a new complaint?
	asideHello   = "hello"   // status, or a new complaint?
	asideWhose   = "whose"   // Kept is for Number, whose staff asked, or for the draft?
)

// Kept is a message that waits for the answer to an aside.
type Kept struct {
	ID   string `json:"id"`
	Text string `json:"text,omitempty"`
	File int64  `json:"file,omitempty"`
	// At is when it was written: "kemarin" is read at that time.
	At time.Time `json:"at,omitzero"`
	// Checked, with the hash: the file's check ended well while it waited.
	Checked bool   `json:"checked,omitempty"`
	SHA256  string `json:"sha256,omitempty"`
}

// Asked is the question that went out last, and how many times in a row.
type Asked struct {
	Key   string    `json:"key,omitempty"`
	Times int       `json:"times,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

// same says that both are the same asking, however often it was repeated.
func (a Asked) same(b Asked) bool { return a.Key == b.Key && a.At.Equal(b.At) }

// Hold is a reply that waits until the files are checked.
type Hold struct {
	Since   time.Time `json:"since"`
	Block   bool      `json:"block,omitempty"` // the open question was answered by a file: the next one waits
	Asked   Asked     `json:"asked,omitzero"`  // what had been asked when the hold began
	Tries   int       `json:"tries,omitempty"` // bad answers before the first of the files
	Fields  []string  `json:"fields,omitempty"`
	Bad     []string  `json:"bad,omitempty"`     // reasons of the files found unusable so far, as said
	Replace []int64   `json:"replace,omitempty"` // files that go when the new one is fine: an edit of a proof
	Full    string    `json:"full,omitempty"`    // the field that had no room for more
	Over    int       `json:"over,omitempty"`    // how many there were no room for
	Slow    bool      `json:"slow,omitempty"`    // "it is being checked" was said
	Album   string    `json:"album,omitempty"`   // the album that is arriving, and how much of it is still to come
	Left    int       `json:"left,omitempty"`
	News    []string  `json:"news,omitempty"` // said together with the outcome
}

// Unread is a message that could not be decrypted.
type Unread struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}

// clone returns a session that shares nothing changeable with s.
func (s Session) clone() Session {
	s.Answers = maps.Clone(s.Answers)
	if s.Answers == nil {
		s.Answers = map[string]Answer{}
	}
	s.Files, s.Check = slices.Clone(s.Files), slices.Clone(s.Check)
	typed := make(map[string][]Kept, len(s.Typed))
	for k, v := range s.Typed {
		typed[k] = slices.Clone(v)
	}
	s.Typed = typed
	s.Notes = slices.Clone(s.Notes)
	s.Unread = slices.Clone(s.Unread)
	if s.Aside != nil {
		a := *s.Aside
		a.Values, a.Kept = slices.Clone(a.Values), slices.Clone(a.Kept)
		s.Aside = &a
	}
	if s.Hold != nil {
		h := *s.Hold
		h.Fields, h.Bad, h.News, h.Replace = slices.Clone(h.Fields), slices.Clone(h.Bad), slices.Clone(h.News), slices.Clone(h.Replace)
		s.Hold = &h
	}
	return s
}

// close ends the draft and forgets what belonged to it.
func (s *Session) close() {
	*s = Session{
		Lang: s.Lang, Heard: s.Heard, Greeted: s.Greeted,
		Unread: s.Unread, UnreadSaid: s.UnreadSaid,
		Answers: map[string]Answer{}, Typed: map[string][]Kept{},
	}
}

// waiting counts the files whose check has not ended, of one field or, with
// "", of all.
func (s *Session) waiting(field string) int {
	n := 0
	for _, f := range s.Files {
		if !f.Checked && (field == "" || f.Field == field) {
			n++
		}
	}
	return n
}

// files counts the files of a field.
func (s *Session) files(field string) int {
	n := 0
	for _, f := range s.Files {
		if f.Field == field {
			n++
		}
	}
	return n
}
