package whatsapp

import (
	"math/rand/v2"
	"strings"
	"testing"

	"go.mau.fi/whatsmeow/proto/waCommon"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"aduan/bot"
)

var messageFields = (*waE2E.Message)(nil).ProtoReflect().Descriptor().Fields()

// A new release of whatsmeow brings new fields. Each has to be classified
// before it is used.
func TestEveryFieldIsClassified(t *testing.T) {
	t.Parallel()
	known := 0
	for i := range messageFields.Len() {
		f := messageFields.Get(i)
		_, ok := shapes[f.Name()]
		switch {
		case ok && isWrapper(f):
			t.Errorf("%s is a wrapper and has a shape", f.Name())
		case !ok && !isWrapper(f):
			t.Errorf("%s is not classified", f.Name())
		case ok:
			known++
		}
	}
	if known != len(shapes) {
		t.Errorf("shapes has %d fields that no message has", len(shapes)-known)
	}
	kinds := map[shape]bool{noise: true, protocol: true, album: true, secret: true, withheld: true,
		shape(bot.KindText): true, shape(bot.KindFile): true, shape(bot.KindReaction): true}
	for _, k := range bot.Shapes {
		kinds[shape(k)] = true
	}
	for name, s := range shapes {
		if !kinds[s] {
			t.Errorf("%s is %q, which is no kind", name, s)
		}
	}
}

// Each field alone, with nothing in it, is read without a panic.
func TestEveryFieldAloneIsRead(t *testing.T) {
	t.Parallel()
	for i := range messageFields.Len() {
		f := messageFields.Get(i)
		for _, fromMe := range []bool{false, true} {
			m := &waE2E.Message{}
			if f.Message() != nil {
				m.ProtoReflect().Set(f, m.ProtoReflect().NewField(f))
			} else {
				m.Conversation = proto.String("")
			}
			r := read(m, fromMe)
			if s, ok := shapes[f.Name()]; ok && s == noise && r.kind != "" {
				t.Errorf("%s is handed over as %s", f.Name(), r.kind)
			}
			if isWrapper(f) && r.kind != "" {
				t.Errorf("%s with nothing inside is handed over as %s", f.Name(), r.kind)
			}
		}
	}
	if r := read(nil, false); r.kind != "" {
		t.Errorf("nil is %s", r.kind)
	}
}

func say(text string) *waE2E.Message { return &waE2E.Message{Conversation: proto.String(text)} }

func in(m *waE2E.Message) *waE2E.FutureProofMessage { return &waE2E.FutureProofMessage{Message: m} }

// Every wrapper, in every other, is taken off.
func TestUnwrapEveryNesting(t *testing.T) {
	t.Parallel()
	var wrappers []protoreflect.FieldDescriptor
	for i := range messageFields.Len() {
		if f := messageFields.Get(i); isWrapper(f) && f.Message().FullName() == futureProof {
			wrappers = append(wrappers, f)
		}
	}
	if len(wrappers) < 25 {
		t.Fatalf("only %d wrappers", len(wrappers))
	}
	wrap := func(f protoreflect.FieldDescriptor, m *waE2E.Message) *waE2E.Message {
		out := &waE2E.Message{}
		out.ProtoReflect().Set(f, protoreflect.ValueOfMessage(in(m).ProtoReflect()))
		return out
	}
	for _, a := range wrappers {
		for _, b := range wrappers {
			if r := read(wrap(a, wrap(b, say("halo"))), false); r.kind != bot.KindText || r.text != "halo" {
				t.Errorf("%s in %s: %+v", b.Name(), a.Name(), r)
			}
		}
	}
}

