package flows

import (
	"slices"
	"strings"
	"time"

	"aduan/flows/read"
)

const (
	slowAfter  = 10 * time.Second // "it is being checked"
	albumAfter = 15 * time.Second // the rest of an album is not waited for any longer
)

// sent is a file. It goes to the proof field that is being asked for, else to
// the first that has no answer, else to the last one answered.
func (t *turn) sent() {
	caption, greeting := t.in.Text, len(t.news)
	if q := t.in.Quote; q != nil && q.Number != "" {
		t.appendFile(q.Number, caption)
		return
	}
	if t.askedFile(caption) {
		return
	}
	if !t.s.Open {
		if len(t.in.Own) > 0 && !t.s.Lapsed {
			t.keep(Kept{ID: t.in.ID, Text: caption, File: t.in.File, At: t.in.At})
			t.fresh = true
			return
		}
		t.begin()
	}
	f := t.fileField()
	if f == nil { // the form asks for no file
		t.out.Drop = append(t.out.Drop, t.in.File)
		t.misfit("no_files_wanted")
		t.fresh = true
		t.caption(caption)
		return
	}
	open, asked := t.next(), t.s.Asked
	h := t.s.Hold
	if h == nil {
		h = &Hold{Since: t.in.Now, Asked: asked, Tries: t.s.Tries}
		t.s.Hold = h
	}
	h.Album, h.Left = t.in.Album, t.in.AlbumLeft
	editing := t.s.Aside != nil && t.s.Aside.Kind == asideEdit && t.s.Aside.Field == f.Key
	if editing && len(h.Replace) == 0 {
		for _, x := range t.s.Files {
			if x.Field == f.Key {
				h.Replace = append(h.Replace, x.ID)
			}
		}
		delete(t.s.Answers, f.Key)
		t.s.Aside = nil
	}
	if t.s.files(f.Key)-len(h.Replace) >= f.files() {
		h.Full = f.Key
		h.Over++
		t.out.Drop = append(t.out.Drop, t.in.File)
	} else {
		if a := t.s.Answers[f.Key]; a.Open || a.Skipped { // it has come after all
			delete(t.s.Answers, f.Key)
		}
		t.s.Files = append(t.s.Files, File{ID: t.in.File, Field: f.Key, From: t.in.ID})
		t.s.Last = f.Key
		if !slices.Contains(h.Fields, f.Key) {
			h.Fields = append(h.Fields, f.Key)
		}
	}
	news := len(t.news)
	t.caption(caption)
	t.assume()
	if asked.Key == "" { // one message greets and says what became of the file
		news, h.Block = greeting, true
	}
	h.Block = h.Block || editing || open == nil || open.Key == f.Key || t.next() == nil
	h.News = append(h.News, t.news[news:]...)
	t.news = t.news[:news]
	t.ask, t.fresh, t.s.Misfit, t.s.Waits = false, true, "", false
	if h.Block { // it answers the open question, or all that was left
		t.s.Tries = 0
	} else {
		t.s.Tries = h.Tries
	}
	if t.s.waiting("") == 0 && h.Left == 0 {
		t.release()
	}
}

// fileField is the field that a file belongs to, nil if the form takes none.
func (t *turn) fileField() *Field {
	if q := t.in.Quote; q != nil && q.Ours {
		if f := t.f.Form.Field(askedField(q.Asks)); f != nil && f.Kind == Proof && t.applies(f) {
			return f
		}
	}
	if a := t.s.Aside; a != nil && a.Kind == asideEdit {
		if f := t.f.Form.Field(a.Field); f != nil && f.Kind == Proof {
			return f
		}
	}
	if h := t.s.Hold; h != nil && h.Block && len(h.Fields) > 0 { // several come in one go
		return t.f.Form.Field(h.Fields[len(h.Fields)-1])
	}
	if f := t.next(); f != nil && f.Kind == Proof {
		return f
	}
	var last, undecided *Field
	for i := range t.f.Form.Fields {
		f := &t.f.Form.Fields[i]
		if f.Kind == Proof && undecided == nil && !t.applies(f) && t.mayApply(f) {
			undecided = f // kept if sent too early
		}
		if f.Kind != Proof || !t.applies(f) {
			continue
		}
		if t.s.files(f.Key) == 0 && !t.s.Answers[f.Key].Skipped {
			return f
		}
		if last == nil || f.Key == t.s.Last || last.Key != t.s.Last && t.s.files(f.Key) > 0 {
			last = f
		}
	}
	if last == nil {
		return undecided
	}
	return last
}

// mayApply says whether the field's condition is still undecided.
func (t *turn) mayApply(f *Field) bool {
	for key, one := range f.When {
		on := t.f.Form.Field(key)
		if on == nil || t.applies(on) && t.answered(on) && !slices.Contains(one, t.s.Answers[key].Read) {
			return false
		}
	}
	return true
}

// caption reads the words that came with a file.
func (t *turn) caption(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	found := false
	if f := t.next(); f != nil && f.Kind != Text && f.Kind != Proof && t.s.Asked.Key == f.Key {
		if r := t.read(f, text); r.fault == nil && r.sure && r.ask == "" && r.other == "" {
			t.take(f, Answer{Said: text, Read: r.value, From: t.in.ID})
			found = true
		}
	}
	if found = t.understand(text) || found; !found && read.GistOf(text) == read.None {
		t.remark(text)
	}
}

// overheard takes for the draft what a person writes or sends while a human has
// the chat. Nothing is asked, so nothing is open afterwards that was not before.
func (t *turn) overheard() {
	if !t.s.Open {
		if t.in.Act == Sent {
			t.out.Drop = append(t.out.Drop, t.in.File)
		}
		return
	}
	open := t.s.Aside
	switch text := t.in.Text; t.in.Act {
	case Said:
		if !t.corrected(text) && !t.understand(text) {
			t.remark(text)
		}
	case Sent:
		t.put(File{ID: t.in.File, From: t.in.ID})
		t.caption(text)
	}
	if a := t.s.Aside; a != nil && a != open { // a question that nobody was asked
		t.s.Aside = open
		t.remark(t.in.Text)
	}
	t.s.Check, t.s.Summary = nil, ""
}

// appendFile adds a file to a filed complaint that it answers.
func (t *turn) appendFile(number, caption string) {
	add := &Append{Number: number, Files: []File{{ID: t.in.File, Field: t.f.Form.proofKey(), From: t.in.ID}}}
	if caption != "" {
		add.Notes = []Kept{{ID: t.in.ID, Text: caption}}
	}
	for _, o := range t.in.Own {
		add.Answer = add.Answer || o.Number == number && o.Ask == AskStaff && o.AskID == t.in.Quote.ID
	}
	t.out.Append = add
	t.fresh = true
}
