// Package whatsapp is the adapter that ships: whatsmeow in, whatsmeow out. It
// is a [bot.Messenger], and hands over what arrives as [bot.Inbound].
//
//	whatsmeow ──event──▶ events ─▶ who, unwrap, read ──Inbound──▶ Options.Receive
//	          ◀─SendMessage── send ◀──────────────────Message──── the bot's sender
//	          ──bytes──▶ media ◀──────────────────────ref──────── the bot's fetcher
//	          ◀─Connect, Disconnect── supervise, pair: one goroutine at a time
//
// Start with events.go, one switch over everything that whatsmeow reports and
// the table of contents of this package.
//
// # What is promised
//
// A message is acknowledged to WhatsApp only after Receive returned nil: until
// then WhatsApp keeps it, and what was decrypted already waits in whatsapp.db.
// Messages leave from whoever calls Send, never from the event handler. Chats
// of two only: groups, statuses, channels, broadcast lists, bots and notes to
// oneself are dropped before any work.
//
// # Process-wide
//
// How this program presents itself when it is linked (store.DeviceProps), the
// version that it says it has (store.SetWAVersion) and libsignal's logger are
// package variables of theirs. The first and the last are set when this
// package is initialised, before any client can exist.
package whatsapp
