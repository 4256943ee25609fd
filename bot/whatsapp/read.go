package whatsapp

// What was sent, in the bot's terms. Everything here was chosen by the sender.

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"go.mau.fi/whatsmeow/proto/waE2E"

	"aduan/bot"
)

const (
	maxText = 16 << 10 // bytes of text that are looked at
	maxID   = 200      // bytes of a message id; real ones have 16 to 32
)

// reading is what a message says. Kind is "" where there is nothing to hand
// over.
type reading struct {
	kind   bot.Kind
	text   string
	quote  string
	of     string
	file   *bot.File
	parent string // the album that it belongs to

	album    int            // the message announces an album of so many
	secret   *waE2E.Message // the message has to be decrypted once more
	mentions bool           // timer says how long messages last in this chat
	timer    uint32
}

// read says what a message is. Not every message that arrives is one to a
// person: what is between programs has no kind.
func read(m *waE2E.Message, fromMe bool) (r reading) {
	c := unwrap(m, fromMe)
	switch {
	case c.forged:
		return r
	case c.deep:
		r.kind = bot.Kind(unknown)
		return r
	case isCopy(c.child):
		return r
	}
	s, field := shapeOf(c.m)
	if about := contextOf(c.m, field); field != nil {
		r.quote = short(about.GetStanzaID())
		if s == shape(bot.KindText) || s == shape(bot.KindFile) {
			r.mentions, r.timer = true, about.GetExpiration()
		}
	}
	if c.child.GetAssociationType() == waE2E.MessageAssociation_MEDIA_ALBUM {
		r.parent = short(c.child.GetParentMessageKey().GetID())
	}
	switch s {
	case noise:
	case protocol:
		r.protocol(c.m.GetProtocolMessage())
	case album:
		a := c.m.GetAlbumMessage()
		r.album = int(min(uint64(a.GetExpectedImageCount())+uint64(a.GetExpectedVideoCount()), maxAlbum))
	case secret:
		if e := c.m.GetSecretEncryptedMessage(); e.GetSecretEncType() == waE2E.SecretEncryptedMessage_MESSAGE_EDIT && isOwn(e) {
			r.secret, r.of = c.m, short(e.GetTargetMessageKey().GetID())
		}
	case withheld:
		r.kind = "view_once"
	case shape(bot.KindReaction):
		r.kind = bot.KindReaction
		r.text, r.of = clip(c.m.GetReactionMessage().GetText()), short(c.m.GetReactionMessage().GetKey().GetID())
	case shape(bot.KindFile):
		r.kind, r.text, r.file = bot.KindFile, text(c.m), file(c.m)
	default:
		r.kind, r.text = bot.Kind(s), text(c.m)
	}
	return r
}

// protocol reads what is said about other messages. Only who wrote a message
// edits or revokes it; the key says so, as the writer sees it.
func (r *reading) protocol(p *waE2E.ProtocolMessage) {
	if p == nil || p.Type == nil { // REVOKE is 0: it has to be said
		return
	}
	switch p.GetType() {
	case waE2E.ProtocolMessage_EPHEMERAL_SETTING:
		r.mentions, r.timer = true, p.GetEphemeralExpiration()
	case waE2E.ProtocolMessage_REVOKE:
		if p.GetKey().GetFromMe() {
			r.kind, r.of = bot.KindRevoke, short(p.GetKey().GetID())
		}
	case waE2E.ProtocolMessage_MESSAGE_EDIT:
		if p.GetKey().GetFromMe() {
			r.edit(p.GetKey().GetID(), p.GetEditedMessage())
		}
	}
}

// edit reads the new content of a message.
func (r *reading) edit(of string, m *waE2E.Message) {
	r.kind, r.of, r.text = bot.KindEdit, short(of), text(unwrap(m, false).m)
}

// decrypted takes over the content of an encrypted edit, in whichever wrapping
// it was inside.
func (r *reading) decrypted(m *waE2E.Message) {
	inner := unwrap(m, false).m
	if p := inner.GetProtocolMessage(); p.GetType() == waE2E.ProtocolMessage_MESSAGE_EDIT {
		inner = p.GetEditedMessage()
	}
	r.edit(r.of, inner)
}

func isOwn(e *waE2E.SecretEncryptedMessage) bool { return e.GetTargetMessageKey().GetFromMe() }

// isCopy says whether a message only repeats another one: the large copy of a
// picture that was sent in high quality, the film of a live photo. The first
// one is the one that counts: it is there sooner, and sharp enough to read a
// receipt by.
func isCopy(a *waE2E.MessageAssociation) bool {
	switch a.GetAssociationType() {
	case waE2E.MessageAssociation_HD_IMAGE_DUAL_UPLOAD,
		waE2E.MessageAssociation_HD_VIDEO_DUAL_UPLOAD,
		waE2E.MessageAssociation_HEVC_VIDEO_DUAL_UPLOAD,
		waE2E.MessageAssociation_MOTION_PHOTO,
		waE2E.MessageAssociation_STICKER_ANNOTATION,
		waE2E.MessageAssociation_EVENT_COVER_IMAGE,
		waE2E.MessageAssociation_MEDIA_POLL,
		waE2E.MessageAssociation_BOT_PLUGIN:
		return true
	}
	return false
}

// contextOf is what the sender says about the message that a field holds; nil
// if nothing.
func contextOf(m *waE2E.Message, f protoreflect.FieldDescriptor) *waE2E.ContextInfo {
	if f == nil || f.Message() == nil || f.IsList() || f.IsMap() {
		return nil
	}
	about := f.Message().Fields().ByName("contextInfo")
	if about == nil {
		return nil
	}
	info, _ := m.ProtoReflect().Get(f).Message().Get(about).Message().Interface().(*waE2E.ContextInfo)
	return info
}

// text is what a message says in words: the text, or the caption.
func text(m *waE2E.Message) string {
	for _, s := range []string{
		m.GetConversation(), m.GetExtendedTextMessage().GetText(),
		m.GetImageMessage().GetCaption(), m.GetDocumentMessage().GetCaption(), m.GetVideoMessage().GetCaption(),
		m.GetButtonsResponseMessage().GetSelectedDisplayText(), m.GetButtonsResponseMessage().GetSelectedButtonID(),
		m.GetListResponseMessage().GetTitle(), m.GetListResponseMessage().GetSingleSelectReply().GetSelectedRowID(),
		m.GetTemplateButtonReplyMessage().GetSelectedDisplayText(), m.GetTemplateButtonReplyMessage().GetSelectedID(),
		m.GetInteractiveResponseMessage().GetBody().GetText(),
	} {
		if s != "" {
			return clip(s)
		}
	}
	return ""
}

func clip(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
	}
	return strings.ToValidUTF8(s, "")
}

// short is an id, or "" for one that is no id.
func short(id string) string {
	if len(id) > maxID {
		return ""
	}
	return strings.ToValidUTF8(id, "")
}
