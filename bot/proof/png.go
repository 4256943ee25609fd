package proof

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/png"
)

// chunkCost is what the decoder allocates to skip a chunk: cheap, but a file can
// have a million of them, and the picture stands in memory all the while.
const chunkCost = 4200

// surveyPNG walks the chunks of a PNG to IEND, checking the sum of each.
func surveyPNG(data []byte) (survey, error) {
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return survey{}, err
	}
	s := survey{width: config.Width, height: config.Height, still: true}

	pixels, chunks := false, int64(0)
	for rest := data[8:]; ; {
		if len(rest) < 12 {
			return s, errCut
		}
		size := int64(binary.BigEndian.Uint32(rest))
		if size > int64(len(rest)-12) {
			return s, errCut
		}
		name, body := rest[4:8], rest[8:8+size]
		if crc32.ChecksumIEEE(rest[4:8+size]) != binary.BigEndian.Uint32(rest[8+size:]) {
			return s, errParts
		}
		rest = rest[12+size:]
		chunks++
		switch string(name) {
		case "IHDR":
			if len(body) < 13 {
				return s, errParts
			}
			s.cost = pngCost(s.width, s.height, body[8], body[9], body[12])
		case "acTL":
			s.animated = s.animated || !pixels // behind the pixels it means nothing
		case "IDAT":
			pixels = true
		case "IEND":
			if !pixels {
				return s, errParts
			}
			s.cost += chunkCost * chunks
			return s, nil
		}
	}
}

// pngCost reckons with transparency, which makes the decoder widen a pixel.
func pngCost(width, height int, depth, colour, interlace byte) int64 {
	perPixel := int64(4)
	switch {
	case depth == 16:
		perPixel = 8
	case colour == 3: // palette
		perPixel = 1
	}
	cost := int64(width) * int64(height) * perPixel
	if interlace != 0 {
		cost *= 2 // the passes are pictures of their own and add up to one
	}
	return cost + 2*(int64(width)*8+1) // the row at hand and the one above
}
