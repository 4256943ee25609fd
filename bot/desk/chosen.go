package desk

import (
	"strings"
	"time"

	"aduan/store"
)

// list reads "daftar [status|kind|date]".
func (t *turn) list(_ *store.Complaint, words string) error {
	p := page{Kind: "list"}
	zone := t.d.Flow.Rules.Zone
	now := t.tx.Now.In(zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, zone)
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if s := t.statusOf(word); s != "" {
			p.Chosen.Status = s
			continue
		}
		if field, value, ok := t.d.Flow.ChoiceOf(word, t.me.Lang); ok {
			p.Chosen.Field, p.Chosen.Read = field, value
			continue
		}
		day, ok := t.day(word, today)
		if !ok {
			t.tell("desk_list_unknown", "said", inline(word, 20))
			return nil
		}
		p.Chosen.Since, p.Chosen.Until = day, day.AddDate(0, 0, 1)
	}
	return t.page(p)
}

// day reads "hari ini", "kemarin", 6/9, 2024-09-06.
func (t *turn) day(word string, today time.Time) (time.Time, bool) {
	switch word {
	case "hari", "ini", "today", "hariini":
		return today, true
	case "kemarin", "kmrn", "yesterday":
		return today.AddDate(0, 0, -1), true
	}
	for _, layout := range []string{"2006-01-02", "2/1/2006", "2/1"} {
		d, err := time.ParseInLocation(layout, word, today.Location())
		if err != nil {
			continue
		}
		if layout == "2/1" {
			if d = d.AddDate(today.Year(), 0, 0); d.After(today) {
				d = d.AddDate(-1, 0, 0)
			}
		}
		return d, true
	}
	return time.Time{}, false
}

// statusOf reads the name of a status in any language.
func (t *turn) statusOf(word string) string {
	for _, s := range []string{store.StatusNew, store.StatusTaken, store.StatusWaiting, store.StatusResolved, store.StatusRejected} {
		if word == s {
			return s
		}
		for _, lang := range t.d.Flow.Texts.Languages() {
			first, _, _ := strings.Cut(t.d.say(lang, "desk_status_"+s), " ")
			if strings.EqualFold(first, word) {
				return s
			}
		}
	}
	return ""
}
