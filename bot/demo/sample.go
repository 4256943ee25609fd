package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"aduan/bot/proof/prooftest"
)

// samples are proofs that can be sent with one click: some that serve, and some that the desk has to turn down. None
// of them shows a payment that ever was.
var samples = map[string]func() upload{
	"photo":      func() upload { return upload{"bukti-bayar.jpg", prooftest.JPEG(1), true} },
	"second":     func() upload { return upload{"bukti-bayar-2.jpg", prooftest.JPEG(7), true} },
	"screenshot": func() upload { return upload{"tangkapan-layar.png", prooftest.PNG(3), true} },
	"pdf":        func() upload { return upload{"invoice-contoh.pdf", prooftest.PDF(1), false} },
	"blank":      func() upload { return upload{"kosong.png", blank(), true} },
	"broken":     func() upload { return upload{"invoice-rusak.pdf", prooftest.PDF(2)[:200], false} },
}

// blank is the picture of a finger on the lens.
func blank() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 480, 640))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{52, 48, 46, 255}), image.Point{}, draw.Src)
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a buffer takes everything
	return b.Bytes()
}
