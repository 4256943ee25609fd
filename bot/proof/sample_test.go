package proof

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"
)

// Makers of files, good and evil. The evil ones are small: what they claim is not.

// stripes is a picture that is not one colour.
func stripes(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{uint8(x/8) * 37, uint8(y/8) * 11, 90, 255})
		}
	}
	return m
}

func plain(w, h int, c color.Color) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, c)
		}
	}
	return m
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func chunk(name string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, name...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func ihdr(w, h uint32, depth, colour, interlace byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, w)
	b = binary.BigEndian.AppendUint32(b, h)
	return chunk("IHDR", append(b, depth, colour, 0, 0, interlace))
}

// rawPNG is a black PNG whose header claims anything and whose unpacked data
// is n zero bytes.
func rawPNG(w, h uint32, depth, colour, interlace byte, n int) []byte {
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	zero := make([]byte, 1<<16)
	for left := n; left > 0; left -= min(left, len(zero)) {
		z.Write(zero[:min(left, len(zero))])
	}
	z.Close()
	return bytes.Join([][]byte{[]byte("\x89PNG\r\n\x1a\n"), ihdr(w, h, depth, colour, interlace),
		chunk("IDAT", packed.Bytes()), chunk("IEND", nil)}, nil)
}

// adam7Size is how many bytes the pixel data of an interlaced PNG has.
func adam7Size(w, h, bits int) (n int) {
	for _, p := range [7][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		pw, ph := (w-p[0]+p[2]-1)/p[2], (h-p[1]+p[3]-1)/p[3]
		if pw > 0 && ph > 0 {
			n += ph * (1 + (pw*bits+7)/8)
		}
	}
	return n
}

func segment(marker byte, body []byte) []byte {
	return append([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

// bareJPEG is a grey JPEG written by hand: sof is 0xc0 (sequential) or 0xc2
// (progressive). Its scans take one bit a block, and the later blocks are
// lighter than the first. more adds scans of a few bytes each.
func bareJPEG(w, h int, sof byte, more int) []byte {
	quant := append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)
	// DC: 0 says "as before", 10 and eight bits a difference. AC: 0 ends the
	// block (sequential) or the longest run of blocks (progressive).
	dc := append([]byte{0x00, 1, 1}, append(make([]byte, 14), 0, 8)...)
	ac := append([]byte{0x10, 1}, append(make([]byte, 15), 0)...)
	if sof == 0xc2 {
		ac[17] = 0xe0
	}
	b := []byte{0xff, 0xd8}
	b = append(b, segment(0xdb, quant)...)
	b = append(b, segment(sof, []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 1, 1, 0x11, 0})...)
	b = append(b, segment(0xc4, dc)...)
	b = append(b, segment(0xc4, ac)...)

	blocks := ((w + 7) / 8) * ((h + 7) / 8)
	perBlock := 1
	last := byte(0)
	if sof != 0xc2 {
		perBlock, last = 2, 63
	}
	bits := make([]byte, (blocks*perBlock+16+7)/8)
	if len(bits) > 100 {
		// 10 10000000 and zeroes, at a byte where a block begins: difference 128.
		bits[100] = 0xa0
	}
	b = append(b, segment(0xda, []byte{1, 1, 0x00, 0, last, 0})...)
	b = append(b, bits...)
	for range more {
		// The coefficients 1 to 63 of all blocks: none, in runs of 16384.
		b = append(b, segment(0xda, []byte{1, 1, 0x00, 1, 63, 0})...)
		run := make([]byte, 0, 64)
		for n := 0; n < blocks; n += 1 << 14 {
			run = append(run, 0, 0) // the code and fourteen more bits, one to spare
		}
		b = append(b, run...)
	}
	return append(b, 0xff, 0xd9)
}

// declaredJPEG is a whole small JPEG whose frame claims w by h.
func declaredJPEG(t testing.TB, w, h int) []byte {
	b := asJPEG(t, stripes(64, 64))
	at := bytes.Index(b, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(b[at+5:], uint16(h))
	binary.BigEndian.PutUint16(b[at+7:], uint16(w))
	return b
}

func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)))
	return append(b, body...)
}

func riffChunk(name string, body []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
	b = append(b, body...)
	if len(body)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

func vp8x(flags byte, w, h int) []byte {
	w, h = w-1, h-1
	return riffChunk("VP8X", []byte{flags, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
}

func vp8lHead(w, h int) []byte {
	return binary.LittleEndian.AppendUint32([]byte{0x2f}, uint32(w-1)|uint32(h-1)<<14)
}

// bitWriter writes as VP8L reads: least significant bit first.
type bitWriter struct {
	b []byte
	n int
}

func (w *bitWriter) put(v uint32, n int) {
	for i := range n {
		if w.n%8 == 0 {
			w.b = append(w.b, 0)
		}
		w.b[w.n/8] |= byte(v>>i&1) << (w.n % 8)
		w.n++
	}
}

// simple writes a Huffman tree of one or two 8-bit symbols.
func (w *bitWriter) simple(symbols ...uint32) {
	w.put(1, 1)
	w.put(uint32(len(symbols)-1), 1)
	w.put(1, 1)
	for _, s := range symbols {
		w.put(s, 8)
	}
}

// losslessWebP is a WebP of vertical stripes, one bit a pixel. indexed packs
// eight pixels into one through a palette, the costliest way to unpack.
func losslessWebP(w, h int, indexed bool) []byte {
	bits := &bitWriter{}
	coded := w
	if indexed {
		bits.put(1, 1)
		bits.put(3, 2)
		bits.put(1, 8) // two colours
		bits.put(0, 1) // no cache
		bits.simple(0, 200)
		for _, symbol := range []uint32{0, 0, 255, 0} {
			bits.simple(symbol)
		}
		bits.put(0, 1) // green of the first colour, then of the second, added to it
		bits.put(1, 1)
		coded = (w + 7) / 8
	}
	bits.put(0, 1) // no more transforms
	bits.put(0, 1) // no cache
	bits.put(0, 1) // one group of trees
	bits.simple(0, 0xaa)
	bits.simple(0)
	bits.simple(0)
	bits.simple(255)
	bits.simple(0)
	for i := range coded * h {
		bits.put(uint32(i/4)&1, 1)
	}
	return riff(riffChunk("VP8L", append(vp8lHead(w, h), bits.b...)))
}

// lossyVP8 is a lossy stream of noise: almost any bits are some picture.
func lossyVP8(w, h int) []byte {
	const first = 4 << 10 // bytes of the first partition
	b := []byte{first << 5 & 0xff, first >> 3 & 0xff, first >> 11, 0x9d, 0x01, 0x2a, byte(w), byte(w >> 8), byte(h), byte(h >> 8)}
	b[0] |= 0x10                     // a key frame, to be shown
	r := rand.New(rand.NewPCG(3, 0)) // this noise says "one partition of coefficients"
	for range first + 100<<10 {
		b = append(b, byte(r.Uint32()))
	}
	return b
}

// lossyWebP is a WebP of noise under an even transparency, 255 being none.
func lossyWebP(w, h int, alpha byte) []byte {
	plane := append([]byte{0}, bytes.Repeat([]byte{alpha}, w*h)...)
	return riff(vp8x(0x10, w, h), riffChunk("ALPH", plane), riffChunk("VP8 ", lossyVP8(w, h)))
}

func box(name string, body ...byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))
	return append(append(b, name...), body...)
}

func heic(brands string) []byte {
	return bytes.Join([][]byte{box("ftyp", []byte(brands)...), box("meta", make([]byte, 40)...), box("mdat", make([]byte, 100)...)}, nil)
}