func TestReadShapes(t *testing.T) {
	t.Parallel()
	about := func(quote string, timer uint32) *waE2E.ContextInfo {
		return &waE2E.ContextInfo{StanzaID: &quote, Expiration: &timer, Participant: proto.String("x"), QuotedMessage: say("forged")}
	}
	key := func(id string, fromMe bool) *waCommon.MessageKey {
		return &waCommon.MessageKey{ID: &id, FromMe: &fromMe, RemoteJID: proto.String("1@lid")}
	}
	edit := func(k *waCommon.MessageKey, m *waE2E.Message) *waE2E.Message {
		return &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_MESSAGE_EDIT.Enum(), Key: k, EditedMessage: m}}
	}
	revoke := func(k *waCommon.MessageKey) *waE2E.Message {
		return &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_REVOKE.Enum(), Key: k}}
	}
	child := func(a waE2E.MessageAssociation_AssociationType, m *waE2E.Message) *waE2E.Message {
		m.MessageContextInfo = &waE2E.MessageContextInfo{MessageAssociation: &waE2E.MessageAssociation{AssociationType: a.Enum(), ParentMessageKey: key("P", true)}}
		return m
	}
	image := func() *waE2E.Message {
		return &waE2E.Message{ImageMessage: &waE2E.ImageMessage{Caption: proto.String("ini")}}
	}
	deep := say("halo")
	for range maxDepth + 2 {
		deep = &waE2E.Message{EphemeralMessage: in(deep)}
	}
	strange := &waE2E.Message{}
	strange.ProtoReflect().SetUnknown(protowire.AppendBytes(protowire.AppendTag(nil, 5000, protowire.BytesType), []byte("new")))
	for _, test := range []struct {
		name   string
		m      *waE2E.Message
		fromMe bool
		want   reading
	}{
		{name: "text", m: say("halo"), want: reading{kind: "text", text: "halo", mentions: true}},
		{name: "text that answers", m: &waE2E.Message{ExtendedTextMessage: &waE2E.ExtendedTextMessage{Text: proto.String("ya"), ContextInfo: about("Q", 86400)}},
			want: reading{kind: "text", text: "ya", quote: "Q", mentions: true, timer: 86400}},
		{name: "text after a group key", m: &waE2E.Message{SenderKeyDistributionMessage: &waE2E.SenderKeyDistributionMessage{}, ExtendedTextMessage: &waE2E.ExtendedTextMessage{Text: proto.String("ya")}},
			want: reading{kind: "text", text: "ya", mentions: true}},
		{name: "button", m: &waE2E.Message{ButtonsResponseMessage: &waE2E.ButtonsResponseMessage{SelectedButtonID: proto.String("2")}}, want: reading{kind: "text", text: "2", mentions: true}},
		{name: "list", m: &waE2E.Message{ListResponseMessage: &waE2E.ListResponseMessage{SingleSelectReply: &waE2E.ListResponseMessage_SingleSelectReply{SelectedRowID: proto.String("3")}}}, want: reading{kind: "text", text: "3", mentions: true}},
		{name: "template", m: &waE2E.Message{TemplateButtonReplyMessage: &waE2E.TemplateButtonReplyMessage{SelectedDisplayText: proto.String("Ya")}}, want: reading{kind: "text", text: "Ya", mentions: true}},
		{name: "interactive", m: &waE2E.Message{InteractiveResponseMessage: &waE2E.InteractiveResponseMessage{Body: &waE2E.InteractiveResponseMessage_Body{Text: proto.String("Ya")}}}, want: reading{kind: "text", text: "Ya", mentions: true}},
		{name: "our own, from another device", fromMe: true, m: &waE2E.Message{DeviceSentMessage: &waE2E.DeviceSentMessage{Message: say("halo")}}, want: reading{kind: "text", text: "halo", mentions: true}},
		{name: "somebody's, as if from our device", m: &waE2E.Message{DeviceSentMessage: &waE2E.DeviceSentMessage{Message: say("kirim")}}},
		{name: "wrapped too deep", m: deep, want: reading{kind: "unknown"}},
		{name: "of a later release", m: strange, want: reading{kind: "unknown"}},
		{name: "video", m: &waE2E.Message{VideoMessage: &waE2E.VideoMessage{Caption: proto.String("lihat")}}, want: reading{kind: "video", text: "lihat"}},
		{name: "voice", m: &waE2E.Message{AudioMessage: &waE2E.AudioMessage{}}, want: reading{kind: "voice"}},
		{name: "withheld", m: &waE2E.Message{PlaceholderMessage: &waE2E.PlaceholderMessage{}}, want: reading{kind: "view_once"}},
		{name: "reaction", m: &waE2E.Message{ReactionMessage: &waE2E.ReactionMessage{Text: proto.String("👍"), Key: key("R", false)}}, want: reading{kind: "reaction", text: "👍", of: "R"}},
		{name: "edit", m: edit(key("E", true), say("5")), want: reading{kind: "edit", text: "5", of: "E"}},
		{name: "wrapped edit", m: &waE2E.Message{EditedMessage: in(edit(key("E", true), &waE2E.Message{EphemeralMessage: in(say("5"))}))}, want: reading{kind: "edit", text: "5", of: "E"}},
		{name: "edit of somebody else's", m: edit(key("E", false), say("5"))},
		{name: "revocation", m: revoke(key("E", true)), want: reading{kind: "revoke", of: "E"}},
		{name: "revocation of somebody else's", m: revoke(key("E", false))},
		{name: "protocol without a type", m: &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{Key: key("E", true)}}},
		{name: "timer", m: &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_EPHEMERAL_SETTING.Enum(), EphemeralExpiration: proto.Uint32(604800)}}, want: reading{mentions: true, timer: 604800}},
		{name: "album", m: &waE2E.Message{AlbumMessage: &waE2E.AlbumMessage{ExpectedImageCount: proto.Uint32(3), ExpectedVideoCount: proto.Uint32(1)}}, want: reading{album: 4}},
		{name: "endless album", m: &waE2E.Message{AlbumMessage: &waE2E.AlbumMessage{ExpectedImageCount: proto.Uint32(1 << 31)}}, want: reading{album: maxAlbum}},
		{name: "HD copy", m: child(waE2E.MessageAssociation_HD_IMAGE_DUAL_UPLOAD, &waE2E.Message{AssociatedChildMessage: in(image())})},
		{name: "live photo", m: child(waE2E.MessageAssociation_MOTION_PHOTO, &waE2E.Message{VideoMessage: &waE2E.VideoMessage{}})},
		{name: "invitation", m: &waE2E.Message{GroupInviteMessage: &waE2E.GroupInviteMessage{}}},
		{name: "id without end", m: edit(key(strings.Repeat("x", 1000), true), say("5")), want: reading{kind: "edit", text: "5"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := read(test.m, test.fromMe); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
	if r := read(child(waE2E.MessageAssociation_MEDIA_ALBUM, image()), false); r.kind != bot.KindFile || r.parent != "P" || r.file == nil || r.text != "ini" {
		t.Errorf("picture of an album: %+v", r)
	}
}

func TestEncryptedEdit(t *testing.T) {
	t.Parallel()
	m := &waE2E.Message{SecretEncryptedMessage: &waE2E.SecretEncryptedMessage{
		SecretEncType:    waE2E.SecretEncryptedMessage_MESSAGE_EDIT.Enum(),
		TargetMessageKey: &waCommon.MessageKey{ID: proto.String("T"), FromMe: proto.Bool(true)},
	}}
	for name, inner := range map[string]*waE2E.Message{
		"bare":     say("5"),
		"protocol": {ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_MESSAGE_EDIT.Enum(), Key: &waCommon.MessageKey{ID: proto.String("other")}, EditedMessage: say("5")}},
		"wrapped":  {EditedMessage: in(say("5"))},
	} {
		r := read(&waE2E.Message{EphemeralMessage: in(m)}, false)
		if r.secret == nil {
			t.Fatal("not seen")
		}
		r.decrypted(inner)
		if r.kind != bot.KindEdit || r.text != "5" || r.of != "T" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	m.SecretEncryptedMessage.TargetMessageKey.FromMe = proto.Bool(false)
	if r := read(m, false); r.secret != nil || r.kind != "" {
		t.Errorf("an edit of somebody else's message: %+v", r)
	}
}

// Whatever bytes make a message, reading it ends, and without a panic.
func FuzzRead(f *testing.F) {
	for range 20 {
		b := make([]byte, rand.N(200))
		for i := range b {
			b[i] = byte(rand.N(256))
		}
		f.Add(b, false)
	}
	seed, _ := proto.Marshal(&waE2E.Message{EphemeralMessage: in(say("halo"))})
	f.Add(seed, true)
	f.Fuzz(func(t *testing.T, b []byte, fromMe bool) {
		var m waE2E.Message
		if proto.Unmarshal(b, &m) != nil {
			return
		}
		readable(t, &m, fromMe)
	})
}

func readable(t *testing.T, m *waE2E.Message, fromMe bool) {
	t.Helper()
	r := read(m, fromMe)
	if len(r.text) > maxText || len(r.quote) > maxID || len(r.of) > maxID {
		t.Errorf("too long: %+v", r)
	}
	if r.kind == bot.KindFile && r.file == nil {
		t.Error("a file without its file")
	}
}
