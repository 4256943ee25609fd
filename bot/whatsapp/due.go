package whatsapp

// What becomes due in the life of a connection while nothing happens.

import "time"

// timeCame does what is due.
func (l Life) timeCame(now time.Time) (Life, []Do) {
	switch {
	case l.State == Safe && !l.Until.After(now), l.State == Waiting && !l.Until.IsZero() && !l.Until.After(now):
		act := Connect
		if l.Reason == "outdated" {
			act = Refresh
		}
		if l.State == Safe {
			l.Starts = nil
		}
		l.State, l.Until, l.Heard = Starting, time.Time{}, now
		return l, []Do{{Act: act}}
	case l.Sending.over(sendAfter, now):
		l.Sending = Watch{now, l.Sending.Resets + 1}
		return l.reset("stuck", l.Sending.Resets, now)
	case l.Taking.over(takeAfter, now):
		l.Taking = Watch{now, l.Taking.Resets + 1}
		return l.reset("hung", l.Taking.Resets, now)
	case !l.Syncing.IsZero() && now.Sub(l.Syncing) >= syncAfter:
		return l.deaf(now)
	case l.listens() && !l.Heard.IsZero() && now.Sub(l.Heard) >= deafAfter:
		l.Heard = now // a quiet night looks like a deaf session: ask
		return l, []Do{{Act: Probe}}
	}
	return l, nil
}

// listens says that there is a connection, or that there should be one soon.
func (l Life) listens() bool {
	return l.State == Starting || l.State == Connected || l.State == Degraded
}

func (l Life) deaf(now time.Time) (Life, []Do) {
	l.Resets++
	return l.reset("deaf", l.Resets, now)
}

// reset drops a connection that only looks like one; when that has not helped
// so many times, the process goes and is started anew.
func (l Life) reset(reason string, times int, now time.Time) (Life, []Do) {
	l.Heard, l.Syncing = now, time.Time{}
	l.State, l.Reason = Degraded, reason
	if times >= resetsMost {
		return l, []Do{{Tell, reason}, {Exit, reason}}
	}
	return l, []Do{{Act: Reset}}
}

// Due is when time has to come next; zero if it need not.
func (l Life) Due() time.Time {
	var due time.Time
	sooner := func(t time.Time) {
		if !t.IsZero() && (due.IsZero() || t.Before(due)) {
			due = t
		}
	}
	after := func(t time.Time, d time.Duration) {
		if !t.IsZero() {
			sooner(t.Add(d))
		}
	}
	switch {
	case l.State == Safe || l.State == Waiting:
		sooner(l.Until)
	case l.listens():
		after(l.Heard, deafAfter)
	}
	after(l.Sending.Since, sendAfter)
	after(l.Taking.Since, takeAfter)
	after(l.Syncing, syncAfter)
	return due
}
