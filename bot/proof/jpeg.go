package proof

import (
	"bytes"
	"errors"
	"image/jpeg"
)

// maxScans is the number of scans a JPEG may have. Encoders make about ten. A
// scan of a few bytes may run over the whole picture, so this bounds the time.
const maxScans = 32

var (
	errCut   = errors.New("file is cut off")
	errScans = errors.New("too many scans")
	errParts = errors.New("parts do not fit together")
)

// surveyJPEG walks the segments of a JPEG exactly as the decoder will, up to
// the end-of-image marker. What follows it (a second picture, the film of a
// moving photo) is nobody's business.
func surveyJPEG(data []byte) (survey, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return survey{}, err
	}
	s := survey{width: config.Width, height: config.Height, still: true}

	var (
		scans, frames int
		progressive   bool
		rgb           bool
		samples       int64
	)
	for i := 2; ; {
		marker, next := nextMarker(data, i)
		if next < 0 {
			return s, errCut
		}
		if marker == 0xd9 { // end of image
			break
		}
		if next+2 > len(data) {
			return s, errCut
		}
		size := int(data[next])<<8 | int(data[next+1])
		if size < 2 || next+size > len(data) {
			return s, errCut
		}
		segment := data[next+2 : next+size]
		i = next + size

		switch marker {
		case 0xc0, 0xc1, 0xc2: // start of frame
			frames++
			progressive = marker == 0xc2
			if samples, rgb, err = jpegFrame(segment, rgb); err != nil {
				return s, err
			}
		case 0xda: // start of scan
			if scans++; scans > maxScans {
				return s, errScans
			}
		case 0xee:
			// Adobe's "no transform" makes the decoder convert the picture to RGBA or CMYK.
			if len(segment) >= 12 && string(segment[:5]) == "Adobe" && segment[11] == 0 {
				rgb = true
			}
		}
	}
	if frames != 1 || scans == 0 {
		return s, errParts
	}
	s.cost = samples
	if progressive {
		s.cost += 4 * samples // every coefficient waits in an int32
	}
	if rgb {
		s.cost += 4 * int64(s.width) * int64(s.height)
	}
	return s, nil
}

// jpegFrame counts the samples that a frame holds, filled up to whole blocks,
// and tells whether the decoder will convert them to four bytes a pixel.
func jpegFrame(segment []byte, rgb bool) (samples int64, converts bool, err error) {
	if len(segment) < 6 {
		return 0, false, errCut
	}
	height, width := int64(segment[1])<<8|int64(segment[2]), int64(segment[3])<<8|int64(segment[4])
	n := int(segment[5])
	if n == 0 || len(segment) < 6+3*n {
		return 0, false, errParts
	}
	components := segment[6:]
	sampling := func(c int) (h, v int64) {
		if n == 1 {
			return 1, 1 // of a lone component the factors mean nothing
		}
		return int64(components[3*c+1] >> 4), int64(components[3*c+1] & 15)
	}
	h, v := sampling(0)
	if h == 0 || v == 0 {
		return 0, false, errParts
	}
	blocks := ((width + 8*h - 1) / (8 * h)) * ((height + 8*v - 1) / (8 * v))
	for c := range n {
		h, v := sampling(c)
		samples += 64 * blocks * h * v
	}
	named := n == 3 && components[0] == 'R' && components[3] == 'G' && components[6] == 'B'
	return samples, rgb || named || n == 4, nil
}

// nextMarker finds the first marker at or after i that is not a restart, as
// the decoder does, and the offset behind it: -1 if there is none.
func nextMarker(data []byte, i int) (marker byte, next int) {
	for {
		skip := bytes.IndexByte(data[min(i, len(data)):], 0xff)
		if skip < 0 {
			return 0, -1
		}
		i += skip + 1
		for i < len(data) && data[i] == 0xff {
			i++ // fill
		}
		if i >= len(data) {
			return 0, -1
		}
		marker = data[i]
		i++
		if marker != 0 && (marker < 0xd0 || marker > 0xd7) {
			return marker, i
		}
	}
}
