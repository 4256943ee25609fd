package flows

import "slices"

// Merge makes one session of the two that a person had under two addresses. An
// open draft goes on, of two the one heard from last; the other's answers fill
// what it lacks, and what both say differently goes along as a note. No file,
// answer or message that waits is lost by it.
func Merge(a, b Session) Session {
	if b.Heard.After(a.Heard) {
		a, b = b, a
	}
	base, other := a, b
	if b.Open && !a.Open {
		base, other = b, a
	}
	s := base.clone()
	s.Heard, s.Lang = a.Heard, a.Lang
	if s.Lang == "" {
		s.Lang = b.Lang
	}
	s.Greeted = a.Greeted || b.Greeted
	s.Unread = append(s.Unread, other.Unread...)
	if other.UnreadSaid.After(s.UnreadSaid) {
		s.UnreadSaid = other.UnreadSaid
	}
	if s.Open && other.Open {
		s.fill(other)
	}
	if x := other.Aside; x != nil && len(x.Kept) > 0 {
		s.adopt(x)
	}
	return s
}

// fill takes over from another draft what this one lacks.
func (s *Session) fill(other Session) {
	for key, theirs := range other.Answers {
		mine, ok := s.Answers[key]
		switch said := !theirs.Open && !theirs.Skipped && !theirs.assumed(); {
		case !ok, said && (mine.Open || mine.Skipped || mine.assumed()):
			s.Answers[key] = theirs
		case said && theirs.Said != "" && theirs.Read != mine.Read:
			s.Notes = append(s.Notes, Kept{ID: theirs.From, Text: theirs.Said})
		}
	}
	for key, kept := range other.Typed {
		s.Typed[key] = append(s.Typed[key], kept...)
	}
	s.Files = append(s.Files, other.Files...)
	s.Notes = append(s.Notes, other.Notes...)
	if s.Hold == nil {
		s.Hold = other.clone().Hold
	}
}

// adopt takes over messages that the other session kept for a question of its
// own: the question too where no draft is open, else for the draft.
func (s *Session) adopt(a *Aside) {
	if !s.Open {
		x := *a
		if s.Aside != nil {
			x.Kept = append(slices.Clone(s.Aside.Kept), a.Kept...)
		}
		s.Aside = &x
		return
	}
	for _, k := range a.Kept {
		if k.Text != "" {
			s.Notes = append(s.Notes, Kept{ID: k.ID, Text: k.Text})
		}
		if k.File != 0 {
			s.Files = append(s.Files, File{ID: k.File, From: k.ID, Checked: k.Checked, SHA256: k.SHA256})
		}
	}
}
