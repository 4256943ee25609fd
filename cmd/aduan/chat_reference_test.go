package main

import (
	"strings"
	"testing"
)

// What a message refers to may be anybody's message, or nobody's.
func TestChatReferences(t *testing.T) {
	t.Parallel()
	d := setup(t)
	first := d.chat([]string{say(siti, "halo"), say(budi, "halo")})
	ours, theirs := first.by[0][0].ID, first.by[1][0].ID
	for name, x := range map[string]struct {
		line string
		want []string
	}{
		"quote of a question":          {say(siti, "7", "quote", ours), asks("WHICH PHOTO?")},
		"quote of an input":            {say(siti, "kemarin", "quote", "m1"), asks("WHICH PHOTO?")},
		"quote of nobody's":            {say(siti, "kemarin", "quote", "3EB0FFFF"), asks("WHICH PHOTO?")},
		"quote of another chat's":      {say(siti, "kemarin", "quote", theirs), asks("WHICH PHOTO?")},
		"quote of nothing":             {say(siti, "kemarin", "quote", ""), asks("WHICH PHOTO?")},
		"edit of another person's":     {say(siti, "9", "edit", "m2"), none()},
		"edit of nobody's":             {object("from", siti, "text", "9", "edit", "nobody"), none()},
		"edit of a reply":              {object("from", siti, "text", "9", "edit", ours), none()},
		"revoke of nobody's":           {object("from", siti, "revoke", "nobody"), none()},
		"revoke of a reply":            {object("from", siti, "revoke", ours), none()},
		"revoke of another person's":   {object("from", siti, "revoke", "m2"), none()},
		"reaction on nobody's":         {object("from", siti, "react", "😀", "of", "nobody"), none()},
		"reaction on a reply":          {object("from", siti, "react", "😀", "of", ours), none()},
		"reaction taken back":          {object("from", siti, "react", "", "of", ours), none()},
		"reaction on another person's": {object("from", siti, "react", "😀", "of", theirs), none()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := d.chat([]string{say(siti, "halo"), say(budi, "halo"), say(siti, "2"), x.line})
			if strings.HasPrefix(name, "quote of a question") { // the earlier answer changes, the open question stays
				if got := r.by[3]; len(got) != 1 || !strings.Contains(got[0].Text, "7") || !strings.Contains(got[0].Text, "WHEN?") {
					t.Errorf("got %v", got)
				}
				return
			}
			wantQuestions(t, r, asks("HOW MANY?"), asks(budi+" HOW MANY?"), asks("WHEN?"), x.want)
		})
	}
}

func TestChatEditAndRevoke(t *testing.T) {
	t.Parallel()
	r := setup(t).chat([]string{
		say(siti, "halo"), say(siti, "2"), say(siti, "41", "edit", "m2"), object("from", siti, "revoke", "m2"),
		object("from", siti, "react", "👍", "of", "m2"), say(siti, "kemarin"),
	})
	if got := r.by[2]; len(got) != 1 || !strings.Contains(got[0].Text, "41") {
		t.Errorf("the edit of an answer: got %v", got)
	}
	for i, replies := range r.by {
		for _, x := range replies {
			if x.Error != "" {
				t.Errorf("input %d: %s", i+1, x.Error)
			}
		}
	}
	if got := questions(r.by[5]); got[0] != "WHICH PHOTO?" {
		t.Errorf("afterwards: got %v", got)
	}
}
