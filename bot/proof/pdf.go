package proof

import "bytes"

// A PDF is known by its head and its tail and is never read further: what is
// inside is for the eyes of staff, in a viewer that knows how to distrust it.

// pdfTail is how far from the end "startxref" and "%%EOF" may stand.
const pdfTail = 2048

// pdfWhole reports whether data has the head, the tail and at least one object
// of a PDF.
func pdfWhole(data []byte) bool {
	tail := bytes.TrimRight(data, "\x00\t\n\f\r ") // some programs fill up the last block
	tail = tail[max(0, len(tail)-pdfTail):]
	xref := bytes.LastIndex(tail, []byte("startxref"))
	if xref < 0 || !bytes.Contains(tail[xref:], []byte("%%EOF")) {
		return false
	}
	return bytes.Contains(data, []byte(" obj")) || bytes.Contains(data, []byte("/Type"))
}

// pdfLocked reports whether data is an encrypted PDF, or says the word: the
// mark is only a hint.
func pdfLocked(data []byte) bool {
	return bytes.Contains(data, []byte("/Encrypt"))
}
