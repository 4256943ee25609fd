package desk

import (
	"errors"
	"strings"
	"time"

	"aduan/flows"
	"aduan/store"
)

// Desk is the desk behind one record. It is safe for concurrent use.
type Desk struct {
	Flow  *flows.Flow
	Rules Rules
}

// Rules are the settings of the desk.
type Rules struct {
	Lease    time.Duration // a claim ends after so long without action
	Hold     time.Duration // words of staff wait so long before they leave
	TakeOver time.Duration // how long the bot is silent where a human writes
	Window   time.Duration // who has not written for so long is not written to
	Close    time.Duration // silence closes a resolved complaint
	Cards    int           // an hour; more become one digest
}

// DefaultRules are the rules as the configuration's defaults have them.
func DefaultRules() Rules {
	return Rules{
		Lease: 12 * time.Hour, Hold: 20 * time.Second, TakeOver: 2 * time.Hour,
		Window: 7 * 24 * time.Hour, Close: 3 * 24 * time.Hour, Cards: 20,
	}
}

const (
	undoFor    = 5 * time.Minute  // a status change can be taken back
	confirmFor = 10 * time.Minute // "really?" waits for its yes
	pageSize   = 10               // entries of a list
	manyAtOnce = 50               // complaints that one message may touch
)

// Message is what a person of staff wrote.
type Message struct {
	ID    string
	At    time.Time
	Text  string // words, or the caption of a file
	Quote string // id of the message that it answers, "" if none
	File  bool   // a file came with it: see Result.Fetch
	Other bool   // a shape that cannot say anything
}

