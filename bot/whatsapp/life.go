package whatsapp

// The life of the connection as a pure machine: what happened and when goes
// in, what to do comes out. The rules are:
//
//   - whatsmeow comes back by itself after a lost connection; here stands what
//     it does not do, or gives up on.
//   - A wait that WhatsApp imposed is kept over a restart: the whole of Life is
//     persisted after every step.
//   - Nothing here ever deletes the device or pairs again.
//   - Each trouble is told once, and once more when it is over.

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// State is how the connection stands.
type State string

// The states.
const (
	Starting  State = "starting"
	Connected State = "connected"
	Degraded  State = "degraded"   // connected, but not well
	Waiting   State = "waiting"    // for Until, then it connects again
	Safe      State = "safe_mode"  // started too often: it does not connect
	LoggedOut State = "logged_out" // over: somebody has to pair again
)

// Life is what has to be remembered of the connection. The zero value is a
// first start.
type Life struct {
	State  State       `json:"state,omitempty"`
	Reason string      `json:"reason,omitempty"` // replaced, banned, outdated, refused, offline, deaf, stuck, hung, crash_loop, disk, ...
	Until  time.Time   `json:"until,omitzero"`   // with Waiting
	Tries  int         `json:"tries,omitempty"`  // in a row, for the same reason
	Starts []time.Time `json:"starts,omitempty"` // of the process, lately
	Resets int         `json:"resets,omitempty"` // in a row, without a sign of life in between
	Told   string      `json:"told,omitempty"`   // the trouble that was told

	Heard   time.Time `json:"-"` // the last sign of life, or when we began to wait for one
	Syncing time.Time `json:"-"` // connected since, and the backlog is not through
	Caught  bool      `json:"-"` // the backlog was through before we heard of the connection
	Sending Watch     `json:"-"` // a send that has not come back
	Taking  Watch     `json:"-"` // a message that is being taken
}

// Watch is on something that has to come to an end. The zero value is nothing.
type Watch struct {
	Since  time.Time
	Resets int // connections that were given up for it
}

func (w Watch) over(d time.Duration, now time.Time) bool {
	return !w.Since.IsZero() && now.Sub(w.Since) >= d
}

// Happening is what a Life reacts to.
type Happening struct {
	Kind  Happened
	Until time.Time // with Banned: when it ends, zero if WhatsApp does not say
	Since time.Time // with SendBegan and TakeBegan: zero is now
	Cause string    // with Refused and Finished
}

// Happened is a kind of happening.
type Happened int

// The happenings.
const (
	Started   Happened = iota // the process has started
	WentOn                    // WhatsApp says that we are connected
	CaughtUp                  // the backlog is through
	Sign                      // anything came from WhatsApp
	SendBegan                 // a message is being sent
	SendEnded                 //
	TakeBegan                 // a message is being taken
	TakeEnded                 //
	Lost                      // the connection broke, and another one is being made
	Gone                      // we looked, and there is no connection
	KeepAlive                 // the server has not answered for a while
	Silent                    // we asked for a sign of life, and none came
	Replaced                  // another program connected as this device
	Banned                    // for a time
	Outdated                  // WhatsApp refuses our version
	Refused                   // any other refusal
	Finished                  // logged out, locked or banned for good
	DiskFull                  // nothing can be kept: see Room
	Room                      // it can again
	TimeCame                  // something may be due
)

// Do is something to be done.
type Do struct {
	Act    Act
	Reason string // with Tell and Exit
}

// Act is a kind of doing.
type Act int

// The acts.
const (
	Connect Act = iota // connect, the old connection is gone
	Reset              // drop the connection and connect anew
	Refresh            // find out the newest version first, then connect
	Probe              // ask WhatsApp for a sign of life
	Drop               // disconnect and stay so
	Tell               // tell the operator about a trouble
	TellOK             // tell the operator that it is over
	Exit               // the process cannot go on
)

// How long things take.
const (
	startsWithin  = 10 * time.Minute
	startsMost    = 5
	replacedAfter = time.Minute
	replacedAgain = 30 * time.Minute // after the first two
	banUnknown    = 24 * time.Hour
	banMargin     = 5 * time.Minute
	outdatedTries = 3
	outdatedAfter = time.Minute
	outdatedLong  = 6 * time.Hour
	refusedFirst  = time.Minute
	refusedMost   = time.Hour
	refusedTell   = 3
	deafAfter     = 5 * time.Minute
	syncAfter     = 2 * time.Minute
	sendAfter     = 150 * time.Second
	takeAfter     = 2 * time.Minute // the tries while the record is busy take less
	goneTell      = 3
	resetsMost    = 3
)

