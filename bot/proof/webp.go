package proof

import "encoding/binary"

// The decoder's own DecodeConfig is not asked: on the way to the size it would
// unpack the transparency, at a size that a header of ten bytes may claim, and
// it believes chunk lengths that go beyond the file.

// A lossless stream may describe 2600 groups of Huffman trees. What they take
// is bounded by a fixed part (their heads 8 MiB, and 64 MiB thrown away while
// they are built) and by the bytes that describe what is kept of them.
const (
	losslessTables    = 72 << 20
	losslessTableByte = 400
	losslessPixel     = 7 // bytes: pixel, unpacked palette, three maps of 4x4 tiles
)

// surveyWebP walks the chunks of a WebP, which must lie within the file.
func surveyWebP(data []byte) (survey, error) {
	var s survey
	if len(data) < 20 {
		return s, errCut
	}
	size := int64(binary.LittleEndian.Uint32(data[4:]))
	if size < 12 || size > int64(len(data)-8) {
		return s, errCut
	}

	var extended bool
	rest := data[12 : 8+size]
	for first := true; len(rest) > 0; first = false {
		if len(rest) < 8 {
			return s, errCut
		}
		name, size := string(rest[:4]), int64(binary.LittleEndian.Uint32(rest[4:]))
		if size > int64(len(rest)-8) {
			return s, errCut
		}
		body := rest[8 : 8+size]
		rest = rest[min(int64(len(rest)), 8+size+size&1):] // chunks are filled up to even, but for the last by some

		switch name {
		case "VP8X":
			if !first || len(body) != 10 {
				return s, errParts
			}
			extended = true
			s.animated = body[0]&2 != 0
			s.width = 1 + (int(body[4]) | int(body[5])<<8 | int(body[6])<<16)
			s.height = 1 + (int(body[7]) | int(body[8])<<8 | int(body[9])<<16)
		case "VP8 ", "VP8L":
			if !first && !extended {
				return s, errParts
			}
			width, height, ok := webpSize(name, body)
			if !ok || extended && (width != s.width || height != s.height) {
				return s, errParts
			}
			s.width, s.height, s.still = width, height, true
			if name == "VP8L" {
				s.cost += losslessCost(width, height, len(body))
			} else {
				blocks := int64((width+15)/16) * int64((height+15)/16)
				s.cost += blocks*(384+8) + int64(len(body)) + 1<<20
			}
			if !s.animated {
				return s, nil
			}
		case "ALPH":
			s.cost += int64(s.width) * int64(s.height)
			if len(body) > 0 && body[0]&3 == 1 {
				s.cost += losslessCost(s.width, s.height, len(body))
			}
		case "ANMF":
			if s.animated {
				s.still = false
				return s, nil
			}
		default:
			if first {
				return s, errParts
			}
		}
	}
	return s, errParts // no picture in it
}

// webpSize reads the size from the head of a lossy or a lossless stream.
func webpSize(name string, body []byte) (width, height int, ok bool) {
	if name == "VP8L" {
		if len(body) < 5 || body[0] != 0x2f {
			return 0, 0, false
		}
		bits := binary.LittleEndian.Uint32(body[1:])
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff), true
	}
	if len(body) < 10 || body[0]&1 != 0 || string(body[3:6]) != "\x9d\x01\x2a" {
		return 0, 0, false
	}
	return int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff), true
}

func losslessCost(width, height, size int) int64 {
	return losslessPixel*int64(width)*int64(height) + losslessTables + losslessTableByte*int64(size)
}
