package desk

import (
	"strings"
	"time"

	"aduan/store"
)

// Every lead gets one message a day about the desk: what waits and since when,
// what came and was closed the day before, and who of staff has never written.
// When it is due stands in the lead's row, from their first message on. A day
// with nothing to tell has none; one that the program slept through is made up
// for, by day.

// NextDaily is when the first message about the desk after a moment is due.
func (d *Desk) NextDaily(after time.Time) time.Time {
	for day := d.midnight(after); ; day = day.AddDate(0, 0, 1) {
		if at := d.onDay(day, d.Rules.Daily); at.After(after) {
			return at
		}
	}
}

// Daily tells a lead how the desk stands.
func (d *Desk) Daily(tx *store.Tx, id int64) (out Result, err error) {
	s, err := tx.StaffByID(id)
	if err != nil {
		return out, err
	}
	const punctual = 10 * time.Minute
	now := tx.Now.Sub(s.DailyAt) < punctual
	if !now { // made up for, if the day's time is over and nobody is woken
		now = !tx.Now.Before(d.onDay(d.midnight(tx.Now), d.Rules.Daily)) && d.daytime(tx.Now).IsZero()
	}
	s.DailyAt = d.NextDaily(tx.Now)
	if err := tx.SaveStaff(s); err != nil || !now || s.Refused {
		return out, err
	}
	text, err := (&turn{d: d, tx: tx, me: s}).daily()
	if text != "" {
		out.Sends = []Send{{Staff: s.ID, Text: wrap(text), Priority: store.PriorityDigest}}
	}
	return out, err
}

// daily is how the desk stands, "" where there is nothing to tell.
func (t *turn) daily() (string, error) {
	today := t.d.midnight(t.tx.Now)
	day, err := t.tx.Day(today.AddDate(0, 0, -1), today)
	if err != nil {
		return "", err
	}
	all, err := t.tx.Staff()
	if err != nil {
		return "", err
	}
	var silent []string
	for _, x := range all {
		if x.Contact == 0 {
			silent = append(silent, inline(x.Name, 24))
		}
	}
	if day == (store.Day{}) && len(silent) == 0 {
		return "", nil
	}
	lines := []string{t.say("desk_daily", "name", t.me.Name)}
	if day.Waiting == 0 {
		lines = append(lines, t.say("desk_daily_empty"))
	} else {
		lines = append(lines, t.say("desk_daily_queue", "n", itoa(day.Waiting), "number", day.Oldest, "ago", t.d.ago(t.me.Lang, t.tx.Now, day.OldestAt)))
	}
	if day.Taken > 0 || day.Asked > 0 {
		lines = append(lines, t.say("desk_daily_work", "n", itoa(day.Taken), "asked", itoa(day.Asked)))
	}
	lines = append(lines, t.say("desk_daily_yesterday", "came", itoa(day.Came), "resolved", itoa(day.Resolved), "rejected", itoa(day.Rejected)))
	if len(silent) > 0 {
		lines = append(lines, t.say("desk_daily_silent", "names", strings.Join(silent, ", ")))
	}
	if day.Waiting > 0 {
		lines = append(lines, t.say("desk_digest_how"))
	}
	return strings.Join(lines, "\n"), nil
}

// midnight is the beginning of a moment's day, where the desk is.
func (d *Desk) midnight(at time.Time) time.Time {
	at = at.In(d.Flow.Rules.Zone)
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
}

// onDay is a time of day by the clock on the wall, whatever the day's length.
func (d *Desk) onDay(midnight time.Time, clock time.Duration) time.Time {
	return time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 0, int(clock/time.Minute), 0, 0, midnight.Location())
}