// Step takes a happening into account. Jitter is between 0 and 1 and spreads
// reconnects of many desks.
func (l Life) Step(h Happening, now time.Time, jitter float64) (Life, []Do) {
	l.Starts = slices.Clone(l.Starts)
	switch h.Kind {
	case Started:
		return l.started(now)
	case WentOn:
		l.State, l.Until, l.Heard = Connected, time.Time{}, now
		if !l.Caught {
			l.Syncing = now
		}
		l.Caught = false
		return l, nil
	case CaughtUp:
		l.Caught, l.Syncing = l.Syncing.IsZero(), time.Time{}
		return l.well(now)
	case Sign:
		l.Heard, l.Resets = now, 0 // only this: a login works on a deaf session too
		if l.State == Degraded {
			l.State = Connected
		}
		return l, nil
	case SendBegan:
		if !l.listens() { // a new connection for it would break a wait that WhatsApp imposed
			return l, nil
		}
		l.Sending.Since = cmp.Or(h.Since, now)
		return l, nil
	case SendEnded:
		l.Sending = Watch{}
		return l, nil
	case TakeBegan:
		if !l.listens() {
			return l, nil
		}
		l.Taking.Since = cmp.Or(h.Since, now)
		return l, nil
	case TakeEnded:
		l.Taking = Watch{}
		return l, nil
	case Lost:
		if l.State == Connected || l.State == Degraded {
			l.State, l.Heard, l.Syncing = Starting, now, time.Time{}
		}
		return l, nil
	case Gone: // as after a failed try that whatsmeow only logs, or without a network
		if l.State == Waiting || l.State == Safe || l.State == LoggedOut {
			return l, nil
		}
		l, do := l.trouble("offline")
		if l.Tries < goneTell {
			l.Told, do = "", nil
		}
		l.State, l.Heard = Starting, now
		return l, append(do, Do{Act: Connect})
	case KeepAlive:
		l.State, l.Reason = Degraded, "keepalive"
		return l, nil
	case Silent:
		if l.State != Connected && l.State != Degraded {
			return l, nil
		}
		return l.deaf(now)
	case Replaced:
		l, do := l.trouble("replaced")
		after := replacedAfter
		if l.Tries > 2 {
			after = replacedAgain
		}
		return l.wait(now, after, jitter), do
	case Banned:
		l, do := l.trouble("banned")
		if h.Until.IsZero() {
			return l.wait(now, banUnknown, jitter), do
		}
		return l.wait(now, h.Until.Sub(now)+banMargin, jitter), do
	case Outdated:
		l, do := l.trouble("outdated")
		if l.Tries > outdatedTries {
			return l.wait(now, outdatedLong, jitter), append(do, Do{Tell, "outdated"})
		}
		return l.wait(now, outdatedAfter*time.Duration(l.Tries-1), jitter), do
	case Refused:
		l, do := l.trouble("refused")
		if l.Tries < refusedTell {
			l.Told, do = "", nil
		}
		after := time.Duration(math.Min(float64(refusedFirst)*math.Pow(2, float64(l.Tries-1)), float64(refusedMost)))
		return l.wait(now, after, jitter), do
	case Finished:
		l.State, l.Reason, l.Told = LoggedOut, h.Cause, h.Cause
		return l, []Do{{Tell, h.Cause}, {Exit, h.Cause}}
	case DiskFull:
		l, do := l.trouble("disk")
		l.State, l.Until = Waiting, time.Time{}
		return l, append([]Do{{Act: Drop}}, do...)
	case Room:
		if l.Reason != "disk" {
			return l, nil
		}
		l.State, l.Reason, l.Heard = Starting, "", now
		return l, []Do{{Act: Connect}}
	}
	return l.timeCame(now)
}

// started counts the starts: whoever dies again and again must not take the
// connection with it each time.
func (l Life) started(now time.Time) (Life, []Do) {
	l.Starts = append(slices.DeleteFunc(l.Starts, func(t time.Time) bool { return now.Sub(t) >= startsWithin || t.After(now) }), now)
	l.Resets = 0
	switch {
	case len(l.Starts) > startsMost:
		l.State, l.Reason, l.Told = Safe, "crash_loop", "crash_loop"
		l.Until = l.Starts[0].Add(startsWithin)
		return l, []Do{{Tell, "crash_loop"}}
	case l.State == Waiting && l.Until.After(now): // a ban is not over because we were restarted
		return l, nil
	}
	l.State, l.Heard = Starting, now
	return l, []Do{{Act: Connect}}
}

// well ends a trouble.
func (l Life) well(time.Time) (Life, []Do) {
	var do []Do
	if l.Told != "" {
		do = []Do{{TellOK, l.Told}}
	}
	l.State, l.Reason, l.Tries, l.Told = Connected, "", 0, ""
	return l, do
}

// trouble counts a trouble, and tells it if it is new.
func (l Life) trouble(reason string) (Life, []Do) {
	if l.Reason != reason {
		l.Tries = 0
	}
	l.Reason = reason
	l.Tries++
	l.Syncing, l.Sending, l.Taking = time.Time{}, Watch{}, Watch{}
	if l.Told == reason {
		return l, nil
	}
	l.Told = reason
	return l, []Do{{Tell, reason}}
}

func (l Life) wait(now time.Time, d time.Duration, jitter float64) Life {
	d = max(d, 0)
	l.State = Waiting
	l.Until = now.Add(d + time.Duration(jitter*float64(d)/10))
	return l
}
