package bot_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"path/filepath"
	"strings"
	"sync"

	"aduan/bot/proof/prooftest"
)

var drawings sync.Map // name -> func() ([]byte, error)

// drawn makes the file that a name asks for: receipt-7.jpg, .png or .pdf, and
// those that are no proof.
func drawn(name string) ([]byte, error) {
	f, _ := drawings.LoadOrStore(name, sync.OnceValues(func() ([]byte, error) { return draw(name) }))
	return f.(func() ([]byte, error))()
}

func draw(name string) ([]byte, error) {
	switch name {
	case "empty.jpg":
		return []byte{}, nil
	case "program.jpg": // an .exe with another name
		return append([]byte("MZ\x90\x00\x03\x00\x00\x00"), make([]byte, 4096)...), nil
	case "page.png":
		return []byte("<!DOCTYPE html><html><body>Bukti pembayaran</body></html>"), nil
	case "blank.png":
		return plain(400, 700)
	case "dot.png":
		return plain(1, 1)
	case "broken.jpg":
		b := prooftest.JPEG(90)
		return b[:len(b)/3], nil
	case "bomb.png":
		return bomb(60000, 60000), nil
	case "broken.pdf":
		b := prooftest.PDF(91)
		return b[:len(b)/2], nil
	case "huge.jpg":
		return prooftest.JPEG(92), nil
	case "phone.heic":
		return heic(), nil
	}
	var seed int
	if _, err := fmt.Sscanf(name, "receipt-%d", &seed); err != nil {
		return nil, fmt.Errorf("no file is called %q", name)
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jpg":
		return prooftest.JPEG(seed), nil
	case ".png":
		return prooftest.PNG(seed), nil
	case ".pdf":
		return prooftest.PDF(seed), nil
	}
	return nil, fmt.Errorf("no file is called %q", name)
}

func plain(w, h int) ([]byte, error) {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	var b bytes.Buffer
	err := png.Encode(&b, m)
	return b.Bytes(), err
}

// bomb is a PNG whose header promises far more than it holds.
func bomb(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	head = append(binary.BigEndian.AppendUint32(head, h), 8, 2, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

// heic is the beginning of a photo as an iPhone keeps it.
func heic() []byte {
	box := func(kind string, body ...[]byte) []byte {
		all := bytes.Join(body, nil)
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(all)+8)), kind...), all...)
	}
	ispe := box("ispe", make([]byte, 4), binary.BigEndian.AppendUint32(nil, 3024), binary.BigEndian.AppendUint32(nil, 4032))
	meta := box("meta", make([]byte, 4), box("iprp", box("ipco", ispe)))
	return bytes.Join([][]byte{box("ftyp", []byte("heic\x00\x00\x00\x00mif1heic")), meta, box("mdat", bytes.Repeat([]byte("heic"), 2000))}, nil)
}
