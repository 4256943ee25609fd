package proof

import (
	"bytes"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// The kinds that can be a proof, as MIME types.
const (
	kindJPEG = "image/jpeg"
	kindPNG  = "image/png"
	kindWebP = "image/webp"
	kindHEIC = "image/heic"
	kindHEIF = "image/heif"
	kindPDF  = "application/pdf"
)

// pdfLead is how far into a file its "%PDF-" may stand.
const pdfLead = 1024

// kindOf says what data is, by its content alone. A file that is two kinds at
// once is what it begins as: only bytes that are nothing in themselves (a byte
// order mark, a mail header) may stand before "%PDF-".
func kindOf(data []byte) string {
	if brand := heicKind(data); brand != "" {
		return brand
	}
	kind := detect(data)
	if kind != kindPDF {
		return kind
	}
	at := bytes.Index(data[:min(len(data), pdfLead)], []byte("%PDF-"))
	if at > 0 {
		if lead := detect(data[:at]); lead != "text/plain" && lead != "application/octet-stream" {
			return lead
		}
	}
	return kindPDF
}

func detect(data []byte) string {
	kind, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	return canonical(kind)
}

// canonical gives kinds that go by several names one of them.
func canonical(kind string) string {
	switch kind {
	case "image/jpg", "image/pjpeg":
		return kindJPEG
	case "image/apng", "image/x-png", "image/vnd.mozilla.apng":
		return kindPNG
	case "application/x-pdf":
		return kindPDF
	}
	return kind
}

// differs reports whether the sender claimed another kind. No claim, and the
// claim that it is just bytes, differ from nothing.
func differs(claimed, kind string) bool {
	claimed, _, _ = strings.Cut(claimed, ";")
	claimed = canonical(strings.ToLower(strings.TrimSpace(claimed)))
	if claimed == "" || claimed == "application/octet-stream" || claimed == "binary/octet-stream" {
		return false
	}
	if kind == kindHEIC || kind == kindHEIF {
		// One family: phones use the names for each other.
		return !strings.HasPrefix(claimed, kindHEIC) && !strings.HasPrefix(claimed, kindHEIF)
	}
	return claimed != kind
}
