package bot

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"aduan/flows"
	"aduan/store"
)

// turn runs one turn of the conversation and does what it says, in the
// caller's transaction. fin lacks what is the same for every turn.
func (b *Bot) turn(tx *store.Tx, c store.Contact, line string, fin flows.Input) error {
	s, err := tx.Session(c.ID, line)
	if err != nil {
		return err
	}
	if fin.Own, err = tx.Own(c.ID); err != nil {
		return err
	}
	if fin.Queued, err = tx.QueuedQuestion(c.ID, line); err != nil {
		return err
	}
	if fin.Reply, err = tx.NewID(); err != nil {
		return err
	}
	fin.Now, fin.Phone = tx.Now, c.Number()
	t := b.Flow.Resume(s, fin)
	complaint, err := b.file(tx, c, line, &t)
	if err != nil {
		return err
	}
	for _, id := range t.Drop {
		if err := tx.DropProof(id); err != nil {
			return err
		}
	}
	for _, e := range t.Events {
		if err := b.event(tx, c, complaint, e); err != nil {
			return err
		}
	}
	due := b.Flow.Due(t.Session, tx.Now)
	if !due.IsZero() && !due.After(tx.Now) && fin.Act == flows.Tick {
		due = tx.Now.Add(time.Minute) // whatever it is, it did not happen: do not spin
	}
	if err := tx.SaveSession(c.ID, line, t.Session, due); err != nil {
		return err
	}
	if err := b.reply(tx, c, line, fin.Reply, t.Reply); err != nil {
		return err
	}
	return b.afterTurn(tx, fin.Reply, t)
}

// file does what a turn wants done with complaints, and returns the id of the
// complaint that it spoke of.
func (b *Bot) file(tx *store.Tx, c store.Contact, line string, t *flows.Turn) (int64, error) {
	var about int64
	if fl := t.File; fl != nil {
		number, err := tx.Number(b.Flow.Rules.Prefix, tx.Now.In(b.Flow.Rules.Zone))
		if err != nil {
			return 0, err
		}
		form := b.Flow.Form
		filed, err := tx.File(store.Complaint{Number: number, Contact: c.ID, Line: line, Form: form.Name, FormVersion: form.Version}, *fl)
		if err != nil {
			return 0, err
		}
		about = filed.ID
		t.Reply.News = append(t.Reply.News, b.Flow.Receipt(fl, number))
		t.Reply.Number = number
		t.Events = append(t.Events, flows.Event{Kind: "complaint_filed", Detail: map[string]string{"number": number}})
	}
	if add := t.Append; add != nil {
		to, err := tx.Complaint(add.Number)
		if err != nil {
			return 0, err
		}
		about = to.ID
		var ids []string
		for _, n := range add.Notes {
			if err := tx.AddNote(to, "applicant", n.Text, n.ID); err != nil {
				return 0, err
			}
			ids = append(ids, n.ID)
			t.Events = append(t.Events, flows.Event{Kind: "note_added"})
		}
		for _, x := range add.Files {
			if err := tx.AddFile(to, x.ID, x.Field); err != nil {
				return 0, err
			}
			ids = append(ids, x.From)
			t.Events = append(t.Events, flows.Event{Kind: "file_added"})
		}
		if err := tx.PartOf(c.ID, ids, add.Number); err != nil {
			return 0, err
		}
	}
	return about, nil
}

func (b *Bot) event(tx *store.Tx, c store.Contact, complaint int64, e flows.Event) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	if e.Detail == nil {
		detail = nil
	}
	return tx.Event(store.Event{Contact: c.ID, Complaint: complaint, Kind: e.Kind, Actor: "applicant", Detail: detail})
}

// reply queues what a turn says. A question that has not left yet gives way to
// a new one, and news that has not left yet goes with it.
func (b *Bot) reply(tx *store.Tx, c store.Contact, line, id string, r flows.Reply) error {
	if r.Question != "" || r.Replace {
		if err := tx.DropQuestions(c.ID, line); err != nil {
			return err
		}
	}
	if r.Empty() {
		return nil
	}
	if r.Question != "" || r.Replace || r.Number != "" {
		news, err := tx.Fold(c.ID, line, r.Number)
		if err != nil {
			return err
		}
		r.News = slices.DeleteFunc(r.News, func(s string) bool { // said once is enough
			return slices.ContainsFunc(news, func(queued string) bool { return strings.Contains("\n"+queued+"\n", "\n"+s+"\n") })
		})
		r.News = append(news, r.News...)
	}
	silent, err := tx.Silent(c.ID, line) // a human has the chat: it waits
	if err != nil {
		return err
	}
	return tx.Enqueue(store.Outbound{
		ID: id, HeldUntil: silent, Contact: c.ID, Line: line, Address: c.Address,
		News: r.Said(), Question: r.Question, Asks: r.Asks, Number: r.Number,
	})
}
