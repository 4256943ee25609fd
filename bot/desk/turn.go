package desk

import (
	"errors"
	"slices"
	"strings"

	"aduan/flows"
	"aduan/store"
)

// turn is one message of staff at work.
type turn struct {
	d    *Desk
	tx   *store.Tx
	me   store.Staff
	in   Message
	out  Result
	said []string
	// number is the complaint that the reply speaks of; asks is "confirm" where
	// it asks for a yes, under an id that is known already.
	number, asks, id string
	sure             bool // "really?" was answered with yes
	quoted           bool // the complaint was quoted, not named
	about            *store.Complaint
	audited          bool // the audit has a line of this message
	gone             bool // they have removed themself
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
	if err := t.audit(); err != nil {
		return Result{}, err
	}
	return t.finish()
}

// audit writes down who looked at what, and what was tried in vain. What was
// done wrote its own line.
func (t *turn) audit() error {
	switch cmd := commandOf(t.out.Kind); {
	case t.audited || cmd == nil:
		return nil
	case cmd.looks:
		return t.event(t.about, "staff_"+cmd.key, nil)
	default:
		return t.event(t.about, "staff_tried", map[string]string{"command": cmd.key})
	}
}

// finish adds the reply, and keeps what changed about the person, if they
// still are staff.
func (t *turn) finish() (Result, error) {
	if len(t.said) > 0 {
		reply := Send{ID: t.id, Staff: t.me.ID, Text: wrap(strings.Join(t.said, "\n\n")), Number: t.number, Asks: t.asks}
		if t.gone {
			reply.Staff, reply.Contact, reply.Line = 0, t.me.Contact, t.me.Line
		}
		t.out.Sends = append([]Send{reply}, t.out.Sends...)
	}
	if t.gone {
		return t.out, nil
	}
	return t.out, t.tx.SaveStaff(t.me)
}

// say is a sentence of the catalogue in the person's language.
func (t *turn) say(key string, pairs ...string) string { return t.d.say(t.me.Lang, key, pairs...) }

func (t *turn) tell(key string, pairs ...string) { t.said = append(t.said, t.say(key, pairs...)) }

// handle finds out what was said, and does it.
func (t *turn) handle() error {
	asked, was := t.pending(), t.me.Asked
	t.me.Asked = ""
	text := strings.TrimSpace(t.in.Text)
	switch {
	case t.in.Changed:
		t.tell("desk_changed")
		return nil
	case t.in.Other:
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
		case err == nil && quoted.Asks == "confirm" && yesNo(text) != 0:
			return t.quotedYesNo(asked, was, quoted.ID, yesNo(text) == 1)
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
	return t.unknown(text, word, was != "" && yesNo(text) != 0)
}

// unknown is a message that is no command. Lapsed says that it answers a
// "really?" for which it is too late.
func (t *turn) unknown(text, word string, lapsed bool) error {
	near := t.nearest(word)
	own, err := t.tx.Own(t.me.Contact)
	if err != nil {
		return err
	}
	asked := slices.ContainsFunc(own, func(o flows.Own) bool { return o.Ask != "" && !o.Asked.IsZero() })
	switch thanks, greeting := flows.SmallTalk(text); {
	case lapsed && !asked:
		t.tell("desk_question_over")
	case thanks:
		t.tell("desk_thanks")
	case greeting:
		waits, err := t.tx.QueueLength()
		if err != nil {
			return err
		}
		mine, err := t.tx.ClaimsOf(t.me.ID)
		if err != nil {
			return err
		}
		t.tell("desk_greeting", "name", t.me.Name, "n", itoa(waits), "mine", itoa(mine))
	case near != "":
		t.tell("desk_did_you_mean", "said", inline(word, 20), "command", near)
	case asked: // about a complaint that they filed themselves
		t.me.Filing, t.out.Flow = true, text
	default:
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
		return t.file(c, cmd, rest)
	}
	if cmd != nil && (rest == "" || cmd.quotes) {
		return t.run(cmd, &c, rest)
	}
	return t.run(find("balas"), &c, t.in.Text)
}

// run does a command, if this person may and all is there that it needs.
func (t *turn) run(cmd *command, c *store.Complaint, rest string) error {
	t.out.Kind = cmd.key
	if cmd.lead && t.me.Role != store.Lead {
		t.tell("desk_lead_only", "command", cmd.name(t.me.Lang))
		return nil
	}
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
