package flows

import "time"

const (
	unreadAfter = 3 * time.Minute // a message that could not be decrypted may still come
	unreadEvery = time.Hour       // at most one request to send again in this time
	remindUntil = 24 * time.Hour  // nobody is reminded of a message older than this
)

// Due is the next moment at which the session wants a Tick; zero if none.
func (f *Flow) Due(s Session, now time.Time) time.Time {
	var due time.Time
	soonest := func(at time.Time) {
		if !at.IsZero() && (due.IsZero() || at.Before(due)) {
			due = at
		}
	}
	if h := s.Hold; h != nil {
		if !h.Slow && s.waiting("") > 0 {
			soonest(h.Since.Add(slowAfter))
		}
		if h.Left > 0 {
			soonest(h.Since.Add(albumAfter))
		}
	}
	for _, u := range s.Unread {
		soonest(u.At.Add(unreadAfter))
	}
	soonest(f.reminder(s, now))
	if (s.Open || s.Aside != nil) && f.Rules.Keep > 0 && !s.Heard.IsZero() {
		soonest(s.Heard.Add(f.Rules.Keep))
	}
	return due
}

// reminder is when the person is to be reminded of the open draft: once, some
// hours after the last message, by day, and never of a message of yesterday.
func (f *Flow) reminder(s Session, now time.Time) time.Time {
	if !s.Open || s.Reminded || s.Send || s.Hold != nil || f.Rules.RemindAfter <= 0 || s.Heard.IsZero() {
		return time.Time{}
	}
	at := s.Heard.Add(f.Rules.RemindAfter)
	if s.Asked.At.After(at) { // a check took long, and the question has only just gone out
		at = s.Asked.At.Add(f.Rules.RemindAfter)
	}
	if at.Before(now) {
		at = now
	}
	local := at.In(f.Rules.Zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, f.Rules.Zone)
	switch of := local.Sub(midnight); {
	case of < f.Rules.RemindFrom:
		at = midnight.Add(f.Rules.RemindFrom)
	case of >= f.Rules.RemindUntil:
		at = midnight.AddDate(0, 0, 1).Add(f.Rules.RemindFrom)
	}
	if at.Sub(s.Heard) > remindUntil {
		return time.Time{}
	}
	return at
}

// tick does what is due at the turn's now.
func (t *turn) tick() {
	now := t.in.Now
	if h := t.s.Hold; h != nil {
		if !h.Slow && t.s.waiting("") > 0 && !now.Before(h.Since.Add(slowAfter)) {
			h.Slow = true
			if t.s.Asked.Key == "" { // the greeting waited for the check, but not that long
				t.news, h.News = append(t.news, h.News...), nil
			}
			if h.Block || t.s.Asked.same(h.Asked) {
				t.tell("checking")
			}
		}
		if h.Left > 0 && !now.Before(h.Since.Add(albumAfter)) {
			t.arrived()
		}
	}
	t.tickUnread(now)
	if at := t.f.reminder(t.s, now); !at.IsZero() && !now.Before(at) {
		t.s.Reminded = true
		if key, text := t.question(); key != "" {
			t.out.Reply.Question, t.out.Reply.Asks = t.say("reminder")+"\n\n"+text, key
			if key == keySummary {
				t.s.Summary = t.in.Reply
			}
			t.event("reminded")
		}
	}
}

// tickUnread asks once to send again what could not be decrypted.
func (t *turn) tickUnread(now time.Time) {
	kept := t.s.Unread[:0]
	due := false
	for _, u := range t.s.Unread {
		if now.Before(u.At.Add(unreadAfter)) {
			kept = append(kept, u)
		} else {
			due = true
		}
	}
	t.s.Unread = kept
	if due && (t.s.UnreadSaid.IsZero() || now.Sub(t.s.UnreadSaid) >= unreadEvery) {
		t.s.UnreadSaid = now
		t.tell("shape_undecryptable")
	}
}

// lapse closes a draft that nobody has written to for long. Nothing is said;
// the person is told with the next word.
func (t *turn) lapse() {
	if t.f.Rules.Keep <= 0 || t.s.Heard.IsZero() || t.in.Now.Sub(t.s.Heard) < t.f.Rules.Keep {
		return
	}
	switch {
	case t.s.Open:
		t.drop(func(File) bool { return true })
		t.settle()
		t.s.close()
		t.s.Lapsed = true
		t.out.Reply.Replace = true
		t.event("draft_lapsed")
	case t.s.Aside != nil:
		if t.s.Aside.Kind == asideAdd && len(t.s.Aside.Kept) > 0 { // nobody said where: it must not be lost
			t.out.Append = t.kept(t.s.Aside)
		}
		t.s.Aside = nil
	}
}

// showed is a message of a shape that cannot answer.
func (t *turn) showed() {
	shape := t.in.Shape
	switch {
	case shape == "undecryptable": // a readable copy may follow: ask only after a while
		t.s.Unread = append(t.s.Unread, Unread{ID: t.in.ID, At: t.in.Now})
		return
	case shape == "call":
		// A call starts nothing: who has not written gets no message.
		if !t.s.Open && len(t.in.Own) == 0 || !t.s.Called.IsZero() && t.in.Now.Sub(t.s.Called) < 24*time.Hour {
			return
		}
		t.s.Called = t.in.Now
	case !t.s.Open && len(t.in.Own) == 0:
		t.begin()
	}
	key := "shape_" + shape
	if !t.f.Texts.Has(key) {
		key = "shape_unknown"
	}
	if !t.s.Open && t.s.Aside == nil {
		t.idleShape(key)
		return
	}
	t.misfit(key)
}

// idleShape answers a shape outside a draft.
func (t *turn) idleShape(key string) {
	if t.may("shape") {
		t.tell(key)
	}
}

// may counts an answer of a kind outside a draft, and says whether it may go
// out: at most three in a row, as with questions.
func (t *turn) may(key string) bool {
	a := &t.s.Asked
	if a.Key != key {
		*a = Asked{Key: key}
	}
	if a.Times >= timesAsked {
		return false
	}
	a.Times, a.At = a.Times+1, t.in.Now
	return true
}
