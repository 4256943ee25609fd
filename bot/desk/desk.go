package desk

import (
	"time"

	"aduan/flows"
)

// Desk is the desk behind one record. It is safe for concurrent use.
type Desk struct {
	Flow  *flows.Flow
	Rules Rules
}

// Rules are the settings of the desk.
type Rules struct {
	Lease    time.Duration // a claim ends after so long without action
	Hold     time.Duration // words of staff wait so long before they leave
	TakeOver time.Duration // how long the bot is silent where a human writes
	Window   time.Duration // who has not written for so long is not written to
	Close    time.Duration // silence closes a resolved complaint
	Cards    int           // an hour; more become one digest
	Daily    time.Duration // since midnight: when leads are told how the desk stands
}

// DefaultRules are the rules as the configuration's defaults have them.
func DefaultRules() Rules {
	return Rules{
		Lease: 12 * time.Hour, Hold: 20 * time.Second, TakeOver: 2 * time.Hour,
		Window: 7 * 24 * time.Hour, Close: 3 * 24 * time.Hour, Cards: 20, Daily: 8 * time.Hour,
	}
}

const (
	undoFor    = 5 * time.Minute  // a status change can be taken back
	confirmFor = 10 * time.Minute // "really?" waits for its yes
	pageSize   = 10               // entries of a list
	manyAtOnce = 50               // complaints that one message may touch
)

// say is a sentence of the catalogue.
func (d *Desk) say(lang, key string, pairs ...string) string {
	values := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return d.Flow.Texts.Say(lang, key, values)
}
