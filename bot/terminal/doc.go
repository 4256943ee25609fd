// Package terminal is the terminal as a chat network: a person types
// ([Talk]), or a program writes one JSON value a line ([Script]). Both put the
// same messages before the same bot.
//
// docs/chat-json.md describes the JSON interface; message.go reads it.
package terminal
