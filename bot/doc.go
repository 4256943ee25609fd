// Package bot is the desk behind the number: what one message changes is one
// transaction, and only what was committed is ever said.
//
//	messenger ──Inbound──▶ Receive ──one transaction──▶ store
//	                                                      │ commit
//	          ◀──Send──── sender  ◀── outbox ─────────────┤
//	          ──Fetch───▶ fetcher ◀── files to check ─────┤
//	                      timers  ◀── what is due ────────┘
//
// Start with receive.go, the heart; converse.go turns what happened into the
// conversation's terms and back. [Messenger] is the one interface of the
// house.
//
// The loops can run ([Bot.Run]) or be stepped ([Bot.Settle], [Bot.NextDue]):
// the terminal steps them on a clock that stands still, and so do tests.
package bot
