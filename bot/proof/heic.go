package proof

import (
	"bytes"
	"encoding/binary"
)

// HEIC and HEIF are boxes: four bytes of length, four of name, then content.
// The first is "ftyp", which lists brands. We know brands and boxes, no more.

// heicKind tells whether data begins as HEIC or HEIF: the MIME type, or "".
func heicKind(data []byte) string {
	if len(data) < 16 || string(data[4:8]) != "ftyp" {
		return ""
	}
	size := int64(binary.BigEndian.Uint32(data))
	if size < 16 || size > 4096 {
		return ""
	}
	// A file cut off inside its brands is still of that kind, if a broken one.
	box := data[8:min(int64(len(data)), size)]
	// The leading brand decides; videos and AVIF list the general ones after theirs.
	switch string(data[8:12]) {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs":
		return kindHEIC
	case "mif1", "mif2", "msf1":
	default:
		return ""
	}
	kind := kindHEIF
	for i := 8; i+4 <= len(box); i += 4 { // behind the minor version
		switch string(box[i : i+4]) {
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs":
			kind = kindHEIC
		case "avif", "avis":
			return ""
		}
	}
	return kind
}

// heicWhole reports whether data is boxes up to its last byte, with the one
// that describes the pictures among them.
func heicWhole(data []byte) bool {
	described := false
	for len(data) > 0 {
		if len(data) < 8 {
			return false
		}
		size, name := uint64(binary.BigEndian.Uint32(data)), data[4:8]
		head := uint64(8)
		switch size {
		case 0: // to the end of the file
			size = uint64(len(data))
		case 1: // a length of eight bytes follows
			if len(data) < 16 {
				return false
			}
			size, head = binary.BigEndian.Uint64(data[8:]), 16
		}
		if size < head || size > uint64(len(data)) {
			return false
		}
		if size > head && (bytes.Equal(name, []byte("meta")) || bytes.Equal(name, []byte("moov"))) {
			described = true
		}
		data = data[size:]
	}
	return described
}
