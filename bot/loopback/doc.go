// Package loopback is a WhatsApp on this machine: a server, in the manner of net/http/httptest, that the unmodified
// whatsmeow client pairs with, logs in to and talks through, and people with phones to talk to it.
//
// # A server, a bot and a person
//
// Start gives a test its server. Configure points a client at it; the client is not told anything else, and its code
// is the code that talks to WhatsApp. Pair plays the phone that scans the client's QR code, NewPhone is a person:
//
//	s := loopback.Start(t, loopback.Options{})
//	cli := whatsmeow.NewClient(device, log)
//	s.Configure(cli)
//	codes, _ := cli.GetQRChannel(ctx)
//	cli.Connect()
//	s.Pair((<-codes).Code, "62811...")
//
//	ana := s.NewPhone(t, "62812...", loopback.To("62811..."))
//	ana.Say("halo")
//	ana.Expect(t.Context(), loopback.Contains("selamat"))
//
// A program that makes its own HTTP clients uses Dial and RootCAs instead of Configure: Dial leads the names of
// WhatsApp's hosts to the server and refuses every other. EnterCode pairs with a code in place of a QR picture. The
// number of an account is all there is to it; accounts begin to exist when they are first named.
//
// # What it is
//
// The server does the Noise handshake, stanzas, pairing, logins, prekeys, usync, receipts, the offline queue, privacy
// tokens and media. It never encrypts a message: both ends of a chat are real clients, and what the server passes on
// is the ciphertext of one for the other. The one thing it encrypts for is the phone of an account that only linked
// devices use. That phone is virtual: it signs them, others encrypt for it, and its copies are thrown away. NewPhone
// for the same number takes its place, with its keys: that is how somebody at the desk's own phone writes in
// a chat which the bot reads along.
//
// # Phones
//
// A Phone is a client too, logged in as device 0, or with Linked as a further device. Its chat with To's number has
// helpers for what people do: Say, SendImage, SendAlbum, SendHD, SendDocument, SendViewOnce, Quote, Edit, Revoke, React,
// MarkRead, Type, Disappear; SendRaw sends any message at all, Send does so under an id of one's own. With opens a
// chat with somebody else. A phone keeps its chats as a screen shows them: messages with the same id are one bubble,
// edits change it, revocations empty it. Expect waits for the next matching message of the other side and moves on
// behind it; Until waits for anything else. Nothing sleeps: all waiting is for signals.
//
// # Strictness
//
// What no client of WhatsApp does is a refusal: it fails the test that Start was given, and is kept in Refusals. The
// stanzas and queries of whatsmeow and of Baileys 7 are allowed, all others are not. Messages may go to chats, never
// to devices, and only to devices that the sender was told of; frames must open in order; logins need the key that
// was linked; uploads must be what their hash says; nothing may be dialled but WhatsApp's names. The comment beside
// each check names where clients are seen to keep to it.
//
// # What goes wrong
//
// OnStanza sees every stanza and may pass, change, drop or cut it off, or answer it with an error (463: this contact
// may not be written to). Cut, StreamError, Replace, Unlink, FailLogin and Down end connections in the ways WhatsApp
// does. Garble makes messages unreadable once, so that they are asked for again. OnMedia makes media hosts slow,
// forgetful or endless; DropMedia and MoveMedia lose files, WaitLostMedia plays the phone that uploads them again.
// Options.OfflineWindow holds the queue back behind an unacknowledged stanza. Address shows a person under the LID,
// under the number, or under one alone; Recycle gives a number to somebody else, Reset is a new handset. SendVia and
// Deliver bring what a chat of two never should: groups, statuses, calls, garbage. Options.Now is the server's clock.
//
// A test that kills its bot has it in a process of its own and hands it Remote as text.
//
// # What it cannot tell
//
// Whether WhatsApp takes the version of a client, what it bans or limits, whether it drops a message that comes twice,
// how it cuts the offline queue into pieces, and whatever it will change tomorrow. Groups, history, app state and passkeys are
// not played. The server's habits are from whatsmeow's and Baileys' sources and from watching both talk to it.
//
// # Process-wide
//
// New makes the process trust one key of this package in place of WhatsApp's (whatsmeow.WACertPubKey) and silences
// libsignal's logger, once and for good. All servers of a process share the key, so tests can run in parallel.
//
// Start reading at stanza.go, which lists what a client may say, and iq.go, which lists what it may ask.
package loopback
