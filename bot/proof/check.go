package proof

import (
	"crypto/sha256"
	"errors"
)

// MaxSize is the size of the largest file that is looked into, in bytes.
const MaxSize = 10 << 20

const (
	maxDecodePixels = 25_000_000  // a picture of more is kept by its header
	maxPixels       = 200_000_000 // a picture of more is refused
	maxDecodeBytes  = 128 << 20   // a picture that needs more to open is kept by its header
	minSide         = 32          // pixels; nothing can be read on less
)

// Mark is what staff should know about a proof that was kept.
type Mark string

const (
	// HEICUnopened: a HEIC or HEIF picture. It is a whole file of that kind, nobody looked inside.
	HEICUnopened Mark = "heic_unopened"
	// TooLargeToOpen: the structure is whole and the size sane, the pixels were not looked at.
	TooLargeToOpen Mark = "too_large_to_open"
	// AnimatedUnopened: the picture moves. Its frames were not looked at (of a PNG, the still picture was).
	AnimatedUnopened Mark = "animated_unopened"
	// PDFLocked: the PDF is encrypted and may ask for a password.
	PDFLocked Mark = "pdf_locked"
	// TypeDiffers: the sender's program called it something else. Harmless by itself.
	TypeDiffers Mark = "type_differs"
)

// Reason says why a file was refused: the key of a sentence in the catalogue.
type Reason string

const (
	Empty         Reason = "proof_empty"
	TooBig        Reason = "proof_too_big"
	NotPicture    Reason = "proof_not_picture" // any other kind of file, and HEIC sent as a photo
	Broken        Reason = "proof_broken"      // cut off, damaged, or made to harm
	Blank         Reason = "proof_blank"       // one colour all over
	Tiny          Reason = "proof_tiny"
	TooManyPixels Reason = "proof_too_many_pixels"
	PDFBroken     Reason = "proof_pdf_broken"
)

// Verdict is the answer of [Check]. SHA256 and Size are always set.
type Verdict struct {
	OK     bool
	Reason Reason // "" when OK
	// MIME is what the bytes really are, without parameters: image/jpeg,
	// image/png, image/webp, image/heic, image/heif or application/pdf when
	// OK, anything when not. "" when the file was not looked into.
	MIME          string
	SHA256        [32]byte
	Size          int
	Width, Height int // pixels as stored; 0 for PDF and HEIC
	Marks         []Mark
}

// Check decides whether data can serve as a proof. claimed is the sender's MIME
// type, "" if unknown; document says that it came as a document and not as a
// photo. Check neither keeps nor changes data.
//
// It may be called from several goroutines, but opens one picture at a time:
// a caller may wait for the pictures of others.
func Check(data []byte, claimed string, document bool) Verdict {
	v := Verdict{SHA256: sha256.Sum256(data), Size: len(data)}
	if len(data) == 0 {
		v.Reason = Empty
		return v
	}
	if len(data) > MaxSize {
		v.Reason = TooBig
		return v
	}
	v.MIME = kindOf(data)

	var err error
	switch v.MIME {
	case kindJPEG:
		err = v.picture(data, surveyJPEG)
	case kindPNG:
		err = v.picture(data, surveyPNG)
	case kindWebP:
		err = v.picture(data, surveyWebP)
	case kindHEIC, kindHEIF:
		switch {
		case !document:
			v.Reason = NotPicture
		case !heicWhole(data):
			v.Reason = Broken
		default:
			v.Marks = append(v.Marks, HEICUnopened)
		}
	case kindPDF:
		if !pdfWhole(data) {
			v.Reason = PDFBroken
		} else if pdfLocked(data) {
			v.Marks = append(v.Marks, PDFLocked)
		}
	default:
		v.Reason = NotPicture
	}
	if refused := (refusal)(""); errors.As(err, &refused) {
		v.Reason = Reason(refused)
	} else if err != nil {
		v.Reason = Broken
	}

	if v.Reason != "" {
		v.Marks = nil
		return v
	}
	if differs(claimed, v.MIME) {
		v.Marks = append(v.Marks, TypeDiffers)
	}
	v.OK = true
	return v
}

// refusal is a Reason on its way up.
type refusal Reason

func (r refusal) Error() string { return string(r) }

// survey is what the structure of a picture tells before it is opened.
type survey struct {
	width, height int
	// cost is an upper bound of the bytes that opening allocates, in all.
	cost int64
	// still says that there is a still picture which our decoders can open.
	still    bool
	animated bool
}

// picture surveys a picture, then opens it if that is affordable.
func (v *Verdict) picture(data []byte, look func([]byte) (survey, error)) error {
	s, err := look(data)
	if err != nil {
		return err
	}
	v.Width, v.Height = s.width, s.height
	pixels := int64(s.width) * int64(s.height)
	switch {
	case s.width < minSide || s.height < minSide:
		return refusal(Tiny)
	case pixels > maxPixels:
		return refusal(TooManyPixels)
	}
	if s.animated {
		v.Marks = append(v.Marks, AnimatedUnopened)
	}
	if !s.still {
		return nil
	}
	if pixels > maxDecodePixels || s.cost > maxDecodeBytes {
		v.Marks = append(v.Marks, TooLargeToOpen)
		return nil
	}
	return open(data, v.MIME, s)
}
