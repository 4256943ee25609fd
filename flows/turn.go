package flows

import (
	"slices"
	"strings"
	"time"
)

// Flow is a form with the sentences and rules of the conversation around it.
// It is safe for concurrent use.
type Flow struct {
	Form  *Form
	Texts *Texts
	Rules Rules
}

// Rules are the settings of the conversation.
type Rules struct {
	Language    string         // in which a person is first answered
	Zone        *time.Location // in which days are counted
	Prefix      string         // of complaint numbers
	RemindAfter time.Duration  // after the person's last message; 0 is never
	RemindFrom  time.Duration  // of the day, since midnight
	RemindUntil time.Duration
	Keep        time.Duration // a draft closes after so long without a message
	Quiet       time.Duration // how long we stay silent after asking in vain
}

// DefaultRules are the rules as the configuration's defaults have them.
func DefaultRules(zone *time.Location) Rules {
	return Rules{
		Language: "id", Zone: zone, Prefix: "ADU",
		RemindAfter: 2 * time.Hour, RemindFrom: 7 * time.Hour, RemindUntil: 21 * time.Hour,
		Keep: 14 * 24 * time.Hour, Quiet: 6 * time.Hour,
	}
}

// timesAsked is how often the same question goes out in a row without a usable
// answer: two machines must not talk for ever.
const timesAsked = 3

// awayAfter is how long somebody is away before we say where we are.
const awayAfter = 12 * time.Hour

// turn is one Resume at work.
type turn struct {
	f  *Flow
	s  Session
	in Input

	news    []string
	reason  string // why the last answer did not do: goes with the question
	ask     bool   // the open question is to be asked
	offered *Aside // the aside that was open when the turn began
	away    bool   // the person comes back to an open draft after long
	hinted  bool   // the way out is to be shown in any case
	took    bool   // an answer was taken
	fresh   bool   // a usable answer, a steering word or a file: ends a silence
	number  string // the complaint that the news speaks of
	out     Turn
}

// Resume takes an input into account. It is total: every session and every
// input give a turn, and the arguments are not changed.
func (f *Flow) Resume(s Session, in Input) Turn {
	t := &turn{f: f, s: s.clone(), in: in}
	t.lapse()
	t.away = in.Act <= Reacted && t.s.Open && !t.s.Heard.IsZero() && in.At.Sub(t.s.Heard) >= awayAfter
	t.offered = t.s.Aside
	late := in.At.Before(t.s.Heard)
	if in.Act <= Reacted {
		if !late {
			t.s.Heard = in.At
		}
		t.s.Unread = slices.DeleteFunc(t.s.Unread, func(u Unread) bool { return u.ID == in.ID })
	}
	if t.silenceOver() {
		t.s.Asked.Times = 0
	}
	if in.Silent {
		t.overheard()
		t.out.Session = t.s
		return t.out
	}
	if in.Secret {
		t.tell("secret")
		t.event("secret_hidden")
		t.fresh = true
	}
	switch in.Act {
	case Said:
		t.said(late)
	case Sent:
		t.sent()
	case Showed:
		t.showed()
	case Edited:
		t.edited(late)
	case Revoked:
		t.revoked()
	case Reacted:
		t.reacted()
	case Checked:
		t.checked()
	case Arrived:
		t.arrived()
	case Tick:
		t.tick()
	}
	return t.finish()
}

// said is a text: an answer, a steering word, or something in between.
func (t *turn) said(late bool) {
	text := t.in.Text
	if t.in.Quote != nil {
		t.settle()
	}
	switch {
	case t.in.Quote != nil && (t.quotedAsk(text) || t.quoted(*t.in.Quote, text, late)):
	case t.asked(text):
	case t.s.Open:
		t.draft(text, late)
	default:
		t.idle(text)
	}
}

// next is the first required field that applies and has no answer; nil is the
// summary, under which the optional ones are offered.
func (t *turn) next() *Field {
	for i := range t.f.Form.Fields {
		if f := &t.f.Form.Fields[i]; t.applies(f) && !f.Optional && !t.answered(f) {
			return f
		}
	}
	return nil
}

// applies says whether the field's condition holds.
func (t *turn) applies(f *Field) bool {
	for key, one := range f.When {
		on := t.f.Form.Field(key)
		if on == nil || !t.applies(on) || !slices.Contains(one, t.s.Answers[key].Read) {
			return false
		}
	}
	return true
}

// answered says whether the field has an answer that still fits it.
func (t *turn) answered(f *Field) bool {
	a, ok := t.s.Answers[f.Key]
	if ok && (a.Open || a.Skipped && f.Optional) {
		return true
	}
	if f.Kind == Proof {
		return t.s.files(f.Key) > 0
	}
	return ok && !a.Skipped && f.fits(a.Read)
}

// lines are the fields that stand in the summary, in its order.
func (t *turn) lines() []*Field {
	var out []*Field
	for i := range t.f.Form.Fields {
		if f := &t.f.Form.Fields[i]; t.applies(f) {
			out = append(out, f)
		}
	}
	return out
}

// silent says that the open question was asked often enough.
func (t *turn) silent() bool { return t.s.Asked.Times >= timesAsked }

func (t *turn) silenceOver() bool {
	return t.silent() && !t.s.Asked.At.IsZero() && t.in.Now.Sub(t.s.Asked.At) >= t.f.Rules.Quiet
}

// finish makes the reply: the news, and the open question if it is to be asked.
func (t *turn) finish() Turn {
	if t.ask && !t.held() {
		t.assume()
		t.askIt()
	} else {
		t.reason = ""
	}
	if key, _ := t.question(); t.out.Reply.Question == "" && t.in.Queued != "" && t.in.Queued != key {
		t.out.Reply.Replace = true // what still waits to be asked is settled
	}
	t.out.Reply.News = t.news
	t.out.Reply.Number = t.number
	t.out.Session = t.s
	return t.out
}

// askIt adds the open question to the reply, and counts it.
func (t *turn) askIt() {
	key, text := t.question()
	if key == "" {
		if t.reason != "" {
			t.news = append(t.news, t.reason)
		}
		return
	}
	a := &t.s.Asked
	switch {
	case a.Key != key:
		*a = Asked{Key: key, Times: 1}
		if !t.hinted {
			t.s.Tries = min(t.s.Tries, 1)
		}
	case t.in.Queued == key && a.Times > 0: // the earlier one has not left and is replaced
	case a.Times >= timesAsked && t.fresh:
		a.Times = 1
	case a.Times >= timesAsked:
		t.news, t.reason = nil, ""
		return
	default:
		a.Times++
	}
	a.At = t.in.Now
	if t.away && !strings.Contains(key, ":") {
		t.tell("resumed")
	}
	if hint := t.hint(key); hint != "" {
		text += "\n\n" + hint
	}
	if t.reason != "" {
		text = t.reason + "\n\n" + text
	}
	t.out.Reply.Question, t.out.Reply.Asks = text, key
	if key == keySummary {
		t.s.Summary = t.in.Reply
		t.news = slices.DeleteFunc(t.news, t.inSummary)
	}
}

// inSummary says that a line of news stands in the summary that follows.
func (t *turn) inSummary(line string) bool {
	return slices.ContainsFunc(t.lines(), func(f *Field) bool { return line == t.got(f, t.s.Answers[f.Key]) })
}

// event adds a line to the audit.
func (t *turn) event(kind string, pairs ...string) {
	e := Event{Kind: kind, Detail: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Detail[pairs[i]] = pairs[i+1]
	}
	t.out.Events = append(t.out.Events, e)
}
