package whatsapp

// What is inside. WhatsApp wraps messages in messages: disappearing ones, ones
// to be seen once, documents with a caption, edits, and a new kind with every
// other release. whatsmeow takes off some, once, in a fixed order. Here every
// wrapper goes, whatever it is called and in whichever order, by the type of
// its field; so one that a later release adds is taken off too.

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"go.mau.fi/whatsmeow/proto/waE2E"
)

// maxDepth is how deep wrappers may nest. Real ones nest three deep.
const maxDepth = 8

// content is a message without its wrappers.
type content struct {
	m     *waE2E.Message // never nil, maybe empty
	child *waE2E.MessageAssociation
	deep  bool // wrapped too often: m is a wrapper still
	// forged: wrapped as what one of our own devices sent, by somebody else.
	forged bool
}

var (
	futureProof = (*waE2E.FutureProofMessage)(nil).ProtoReflect().Descriptor().FullName()
	deviceSent  = (*waE2E.DeviceSentMessage)(nil).ProtoReflect().Descriptor().FullName()
)

// unwrap takes off every wrapper. Only a message from us may be wrapped as one
// of our own devices'.
func unwrap(m *waE2E.Message, fromMe bool) content {
	c := content{m: m}
	for depth := 0; ; depth++ {
		if c.m == nil {
			c.m = &waE2E.Message{}
			return c
		}
		if a := c.m.GetMessageContextInfo().GetMessageAssociation(); a != nil {
			c.child = a
		}
		field := wrapper(c.m)
		if field == nil {
			return c
		}
		if depth == maxDepth {
			c.deep = true
			return c
		}
		switch w := c.m.ProtoReflect().Get(field).Message().Interface().(type) {
		case *waE2E.DeviceSentMessage:
			if !fromMe {
				c.m, c.forged = &waE2E.Message{}, true
				return c
			}
			c.m = w.GetMessage()
		case *waE2E.FutureProofMessage:
			c.m = w.GetMessage()
		}
	}
}

// wrapper is the first field of a message that wraps another, nil if none.
func wrapper(m *waE2E.Message) protoreflect.FieldDescriptor {
	return firstField(m, isWrapper)
}

func isWrapper(f protoreflect.FieldDescriptor) bool {
	if f.Message() == nil || f.IsList() || f.IsMap() {
		return false
	}
	name := f.Message().FullName()
	return name == futureProof || name == deviceSent
}

// firstField is the field with the lowest number that is set and for which
// holds, nil if none.
func firstField(m *waE2E.Message, holds func(protoreflect.FieldDescriptor) bool) (first protoreflect.FieldDescriptor) {
	m.ProtoReflect().Range(func(f protoreflect.FieldDescriptor, _ protoreflect.Value) bool {
		if (first == nil || f.Number() < first.Number()) && holds(f) {
			first = f
		}
		return true
	})
	return first
}
