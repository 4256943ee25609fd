// Package demo is the whole desk in a browser: two phones side by side, a person's and a staff member's, and between
// them the real bot on a WhatsApp of this machine.
//
//	browser ◀──events── board ◀── phone (a real client) ◀──ciphertext──▶ loopback ◀──▶ the bot
//	        ──POST────▶ act ───▶ phone, Desk, Clock
//
// Nothing of the bot is played. Every phone is a client of its own that encrypts what is typed into the page, the desk
// is the one of "aduan run", and the only thing that is not WhatsApp's is the server between them. A Desk is wired by
// the caller, who gives New a function that opens one; the demo switches it off and on, and moves the clock that all
// of them read.
//
// The page is for the person in front of this machine and for nobody else: it is served on 127.0.0.1, under a token
// that is drawn at every start, to requests that name this host and come from this page.
//
// The page itself is in page/: plain files, embedded as they are. Start reading at demo.go, then act.go, which has
// everything that the page can ask for.
package demo