// Send is a message to queue: to a person of staff, or to an applicant.
type Send struct {
	Staff    int64 // to whom; else
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

// turn is one message of staff at work.
type turn struct {
	d    *Desk
	tx   *store.Tx
	me   store.Staff
	in   Message
	out  Result
	said []string
	// number is the complaint that the reply speaks of; asks is "confirm"
	// where it asks for a yes.
	number, asks string
	sure         bool // "really?" was answered with yes
	quoted       bool // the complaint was quoted, not named
	about        *store.Complaint
	audited      bool // the audit has a line of this message
}

// Handle takes a message of staff into account. Who wrote was recognised by
// the caller.
func (d *Desk) Handle(tx *store.Tx, me store.Staff, in Message, first bool) (Result, error) {
	t := &turn{d: d, tx: tx, me: me, in: in}
	if first {
		t.tell("desk_welcome", "name", me.Name)
		if word, _ := cut(in.Text); find(word) == nil {
			return t.finish()
		}
	}
	if err := t.handle(); err != nil {
		return Result{}, err
	}
	if t.out.Kind != "" && !t.audited { // who looked at what
		if err := t.event(t.about, "staff_"+t.out.Kind, nil); err != nil {
			return Result{}, err
		}
	}
	return t.finish()
}

// finish adds the reply, and keeps what changed about the person.
func (t *turn) finish() (Result, error) {
	if len(t.said) > 0 {
		reply := Send{Staff: t.me.ID, Text: wrap(strings.Join(t.said, "\n\n")), Number: t.number, Asks: t.asks}
		t.out.Sends = append([]Send{reply}, t.out.Sends...)
	}
	return t.out, t.tx.SaveStaff(t.me)
}

// say is a sentence of the catalogue in the person's language.
func (t *turn) say(key string, pairs ...string) string { return t.d.say(t.me.Lang, key, pairs...) }

func (t *turn) tell(key string, pairs ...string) { t.said = append(t.said, t.say(key, pairs...)) }

func (d *Desk) say(lang, key string, pairs ...string) string {
	values := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return d.Flow.Texts.Say(lang, key, values)
}

// handle finds out what was said, and does it.
func (t *turn) handle() error {
	asked := t.pending()
	t.me.Asked = ""
	text := strings.TrimSpace(t.in.Text)
	if t.in.Other {
		t.tell("desk_shape")
		return nil
	}
	word, rest := cut(text)
	cmd := find(word)
	var c *store.Complaint
	if t.in.Quote != "" {
		quoted, err := t.tx.SentTo(t.me.Contact, t.in.Quote)
		switch {
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return err
		case err == nil && quoted.Asks == "confirm" && asked != nil && yesNo(text) != 0:
			return t.confirmed(asked, yesNo(text) == 1)
		case err == nil && quoted.Number != "":
			got, err := t.tx.Complaint(quoted.Number)
			if err != nil {
				return err
			}
			c = &got
		case cmd == nil:
			t.tell("desk_quote_unknown")
			return nil
		}
	}
	if c != nil {
		return t.answering(*c, cmd, rest)
	}
	if t.in.File {
		t.tell("desk_file_without_quote")
		return nil
	}
	switch {
	case asked != nil && yesNo(text) != 0:
		return t.confirmed(asked, yesNo(text) == 1)
	case cmd != nil:
		return t.run(cmd, nil, rest)
	case text == "":
		return nil
	}
	if rest == "" && looksLikeNumber(t.d.Flow.Rules.Prefix, word) {
		return t.run(find("lihat"), nil, word)
	}
	if near := t.nearest(word); near != "" {
		t.tell("desk_did_you_mean", "said", inline(word, 20), "command", near)
	} else {
		t.tell("desk_unknown")
	}
	return nil
}

// answering is a message that quotes a complaint. Its first word is a command
// only if nothing follows it, or if the command takes words for the complaint;
// anything else is the answer, in full.
func (t *turn) answering(c store.Complaint, cmd *command, rest string) error {
	t.quoted = true
	if t.in.File {
		return t.file(c)
	}
	if cmd != nil && (rest == "" || cmd.quotes) {
		return t.run(cmd, &c, rest)
	}
	return t.run(find("balas"), &c, t.in.Text)
}

// run does a command, if this person may and all is there that it needs.
func (t *turn) run(cmd *command, c *store.Complaint, rest string) error {
	if cmd.lead && t.me.Role != store.Lead {
		t.tell("desk_lead_only", "command", cmd.name(t.me.Lang))
		return nil
	}
	t.out.Kind = cmd.key
	if c == nil && (cmd.number == must || cmd.number == may && rest != "") {
		word, words := cut(rest)
		if word == "" {
			t.usage(cmd)
			return nil
		}
		got, err := t.find(word)
		if err != nil || got == nil {
			return err
		}
		c, rest = got, words
	} else if c != nil && rest != "" { // the number of the quoted complaint may stand there too
		if word, words := cut(rest); strings.EqualFold(word, c.Number) {
			rest = words
		}
	}
	if cmd.words == must && strings.TrimSpace(rest) == "" {
		t.usage(cmd)
		return nil
	}
	if c != nil {
		t.number, t.about = c.Number, c
	}
	return cmd.run(t, c, rest)
}

func (t *turn) usage(cmd *command) {
	t.tell("desk_usage", "usage", cmd.usage(t), "example", cmd.example(t))
}

// find is the complaint that a number, or its unambiguous end, names. It says
// why where there is none.
func (t *turn) find(word string) (*store.Complaint, error) {
	prefix := t.d.Flow.Rules.Prefix
	word = strings.Trim(word, "#*.,:;")
	number, mistyped := flows.FindNumber(prefix, word)
	if mistyped {
		t.tell("desk_mistyped", "said", inline(word, 24))
		return nil, nil
	}
	if number != "" {
		c, err := t.tx.Complaint(number)
		if errors.Is(err, store.ErrNotFound) {
			t.tell("desk_not_found", "said", number)
			return nil, nil
		}
		return &c, err
	}
	end := flows.NumberEnd(word)
	var found []store.Complaint
	if len(end) >= 4 || len(end) == 3 && strings.ContainsAny(end, "0123456789") { // shorter is a word
		var err error
		if found, err = t.tx.EndingIn(end, 4); err != nil {
			return nil, err
		}
	}
	switch len(found) {
	case 0:
		t.tell("desk_not_found", "said", inline(word, 24))
	case 1:
		return &found[0], nil
	default:
		var numbers []string
		for _, c := range found[:min(len(found), 3)] {
			numbers = append(numbers, c.Number)
		}
		t.tell("desk_ambiguous", "said", inline(word, 24), "numbers", strings.Join(numbers, "\n"))
	}
	return nil, nil
}
