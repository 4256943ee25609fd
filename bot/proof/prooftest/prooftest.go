// Package prooftest draws payment receipts that never were, for tests and for
// the demonstration. The same seed gives the same bytes, another seed others.
// Of the product only the demo imports it.
package prooftest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// The size of the pictures of [JPEG] and [PNG], like a screen cut to a receipt.
const width, height = 720, 960

// sheetWidth is the width at which a receipt is drawn, before it is enlarged.
const sheetWidth = 240

type receipt struct {
	bank, reference, date, amount string
	ink                           color.RGBA
	bars                          []int
}

func invent(seed int) receipt {
	r := rand.New(rand.NewPCG(uint64(seed), 0xc0470))
	day := time.Date(2025, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(500*24*60)) * time.Minute)
	rupiah := (1 + r.IntN(40)) * 10_500
	receipt := receipt{
		bank:      []string{"BANK CONTOH", "DOMPET CONTOH", "KIOS CONTOH"}[r.IntN(3)],
		reference: fmt.Sprintf("CONTOH-%04d-%06d", seed%10_000, r.IntN(1_000_000)),
		date:      day.Format("02/01/2006 15:04") + " WIB",
		amount:    fmt.Sprintf("Rp %d.%03d", rupiah/1000, rupiah%1000),
		ink:       color.RGBA{uint8(r.IntN(140)), uint8(r.IntN(140)), uint8(60 + r.IntN(140)), 255},
	}
	for range 40 {
		receipt.bars = append(receipt.bars, 1+r.IntN(4))
	}
	return receipt
}

func (r receipt) lines() []string {
	return []string{
		"CONTOH - BUKAN BUKTI ASLI", "",
		"Pembayaran berhasil", "",
		"Tanggal : " + r.date,
		"No. ref : " + r.reference,
		"Untuk   : E-Meterai",
		"Jumlah  : " + r.amount, "",
		"Simpan bukti ini.",
	}
}

// Receipt draws a receipt of w by h pixels.
func Receipt(seed int, w, h int) image.Image {
	r := invent(seed)
	k := max(1, w/sheetWidth)
	sheet := image.NewRGBA(image.Rect(0, 0, (w+k-1)/k, (h+k-1)/k))
	fill := func(x0, y0, x1, y1 int, c color.Color) {
		draw.Draw(sheet, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	write := func(x, y int, text string, c color.Color) {
		d := font.Drawer{Dst: sheet, Src: image.NewUniform(c), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
		d.DrawString(text)
	}
	right, bottom := sheet.Rect.Max.X, sheet.Rect.Max.Y
	fill(0, 0, right, bottom, color.RGBA{250, 250, 247, 255})
	fill(0, 0, right, 36, r.ink)
	write(10, 23, r.bank, color.White)
	for i, line := range r.lines() {
		y := 62 + 18*i
		if i%2 == 0 {
			fill(0, y-13, right, y+4, color.RGBA{238, 240, 243, 255})
		}
		write(10, y, line, color.Black)
	}
	x := 10
	for i, bar := range r.bars {
		if i%2 == 0 {
			fill(x, bottom-50, x+bar, bottom-14, color.Black)
		}
		x += bar + 1
	}

	// Enlarged without smoothing, so that every decoder must give it back sharp.
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		row := img.Pix[y*img.Stride:][:4*w]
		if y%k != 0 {
			copy(row, img.Pix[(y-1)*img.Stride:])
			continue
		}
		from := sheet.Pix[y/k*sheet.Stride:]
		for x := range w {
			copy(row[4*x:][:4], from[x/k*4:])
		}
	}
	return img
}

// JPEG returns a receipt as a phone would send it.
func JPEG(seed int) []byte {
	return drawn(fmt.Sprint("jpeg ", seed), func(w io.Writer) error {
		return jpeg.Encode(w, Receipt(seed, width, height), &jpeg.Options{Quality: 80})
	})
}

// PNG returns a receipt as a screenshot.
func PNG(seed int) []byte {
	return drawn(fmt.Sprint("png ", seed), func(w io.Writer) error {
		return png.Encode(w, Receipt(seed, width, height))
	})
}

// drawings are the files that were made, by kind and seed: making one takes
// longer than most tests that need it.
var drawings sync.Map

// drawn returns a file, which is the caller's to change.
func drawn(name string, encode func(io.Writer) error) []byte {
	file, _ := drawings.LoadOrStore(name, sync.OnceValue(func() []byte {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			panic(err) // a buffer takes everything
		}
		return b.Bytes()
	}))
	return slices.Clone(file.(func() []byte)())
}

// PDF returns a receipt as a document of one page.
func PDF(seed int) []byte {
	var page strings.Builder
	page.WriteString("BT /F1 14 Tf 50 780 Td 20 TL\n")
	for _, line := range append([]string{invent(seed).bank}, invent(seed).lines()...) {
		fmt.Fprintf(&page, "(%s) Tj T*\n", line)
	}
	page.WriteString("ET")

	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", page.Len(), page.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(objects))
	for i, object := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}
