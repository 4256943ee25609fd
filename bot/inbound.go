package bot

import (
	"fmt"
	"time"

	"aduan/store"
)

// Kind is what a message is.
type Kind string

// The kinds. Every other one is a shape that cannot answer (voice, sticker,
// view_once, ...), named as the catalogue's "shape_" sentences are.
const (
	KindText          Kind = "text"
	KindFile          Kind = "file"
	KindEdit          Kind = "edit"
	KindRevoke        Kind = "revoke"
	KindReaction      Kind = "reaction"
	KindUndecryptable Kind = "undecryptable" // a readable copy may follow under the same id
)

// Shapes are the kinds that cannot answer.
var Shapes = []Kind{"voice", "video", "video_note", "sticker", "location", "live_location", "contact", "poll", "call", "view_once", KindUndecryptable, "unknown"}

// Inbound is a message as a messenger hands it over. Who sent it and when is
// the network's word; everything else is the sender's.
type Inbound struct {
	Line string        // the support number that it came through
	From store.Address // the chat's address, in the form that the network used
	Alt  store.Address // the same person's other address, "" if the network does not tell
	Name string        // what the person calls himself
	// FromMe: typed on the support phone itself, in the chat with From.
	FromMe bool
	ID     string // chosen by the sender: unique only with the contact
	At     time.Time

	Kind  Kind
	Text  string // words, caption, new words of an edit, emoji of a reaction
	Quote string // id of the message that it answers, "" if none
	Of    string // id of the message that it edits, revokes or reacts to
	File  *File  // with KindFile

	Secret bool // something in the text was hidden: see read.Mask
	// Raw gives the message as it came, which is kept only if it cannot be
	// handled; nil gives nothing.
	Raw func() []byte

	Album     string // the album that a file belongs to
	AlbumLeft int    // how many of it are still to come
}

// File is a file that can be fetched.
type File struct {
	Ref   []byte // opaque; only the messenger that made it reads it
	Claim store.Claim
}

// check refuses what no messenger should hand over.
func (in Inbound) check() error {
	switch {
	case in.ID == "":
		return fmt.Errorf("a message without an id")
	case in.From.LID() == "" && in.From.Phone() == "":
		return fmt.Errorf("a message from nowhere: %q", in.From)
	case in.At.IsZero():
		return fmt.Errorf("a message without a time")
	case in.Kind == KindFile && in.File == nil:
		return fmt.Errorf("a file message without its file")
	}
	return nil
}
