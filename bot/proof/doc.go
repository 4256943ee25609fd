// Package proof decides whether a file that someone sent can serve as a proof
// of payment: bytes in, verdict out.
//
//	bytes -> what is it really -> is it whole -> how much to open it -> open it -> is anything on it
//	         kind.go              jpeg.go png.go webp.go heic.go pdf.go    open.go
//
// A JPEG, PNG or WebP picture is opened and must decode to its last pixel. A
// PDF, a HEIC sent as a document, an animation, and a picture that would cost
// too much to open are kept by their structure and carry a [Mark] for staff.
// Everything else is refused with a [Reason], which the catalogue of sentences
// can say. A proof is never changed, and its orientation never matters here:
// nothing is measured that turning would alter.
//
// # What a hostile file can cost
//
// Pictures are opened one at a time in the whole process, and only when
// opening is reckoned at or below 128 MiB. The reckoning is made from the
// header and the sizes of the parts, before any decoder sees the file: it
// counts pixels as the decoder will hold them, the coefficients of a
// progressive JPEG, the passes of an interlaced PNG, the crumbs of its chunks,
// and the tables of a lossless WebP. All that one Check allocates, garbage included, is below
// 144 MiB, and a big picture is collected before the next one is opened; so
// this package adds at most 144 MiB to the heap, beside the bytes of the files
// themselves. A decoder that panics counts as a broken file.
//
// Start with [Check].
package proof
