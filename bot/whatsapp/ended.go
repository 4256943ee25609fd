package whatsapp

import (
	"fmt"

	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types/events"
)

// Ended is why the connection is over. Its text says what to do.
type Ended struct {
	Reason string // unlinked, locked, banned_for_good; deaf, stuck, hung
	text   string
}

func (e *Ended) Error() string { return e.text }

// Restart says that a new process may do better.
func (e *Ended) Restart() bool {
	return e.Reason == "deaf" || e.Reason == "stuck" || e.Reason == "hung"
}

// over is an end with its sentence.
func over(reason string) *Ended { return &Ended{reason, Sentence(reason)} }

// reasonOf names why WhatsApp ended a connection.
func reasonOf(e events.PermanentDisconnect) string {
	switch e := e.(type) {
	case *events.LoggedOut:
		switch {
		case e.OnConnect && e.Reason == events.ConnectFailureMainDeviceGone:
			return "locked"
		case e.OnConnect && e.Reason == events.ConnectFailureUnknownLogout:
			return "banned_for_good"
		}
		return "unlinked"
	case *events.StreamReplaced:
		return "replaced"
	case *events.TemporaryBan:
		return "banned"
	case *events.ClientOutdated:
		return "outdated"
	}
	return "refused"
}

// Sentence says what a trouble of the connection is, and what to do.
func Sentence(reason string) string {
	switch reason {
	case "locked":
		return `WhatsApp has locked the account (403): look at the phone first, and run "aduan pair" once WhatsApp works there`
	case "banned_for_good":
		return `WhatsApp has banned the account (406): look at the phone first, and run "aduan pair" once WhatsApp works there`
	case "unlinked":
		return `this desk was unlinked from the WhatsApp account: run "aduan pair" to link it again`
	case "replaced":
		return "another program has connected as this desk: stop one of the two; this one tries again, but seldom"
	case "banned":
		return "WhatsApp has banned the account for a time: this desk waits until that is over"
	case "outdated":
		return fmt.Sprintf("WhatsApp no longer accepts clients as old as this one, which speaks as WhatsApp Web %v: it looks for a newer version by itself; if this goes on, update aduan", store.GetWAVersion())
	case "refused":
		return "WhatsApp refuses the connection: this desk tries again, ever more seldom"
	case "deaf":
		return "the connection stands but nothing comes, also after new ones: the program has to be started anew"
	case "stuck":
		return "a message has been leaving for minutes, also after new connections: the program has to be started anew"
	case "hung":
		return "taking a message has not come to an end for minutes, also after new connections: the program has to be started anew"
	case "offline":
		return "there is no connection to WhatsApp: this desk tries on by itself, look at the network"
	case "timelock":
		return "WhatsApp restricts the account: people who have not written lately get no answers until it is over; answers that it refuses are kept and leave when the person writes again"
	case "crash_loop":
		return "the program was started more than five times in ten minutes: it does not connect for a while"
	case "disk":
		return "the disk is nearly full, or a database cannot be written: this desk is disconnected until there is room, and WhatsApp keeps the messages"
	}
	return "the connection is in trouble: " + reason
}
