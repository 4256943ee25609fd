package proof

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"runtime"
	"sync"

	"golang.org/x/image/webp"
)

const (
	// collectAbove is the cost from which a picture is collected at once.
	collectAbove = 32 << 20
	// flat is how far the samples of one colour may lie apart, of 255: JPEG
	// does not keep a colour exactly.
	flat = 6
)

// opening is held while a picture is in memory: one in the process.
var opening sync.Mutex

// open decodes a picture whole and looks whether anything is on it.
func open(data []byte, kind string, s survey) error {
	opening.Lock()
	defer opening.Unlock()
	err := decode(data, kind, s)
	if s.cost > collectAbove {
		// The picture is garbage now. Left to itself the collector would let
		// the next one stand beside it.
		runtime.GC()
	}
	return err
}

func decode(data []byte, kind string, s survey) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decoder panicked: %v", r)
		}
	}()
	var img image.Image
	r := bytes.NewReader(data)
	switch kind {
	case kindJPEG:
		img, err = jpeg.Decode(r)
	case kindPNG:
		img, err = png.Decode(r)
	case kindWebP:
		img, err = webp.Decode(r)
	}
	if err != nil {
		return err
	}
	if size := img.Bounds().Size(); size.X != s.width || size.Y != s.height {
		return errParts
	}
	if oneColour(img) {
		return refusal(Blank)
	}
	return nil
}

// oneColour reports whether all pixels look the same. What is transparent is
// one colour, whatever lies beneath. It stops at the first pixel that differs,
// on most pictures within a few rows.
func oneColour(img image.Image) bool {
	m, ok := img.(image.RGBA64Image)
	if !ok {
		return false // no decoder makes such a picture
	}
	b := m.Bounds()
	first := m.RGBA64At(b.Min.X, b.Min.Y)
	lo := [4]uint16{first.R, first.G, first.B, first.A}
	hi := lo
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := m.RGBA64At(x, y)
			for i, v := range [4]uint16{c.R, c.G, c.B, c.A} {
				lo[i], hi[i] = min(lo[i], v), max(hi[i], v)
				if hi[i]-lo[i] > flat*0x101 {
					return false
				}
			}
		}
	}
	return true
}
