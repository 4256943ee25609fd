package whatsapp

import (
	"math/rand/v2"
	"strings"
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	"go.mau.fi/whatsmeow/proto/waE2E"
)

// Messages of any fields in any nesting, with values that nobody means: reading
// them ends, without a panic, and within its limits.
func TestMessagesThatAreMadeUp(t *testing.T) {
	t.Parallel()
	const count = 2_000
	r := rand.New(rand.NewPCG(1, 2))
	kinds := map[string]int{}
	for range count {
		m := &waE2E.Message{}
		most := 30
		makeUp(r, m.ProtoReflect(), &most)
		fromMe := r.IntN(4) == 0
		readable(t, m, fromMe)
		kinds[string(read(m, fromMe).kind)]++
	}
	t.Logf("%d messages were made up, and read as %v", count, kinds)
}

// makeUp sets some fields, and most of them at most in all.
func makeUp(r *rand.Rand, m protoreflect.Message, most *int) {
	fields := m.Descriptor().Fields()
	if fields.Len() == 0 {
		return
	}
	for range 1 + r.IntN(3) {
		if *most--; *most < 0 {
			return
		}
		f := fields.Get(r.IntN(fields.Len()))
		switch {
		case f.IsMap():
		case f.IsList():
			for list := m.Mutable(f).List(); list.Len() < r.IntN(4); {
				if v := list.NewElement(); f.Message() == nil {
					list.Append(madeUp(r, f))
				} else {
					makeUp(r, v.Message(), most)
					list.Append(v)
				}
			}
		case f.Message() != nil:
			makeUp(r, m.Mutable(f).Message(), most)
		default:
			m.Set(f, madeUp(r, f))
		}
	}
}

func madeUp(r *rand.Rand, f protoreflect.FieldDescriptor) protoreflect.Value {
	n := r.Uint64() >> r.IntN(64)
	text := []string{"", "halo", "\xff\x00", "\u202e", "../../x", strings.Repeat("a", r.IntN(10_000))}[r.IntN(6)]
	switch f.Kind() {
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(n&1 == 1)
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(protoreflect.EnumNumber(int32(n % 40)))
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(text)
	case protoreflect.BytesKind:
		return protoreflect.ValueOfBytes([]byte(text))
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return protoreflect.ValueOfInt32(int32(n))
	case protoreflect.Int64Kind, protoreflect.Sint64Kind, protoreflect.Sfixed64Kind:
		return protoreflect.ValueOfInt64(int64(n))
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return protoreflect.ValueOfUint32(uint32(n))
	case protoreflect.FloatKind:
		return protoreflect.ValueOfFloat32(float32(n))
	case protoreflect.DoubleKind:
		return protoreflect.ValueOfFloat64(float64(n))
	}
	return protoreflect.ValueOfUint64(n)
}
