package proof

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/proof/prooftest"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	grey16 := image.NewGray16(image.Rect(0, 0, 60, 60))
	grey16.SetGray16(30, 30, color.Gray16{0xffff})
	moving := func(b []byte) []byte { // acTL behind the header makes a PNG move
		return slices.Insert(slices.Clone(b), 33, chunk("acTL", []byte{0, 0, 0, 1, 0, 0, 0, 0})...)
	}
	pdf := prooftest.PDF(1)

	for _, test := range []struct {
		name     string
		data     []byte
		claimed  string
		document bool
		mime     string
		w, h     int
		marks    []Mark
	}{
		{"jpeg", prooftest.JPEG(1), "image/jpeg", false, "image/jpeg", 720, 960, nil},
		{"jpeg by another name", prooftest.JPEG(1), " Image/JPG; q=1", false, "image/jpeg", 720, 960, nil},
		{"jpeg of unknown type", prooftest.JPEG(1), "", true, "image/jpeg", 720, 960, nil},
		{"jpeg as bytes", prooftest.JPEG(1), "application/octet-stream", true, "image/jpeg", 720, 960, nil},
		{"jpeg called png", prooftest.JPEG(1), "image/png", false, "image/jpeg", 720, 960, []Mark{TypeDiffers}},
		{"jpeg called pdf", prooftest.JPEG(1), "application/pdf", true, "image/jpeg", 720, 960, []Mark{TypeDiffers}},
		{"jpeg with a film behind it", append(prooftest.JPEG(1), heic("mp42")...), "", false, "image/jpeg", 720, 960, nil},
		{"grey jpeg", bareJPEG(400, 300, 0xc0, 0), "", false, "image/jpeg", 400, 300, nil},
		{"progressive jpeg", bareJPEG(400, 300, 0xc2, maxScans-1), "", false, "image/jpeg", 400, 300, nil},
		{"png", prooftest.PNG(1), "image/png", false, "image/png", 720, 960, nil},
		{"png of 16 bits", asPNG(t, grey16), "image/png", false, "image/png", 60, 60, nil},
		{"png smallest", asPNG(t, stripes(minSide, minSide)), "", false, "image/png", 32, 32, nil},
		{"png that moves", moving(prooftest.PNG(1)), "image/png", false, "image/png", 720, 960, []Mark{AnimatedUnopened}},
		{"webp", riff(riffChunk("VP8 ", lossyVP8(160, 120))), "image/webp", false, "image/webp", 160, 120, nil},
		{"webp with transparency", lossyWebP(160, 120, 255), "image/webp", false, "image/webp", 160, 120, nil},
		{"webp lossless", losslessWebP(300, 200, false), "image/webp", false, "image/webp", 300, 200, nil},
		{"webp with a palette", losslessWebP(301, 200, true), "image/webp", false, "image/webp", 301, 200, nil},
		{"webp that moves", riff(vp8x(2, 300, 513), riffChunk("ANIM", make([]byte, 6)), riffChunk("ANMF", make([]byte, 40))), "image/webp", false, "image/webp", 300, 513, []Mark{AnimatedUnopened}},
		{"heic", heic("heic\x00\x00\x00\x00mif1heic"), "image/heic", true, "image/heic", 0, 0, []Mark{HEICUnopened}},
		{"heic led by mif1", heic("mif1\x00\x00\x00\x00mif1heic"), "image/heif", true, "image/heic", 0, 0, []Mark{HEICUnopened}},
		{"heif", heic("mif1\x00\x00\x00\x00mif1miaf"), "image/jpeg", true, "image/heif", 0, 0, []Mark{HEICUnopened, TypeDiffers}},
		{"heic of its header alone", append(box("ftyp", []byte("heic\x00\x00\x00\x00mif1")...), box("meta", 1)...), "", true, "image/heic", 0, 0, []Mark{HEICUnopened}},
		{"pdf", pdf, "application/pdf", true, "application/pdf", 0, 0, nil},
		{"pdf behind a byte order mark", append([]byte("\xef\xbb\xbf"), pdf...), "application/pdf", true, "application/pdf", 0, 0, nil},
		{"pdf behind junk", append(bytes.Repeat([]byte{0, 7, 0x90}, 300), pdf...), "", true, "application/pdf", 0, 0, nil},
		{"pdf filled up", append(slices.Clone(pdf), make([]byte, 8000)...), "", true, "application/pdf", 0, 0, nil},
		{"pdf locked", bytes.Replace(pdf, []byte("/Root"), []byte("/Encrypt 9 0 R /Root"), 1), "", true, "application/pdf", 0, 0, []Mark{PDFLocked}},
		{"pdf called jpeg", pdf, "image/jpeg", false, "application/pdf", 0, 0, []Mark{TypeDiffers}},

		// Kept by their structure: too much to open.
		{"png of 26 million pixels", rawPNG(5200, 5000, 8, 0, 0, 10), "", false, "image/png", 5200, 5000, []Mark{TooLargeToOpen}},
		{"png of 200 million pixels", rawPNG(20000, 10000, 8, 2, 0, 10), "", false, "image/png", 20000, 10000, []Mark{TooLargeToOpen}},
		{"png of 16 bits, 24 million pixels", rawPNG(6000, 4000, 16, 6, 0, 10), "", false, "image/png", 6000, 4000, []Mark{TooLargeToOpen}},
		{"jpeg of 30 million pixels", bareJPEG(6000, 5000, 0xc0, 0), "", false, "image/jpeg", 6000, 5000, []Mark{TooLargeToOpen}},
		{"webp of 30 million pixels", riff(riffChunk("VP8L", vp8lHead(6000, 5000))), "", false, "image/webp", 6000, 5000, []Mark{TooLargeToOpen}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want := Verdict{OK: true, MIME: test.mime, SHA256: sha256.Sum256(test.data), Size: len(test.data), Width: test.w, Height: test.h, Marks: test.marks}
			if diff := cmp.Diff(want, Check(test.data, test.claimed, test.document)); diff != "" {
				t.Errorf("verdict (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	white := plain(200, 200, color.White)
	clear := image.NewNRGBA(image.Rect(0, 0, 100, 100)) // colours under full transparency
	for i := range clear.Pix {
		if i%4 != 3 {
			clear.Pix[i] = uint8(i)
		}
	}
	noisy := plain(400, 400, color.RGBA{128, 128, 128, 255})
	for i := range noisy.Pix {
		if i%4 != 3 {
			noisy.Pix[i] += uint8(i * 7 % 3)
		}
	}
	pngFile, jpegFile, pdf := prooftest.PNG(2), prooftest.JPEG(2), prooftest.PDF(2)
	flipped := slices.Clone(pngFile)
	flipped[len(flipped)/2] ^= 0x40
	truncatedBig := bareJPEG(6000, 5000, 0xc0, 0)
	twice := bytes.Replace(jpegFile, []byte{0xff, 0xda}, append(segment(0xc0, []byte{8, 0, 64, 0, 64, 1, 1, 0x11, 0}), 0xff, 0xda), 1)

	// A lossy WebP of nothing but a header that claims seven long partitions.
	lossy := append([]byte{0x10, 0, 0, 0x9d, 0x01, 0x2a, 0, 1, 0, 1}, make([]byte, 20)...)
	overlong := riff(riffChunk("VP8 ", lossy))
	binary.LittleEndian.PutUint32(overlong[4:], 1<<30)
	binary.LittleEndian.PutUint32(overlong[16:], 1<<29)

	count := map[Reason]int{}
	for _, test := range []struct {
		name     string
		data     []byte
		document bool
		want     Reason
	}{
		{"nothing", nil, false, Empty},
		{"one byte too many", make([]byte, MaxSize+1), true, TooBig},
		{"a jpeg, one byte too many", append(slices.Clone(jpegFile), make([]byte, MaxSize+1-len(jpegFile))...), true, TooBig},

		{"zeroes", make([]byte, 5000), true, NotPicture},
		{"exe called jpg", append([]byte("MZ\x90\x00\x03\x00\x00\x00\x04"), make([]byte, 500)...), false, NotPicture},
		{"elf", append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 500)...), true, NotPicture},
		{"html called png", []byte("<!DOCTYPE html><html><body>x</body></html>"), false, NotPicture},
		{"svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"></svg>`), true, NotPicture},
		{"zip", append([]byte("PK\x03\x04\x14\x00"), make([]byte, 200)...), true, NotPicture},
		{"gif", append([]byte("GIF89a\x40\x00\x40\x00\x80\x00\x00"), make([]byte, 200)...), true, NotPicture},
		{"bmp", append([]byte("BM\x00\x10\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), make([]byte, 200)...), true, NotPicture},
		{"tiff", append([]byte("II*\x00\x08\x00\x00\x00"), make([]byte, 200)...), true, NotPicture},
		{"mp4", heic("mp42\x00\x00\x00\x00isommif1heic"), true, NotPicture},
		{"avif", heic("avif\x00\x00\x00\x00mif1miaf"), true, NotPicture},
		{"ogg", append([]byte("OggS\x00\x02"), make([]byte, 200)...), false, NotPicture},
		{"words", []byte("bukti transfer menyusul ya kak"), true, NotPicture},

		{"html that holds a pdf", append([]byte("<html><script>alert(1)</script>"), pdf...), true, NotPicture},
		{"gif that holds a pdf", append([]byte("GIF89a\x40\x00\x40\x00\x80\x00\x00"), pdf...), true, NotPicture},
		{"exe that holds a pdf", append([]byte("MZ\x90\x00\x03\x00\x00\x00"), pdf...), true, NotPicture},
		{"zip that holds a pdf", append([]byte("PK\x03\x04\x14\x00\x00\x00"), pdf...), true, NotPicture},
		{"broken jpeg that holds a pdf", append([]byte("\xff\xd8\xff\xe0\x00\x04AB"), pdf...), true, Broken},

		{"heic as a photo", heic("heic\x00\x00\x00\x00mif1heic"), false, NotPicture},
		{"heic of brands alone", box("ftyp", []byte("heic\x00\x00\x00\x00mif1heic")...), true, Broken},
		{"heic with a box beyond the end", heic("heic\x00\x00\x00\x00mif1heic")[:150], true, Broken},
		{"heic with a box of no size", append(heic("heic\x00\x00\x00\x00mif1heic"), 0, 0, 0, 3, 'f', 'r', 'e', 'e'), true, Broken},
		{"heic with a huge box", append(heic("heic\x00\x00\x00\x00mif1heic"), 0, 0, 0, 1, 'm', 'd', 'a', 't', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), true, Broken},

		{"png of one pixel", asPNG(t, plain(1, 1, color.White)), false, Tiny},
		{"jpeg of one pixel", asJPEG(t, plain(1, 1, color.White)), false, Tiny},
		{"a line", asPNG(t, stripes(2000, 31)), false, Tiny},
		{"white png", asPNG(t, white), false, Blank},
		{"white jpeg", asJPEG(t, white), false, Blank},
		{"green jpeg", asJPEG(t, plain(333, 222, color.RGBA{10, 200, 30, 255})), false, Blank},
		{"nearly grey jpeg", asJPEG(t, noisy), false, Blank},
		{"png of nothing visible", asPNG(t, clear), false, Blank},
		{"webp of nothing visible", lossyWebP(160, 120, 0), false, Blank},
		{"palette png of one colour", asPNG(t, image.NewPaletted(image.Rect(0, 0, 90, 90), color.Palette{color.Black, color.White})), false, Blank},

		{"png with a bit flipped", flipped, false, Broken},
		{"png without pixels", bytes.Join([][]byte{[]byte("\x89PNG\r\n\x1a\n"), ihdr(100, 100, 8, 2, 0), chunk("IEND", nil)}, nil), false, Broken},
		{"png with too few pixels", rawPNG(100, 100, 8, 2, 0, 1000), false, Broken},
		{"jpeg without pixels", []byte("\xff\xd8\xff\xd9"), false, Broken},
		{"jpeg with two frames", twice, false, Broken},
		{"jpeg of too many scans", bareJPEG(400, 300, 0xc2, maxScans), false, Broken},
		{"webp without picture", riff(vp8x(0, 300, 300)), false, Broken},
		{"webp with another size inside", riff(vp8x(0, 300, 300), riffChunk("VP8L", vp8lHead(301, 300))), false, Broken},
		{"webp of a header alone", riff(riffChunk("VP8L", vp8lHead(300, 300))), false, Broken},
		{"webp longer than its file", overlong, false, Broken},
		{"big jpeg cut off", truncatedBig[:len(truncatedBig)-2], false, Broken},
		{"big png cut off", rawPNG(20000, 10000, 8, 2, 0, 10)[:60], false, Broken},

		{"png of 20000x20000", rawPNG(20000, 20000, 8, 6, 0, 10), false, TooManyPixels},
		{"png of 60000x60000", rawPNG(60000, 60000, 8, 6, 0, 10), false, TooManyPixels},
		{"png of 2147483647x2147483647", rawPNG(1<<31-1, 1<<31-1, 8, 0, 0, 10), false, Broken},
		{"jpeg of 65535x65535", declaredJPEG(t, 65535, 65535), false, TooManyPixels},
		{"webp of 16384x16384", riff(riffChunk("VP8L", vp8lHead(16384, 16384))), false, TooManyPixels},
		{"webp with transparency of 16383x16383", riff(vp8x(0x10, 16383, 16383), riffChunk("ALPH", []byte{0}), riffChunk("VP8 ", lossy)), false, Broken},
		{"webp that moves over 16777216x100", riff(vp8x(2, 1<<24, 100), riffChunk("ANMF", make([]byte, 40))), false, TooManyPixels},
		{"png whose pixels never end", rawPNG(100, 100, 8, 2, 0, 100<<20), false, Broken},

		{"pdf without its end", pdf[:len(pdf)-8], true, PDFBroken},
		{"pdf cut in half", pdf[:len(pdf)/2], true, PDFBroken},
		{"pdf of its header alone", []byte("%PDF-1.7\n"), true, PDFBroken},
		{"pdf without objects", []byte("%PDF-1.7\nstartxref\n0\n%%EOF"), true, PDFBroken},
		{"pdf with its end far away", append(slices.Clone(pdf), bytes.Repeat([]byte("x"), 9000)...), true, PDFBroken},
	} {
		count[test.want]++
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := Check(test.data, "image/jpeg", test.document)
			if got.OK || got.Reason != test.want || got.Marks != nil {
				t.Errorf("got ok %v, reason %q, mime %q, marks %q; want reason %q", got.OK, got.Reason, got.MIME, got.Marks, test.want)
			}
			if got.SHA256 != sha256.Sum256(test.data) || got.Size != len(test.data) {
				t.Error("hash or size differ from the file's")
			}
		})
	}
	t.Logf("files that are no proof, by reason: %v", count)
}

// samples returns Go's own test pictures.
func samples(t *testing.T, folder string) []string {
	t.Helper()
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skipf("no toolchain at hand: %v", err)
	}
	root := filepath.Join(strings.TrimSpace(string(goroot)), "src", "image", folder)
	files, _ := filepath.Glob(filepath.Join(root, "*.*"))
	if len(files) == 0 {
		t.Skipf("no test pictures of the toolchain in %s", root)
	}
	return files
}

// Go's test pictures are taken, but for GIFs, and none is once it is cut. (The
// two called truncated are whole: of the JPEG the last scans were left out, so
// that it is coarse, and the PNG shows what it looks like.)
func TestToolchainPictures(t *testing.T) {
	t.Parallel()
	var pictures, cut atomic.Int64
	t.Cleanup(func() { t.Logf("%d pictures of the toolchain, cut %d times", pictures.Load(), cut.Load()) })
	for _, file := range samples(t, "testdata") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			pictures.Add(1)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := Reason("")
			if strings.HasSuffix(file, ".gif") {
				want = NotPicture
			}
			if got := Check(data, "", true); got.Reason != want {
				t.Fatalf("reason %q, want %q", got.Reason, want)
			}
			for _, n := range cuts(len(data)) {
				cut.Add(1)
				if got := Check(data[:n], "", true); got.OK {
					t.Errorf("taken when cut to %d of %d bytes", n, len(data))
				}
			}
		})
	}
}

// cuts are lengths to which a file of n bytes is cut: a few at each end, many between.
func cuts(n int) (lengths []int) {
	ends, between := 40, 50
	if testing.Short() {
		ends, between = 6, 8
	}
	for i := range min(n, ends) {
		lengths = append(lengths, i, n-1-i)
	}
	for i := 1; i < between; i++ {
		lengths = append(lengths, n*i/between)
	}
	return lengths
}

func TestCutFilesAreNeverTaken(t *testing.T) {
	t.Parallel()
	count := 0
	for name, data := range map[string][]byte{
		"jpeg": prooftest.JPEG(3), "png": prooftest.PNG(3), "pdf": bytes.TrimSpace(prooftest.PDF(3)),
		"webp": losslessWebP(200, 200, false), "lossy webp": lossyWebP(160, 120, 255), "progressive": bareJPEG(400, 300, 0xc2, 3),
		"heic": heic("heic\x00\x00\x00\x00mif1heic"), "big png": rawPNG(6000, 5000, 8, 0, 0, 99), "big jpeg": bareJPEG(6000, 5000, 0xc0, 0),
	} {
		for _, n := range cuts(len(data)) {
			if name == "heic" && n == len(data)-108 {
				continue // exactly its last box is missing: whole boxes, which is all we know of HEIC
			}
			count++
			if got := Check(data[:n], "", true); got.OK {
				t.Errorf("%s taken when cut to %d of %d bytes", name, n, len(data))
			}
		}
	}
	t.Logf("%d cut files", count)
}

// The PNG suite: many sorts of pixel, most of them on 32 pixels a side.
func TestEverySortOfPNG(t *testing.T) {
	t.Parallel()
	for _, file := range samples(t, "png/testdata/pngsuite") {
		if !strings.HasSuffix(file, ".png") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := Check(data, "image/png", false); !got.OK && got.Width >= minSide && got.Height >= minSide {
			t.Errorf("%s: %q", filepath.Base(file), got.Reason)
		}
	}
}

// Receipts for other tests: taken, the same for a seed, different between seeds.
func TestReceipts(t *testing.T) {
	t.Parallel()
	for name, receipt := range map[string]func(int) []byte{"jpeg": prooftest.JPEG, "png": prooftest.PNG, "pdf": prooftest.PDF} {
		seen := map[[32]byte]int{}
		for seed := range 3 {
			v := Check(receipt(seed), "", true)
			if !v.OK || len(v.Marks) > 0 {
				t.Errorf("%s %d: reason %q, marks %q", name, seed, v.Reason, v.Marks)
			}
			if other, ok := seen[v.SHA256]; ok {
				t.Errorf("%s: seeds %d and %d make the same file", name, other, seed)
			}
			seen[v.SHA256] = seed
			if v.SHA256 != sha256.Sum256(receipt(seed)) {
				t.Errorf("%s: seed %d makes two files", name, seed)
			}
		}
	}
	if once, again := prooftest.Receipt(1, 500, 700), prooftest.Receipt(1, 500, 700); !cmp.Equal(once, again) {
		t.Error("seed 1 draws two receipts") // a file is drawn once for a seed
	}
}

func TestPanicOfADecoderIsAnError(t *testing.T) {
	t.Parallel()
	if err := decode(nil, "of no decoder: there is no picture to measure", survey{}); err == nil {
		t.Error("no error")
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	data := prooftest.JPEG(4)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := Check(data, "", false); !got.OK {
				t.Errorf("reason %q", got.Reason)
			}
		})
	}
	wg.Wait()
}

func FuzzCheck(f *testing.F) {
	for _, data := range [][]byte{
		asJPEG(f, stripes(64, 48)), asPNG(f, stripes(64, 48)), losslessWebP(64, 48, false), losslessWebP(64, 48, true),
		bareJPEG(100, 90, 0xc2, 2), rawPNG(40, 40, 8, 2, 1, adam7Size(40, 40, 24)), heic("heic\x00\x00\x00\x00mif1heic"),
		riff(vp8x(0x10, 64, 64), riffChunk("ALPH", []byte{1, 2, 3}), riffChunk("VP8 ", []byte{0x10, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 64, 0, 0, 0, 0})),
		lossyWebP(48, 48, 255)[:1<<13],
		riff(vp8x(2, 64, 64), riffChunk("ANMF", make([]byte, 40))), prooftest.PDF(5), []byte("%PDF-"), nil,
	} {
		f.Add(data, "image/jpeg", true)
	}
	accepted := []string{kindJPEG, kindPNG, kindWebP, kindHEIC, kindHEIF, kindPDF}
	f.Fuzz(func(t *testing.T, data []byte, claimed string, document bool) {
		if len(data) > 1<<16 {
			t.Skip("longer finds nothing new")
		}
		v := Check(data, claimed, document)
		if v.OK != (v.Reason == "") {
			t.Errorf("ok %v with reason %q", v.OK, v.Reason)
		}
		if v.OK && !slices.Contains(accepted, v.MIME) {
			t.Errorf("took a %q", v.MIME)
		}
		if v.OK && strings.HasPrefix(v.MIME, "image/") && !slices.Contains(v.Marks, HEICUnopened) && (v.Width < minSide || v.Height < minSide) {
			t.Errorf("took a picture of %dx%d", v.Width, v.Height)
		}
		if !v.OK && v.Marks != nil {
			t.Errorf("refused with marks %q", v.Marks)
		}
		if !document && strings.HasPrefix(v.MIME, "image/hei") && v.OK {
			t.Error("took a HEIC as a photo")
		}
	})
}

func BenchmarkJPEG12MP(b *testing.B) {
	data := asJPEG(b, stripes(4000, 3000))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if v := Check(data, "image/jpeg", false); !v.OK {
			b.Fatal(v.Reason)
		}
	}
}
