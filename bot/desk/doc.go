// Package desk is what staff can say, and what they are shown. Staff write to
// the support number from their own phones; the bot hands their messages to
// [Desk.Handle], in the transaction of the message, and does what it returns
// in the same one.
//
// Start with commands.go: one table holds every command. The sentences stand
// in flows/texts/desk.id.yaml and desk.en.yaml.
package desk
