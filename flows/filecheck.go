package flows

import (
	"slices"
)

// What follows when the check of a file ends: the reply waits for it, or says
// after ten seconds that it is being checked.

// checked is the end of a file's check.
func (t *turn) checked() {
	var bad string
	if t.in.Reason != "" {
		bad = t.f.Texts.Say(t.lang(), t.in.Reason, t.in.Values)
		t.event("file_refused", "reader", string(Proof), "reason", t.in.Reason)
	}
	switch i := slices.IndexFunc(t.s.Files, func(x File) bool { return x.ID == t.in.File }); {
	case t.in.Number != "":
		t.number = t.in.Number
		if bad == "" {
			t.tell("file_added", "number", t.in.Number)
		} else {
			t.tell("file_not_added", "number", t.in.Number, "reason", bad)
		}
		return
	case i < 0:
		t.checkedKept(bad)
		return
	case bad == "":
		t.s.Files[i].Checked, t.s.Files[i].SHA256 = true, t.in.SHA256
	default:
		t.s.Files = slices.Delete(t.s.Files, i, i+1)
		if h := t.s.Hold; h == nil {
			t.s.Hold = &Hold{Since: t.in.Now, Bad: []string{bad}}
		} else if !slices.Contains(h.Bad, bad) {
			h.Bad = append(h.Bad, bad)
		}
	}
	if t.s.Hold == nil {
		t.s.Hold = &Hold{Since: t.in.Now}
	}
	if t.s.waiting("") == 0 && t.s.Hold.Left == 0 {
		t.release()
	}
}

// checkedKept is the check of a file that waits for "add or new?".
func (t *turn) checkedKept(bad string) {
	a := t.s.Aside
	if a == nil {
		return
	}
	i := slices.IndexFunc(a.Kept, func(k Kept) bool { return k.File == t.in.File })
	if i < 0 {
		return
	}
	if bad == "" {
		a.Kept[i].Checked, a.Kept[i].SHA256 = true, t.in.SHA256
		return
	}
	t.news = append(t.news, bad)
	if a.Kept[i].File = 0; a.Kept[i].Text == "" {
		a.Kept = slices.Delete(a.Kept, i, i+1)
	}
	if len(a.Kept) == 0 {
		t.s.Aside = nil
		t.out.Reply.Replace = true
		return
	}
	t.ask, t.fresh = true, true
}

// arrived ends the wait for the rest of an album.
func (t *turn) arrived() {
	if h := t.s.Hold; h != nil && h.Left > 0 {
		h.Left = 0
		if t.s.waiting("") == 0 {
			t.release()
		}
	}
}

// release says what became of the files, and asks what comes next.
func (t *turn) release() {
	h := t.s.Hold
	t.s.Hold = nil
	asked := t.s.Asked // before what follows counts as an answer
	t.news = append(t.news, h.News...)
	heard := len(t.news)
	if len(h.Bad) == 0 && len(h.Replace) > 0 {
		t.drop(func(x File) bool { return slices.Contains(h.Replace, x.ID) })
	}
	for _, key := range h.Fields {
		if n := t.s.files(key); n > 0 && (len(h.Bad) == 0 || n > len(h.Replace)) {
			t.s.Answers[key] = Answer{Read: itoa(n), From: t.lastFile(key)}
			delete(t.s.Typed, key)
			f := t.f.Form.Field(key)
			if t.s.Send { // the receipt says it
				continue
			}
			t.tell("got", "label", f.Label.in(t.lang()), "value", t.shown(f, Answer{}))
		}
	}
	if len(h.Bad) > 0 && len(h.Replace) > 0 && len(h.Fields) > 0 {
		t.keepEditing(h)
	}
	t.news = append(t.news, h.Bad...)
	if h.Full != "" {
		if f := t.f.Form.Field(h.Full); f != nil {
			t.tell("files_full", "label", f.Label.in(t.lang()), "max", itoa(f.files()), "n", itoa(h.Over))
		}
	}
	moved := !asked.same(h.Asked) // something was asked while the check ran
	switch {
	case len(h.Bad) > 0:
		t.s.Send = false
		t.s.Tries = h.Tries + 1 // a file that will not do is an answer that does not do
		key, _ := t.question()
		t.ask = h.Block || !moved || key != t.s.Asked.Key
	case t.s.Send:
		t.send()
	default:
		t.ask = h.Block || !moved
		if !t.ask && h.Full == "" {
			t.news = t.news[:heard]
		}
	}
	t.fresh = true
}

// keepEditing goes on asking for a new file where the one that came is
// unusable; the old ones stand until then.
func (t *turn) keepEditing(h *Hold) {
	key := h.Fields[len(h.Fields)-1]
	if t.s.files(key) > len(h.Replace) { // another of them is fine
		t.drop(func(x File) bool { return slices.Contains(h.Replace, x.ID) })
		return
	}
	t.s.Answers[key] = Answer{Read: itoa(t.s.files(key)), From: t.lastFile(key)}
	t.s.Aside = &Aside{Kind: asideEdit, Field: key}
}

// lastFile is the message of the newest file of a field.
func (t *turn) lastFile(key string) string {
	for _, x := range slices.Backward(t.s.Files) {
		if x.Field == key {
			return x.From
		}
	}
	return ""
}

// pending says that the next question is not out yet, because the file that
// answered the last one is still being checked.
func (t *turn) pending() bool { return t.s.Hold != nil && t.s.Hold.Block }

// held says that the form's question has to wait. A question of our own does not.
func (t *turn) held() bool { return t.pending() && t.s.Aside == nil }
