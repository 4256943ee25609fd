package proof

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Files with a byte or a stretch changed, at random: of a PNG not one is taken,
// since every part of it is under a checksum; of the others some show it and
// some do not, and nothing worse happens.
func TestSpoiltFiles(t *testing.T) {
	t.Parallel()
	each := 60
	if testing.Short() {
		each = 10
	}
	r := rand.New(rand.NewPCG(1, 1))
	files := map[string][]byte{
		"png": asPNG(t, stripes(64, 48)), "jpeg": asJPEG(t, stripes(64, 48)),
		"progressive jpeg": bareJPEG(400, 300, 0xc2, 3), "lossless webp": losslessWebP(64, 48, false), "lossy webp": riff(riffChunk("VP8 ", lossyVP8(64, 48))),
		"heic": heic("heic\x00\x00\x00\x00mif1heic"),
	}
	count, refused := 0, 0
	for name, whole := range files {
		if !Check(whole, "", true).OK {
			t.Fatalf("%s is refused as it is", name)
		}
		for range each {
			spoilt := slices.Clone(whole)
			at := r.IntN(len(spoilt))
			stretch := spoilt[at:min(len(spoilt), at+1+r.IntN(1+r.IntN(40)))]
			for i := range stretch {
				stretch[i] ^= byte(1 + r.IntN(255))
			}
			v := Check(spoilt, "", true)
			if count++; !v.OK {
				refused++
			}
			if v.OK != (v.Reason == "") || v.OK && name == "png" {
				t.Errorf("%s, spoilt at %d of %d: taken %t, reason %q", name, at, len(whole), v.OK, v.Reason)
			}
		}
	}
	t.Logf("%d spoilt files, %d refused", count, refused)
}
