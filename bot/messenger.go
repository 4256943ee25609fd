package bot

import (
	"context"
	"errors"

	"aduan/store"
)

// Messenger is a chat network: WhatsApp, the terminal, or a test's fake.
type Messenger interface {
	// Send hands a message to the network under its id, which stays the same
	// on every try. An error wrapping [ErrRefused] is final; after any other
	// the message may or may not have arrived, and is sent again as it is.
	Send(ctx context.Context, m Message) error
	// Fetch returns the bytes of a file, at most limit of them. Ref is what
	// this messenger put into [File]. It returns an error wrapping [ErrGone]
	// where the file cannot be had any more, and [ErrTooBig] past the limit.
	Fetch(ctx context.Context, ref []byte, limit int64) ([]byte, error)
}

// Errors of messengers.
var (
	ErrRefused = errors.New("the network refuses this message")
	ErrGone    = errors.New("the file is gone")
	ErrTooBig  = errors.New("the file is too big")
)

// Message is what a messenger sends.
type Message struct {
	ID   string
	Line string
	To   store.Address // the chat that the person wrote in
	Show store.Address // the number where it is known: for people to see
	Text string        // with a file: its caption
	// Quote is the id of the message that this one answers, "" if none.
	Quote string
	File  *Attachment // nil: words alone
}

// Attachment is a file that goes out. Nothing of its name is a sender's.
type Attachment struct {
	Bytes []byte
	MIME  string
	Name  string
}
