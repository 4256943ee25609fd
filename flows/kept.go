package flows

import (
	"slices"
)

// Messages that wait until the person says where they belong: to a complaint
// that is filed, or to a new one.

// keep holds a message back until the person says where it belongs.
func (t *turn) keep(k Kept) {
	const most = 50
	if t.s.Aside == nil || t.s.Aside.Kind != asideAdd {
		t.s.Aside = &Aside{Kind: asideAdd, Number: t.in.Own[0].Number}
	}
	if a := t.s.Aside; len(a.Kept) < most {
		a.Kept = append(a.Kept, k)
	} else { // enough to ask about: the rest goes to the complaint at once
		t.out.Append = t.kept(&Aside{Number: a.Number, Kept: []Kept{k}})
	}
	t.ask = true
}

// kept is what an aside kept, to be added to its complaint.
func (t *turn) kept(a *Aside) *Append {
	add := &Append{Number: a.Number}
	for _, k := range a.Kept {
		if k.File != 0 {
			add.Files = append(add.Files, File{ID: k.File, Field: t.f.Form.proofKey(), From: k.ID})
		}
		if k.Text != "" {
			add.Notes = append(add.Notes, k)
		}
	}
	return add
}

// addKept adds the messages that waited to the complaint.
func (t *turn) addKept(a *Aside) {
	t.s.Aside = nil
	t.usable()
	t.ask = false
	t.out.Append = t.kept(a)
	t.number = a.Number
	if slices.ContainsFunc(a.Kept, func(k Kept) bool { return k.File != 0 && !k.Checked }) {
		t.tell("adding", "number", a.Number) // what became of the file is said when it is checked
		return
	}
	t.tell("added", "number", a.Number)
}

// newFromKept opens a draft with the messages that waited.
func (t *turn) newFromKept(a *Aside) {
	t.s.Asked.Times = 0
	t.begin()
	asked := t.s.Asked
	t.replay(a.Kept, func(k Kept) {
		if k.Text != "" && !t.understand(k.Text) {
			t.remark(k.Text)
		}
	})
	t.s.Asked = asked
}

// replay takes messages that waited as if they came now, each under its id and
// at its time. read is given the words of each.
func (t *turn) replay(kept []Kept, read func(Kept)) {
	in := t.in
	added := map[string]int{}
	for _, k := range kept {
		t.in.ID, t.in.Text = k.ID, k.Text
		if !k.At.IsZero() {
			t.in.At = k.At
		}
		if k.File != 0 {
			if f := t.put(File{ID: k.File, From: k.ID, Checked: k.Checked, SHA256: k.SHA256}); f != nil {
				added[f.Key]++
			}
		}
		read(k)
	}
	t.in = in
	for _, f := range t.lines() {
		if n := added[f.Key]; n > 0 {
			t.tell("kept_file", "label", t.inline(f), "files", t.shown(f, Answer{}))
		}
	}
}

// put gives a file to the field that it belongs to, and returns it. A file that
// no field has room for is dropped.
func (t *turn) put(x File) *Field {
	f := t.fileField()
	if f == nil || t.s.files(f.Key) >= f.files() {
		t.out.Drop = append(t.out.Drop, x.ID)
		return nil
	}
	x.Field = f.Key
	t.s.Files = append(t.s.Files, x)
	t.s.Answers[f.Key] = Answer{Read: itoa(t.s.files(f.Key)), From: x.From}
	return f
}
