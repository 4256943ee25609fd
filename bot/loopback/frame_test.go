package loopback

import (
	"bufio"
	"bytes"
	"io"
	"testing"
)

// FuzzFrames: whatever a client sends before it is known, the server reads
// frames of it or ends the connection; it never panics, waits for more than was
// announced, or completes a handshake with somebody who has no keys.
func FuzzFrames(f *testing.F) {
	s, err := New(Options{}) // makes the root key of the process
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(s.Close)
	hello := []byte{'W', 'A', 6, 3}
	f.Add(append(bytes.Clone(hello), 0, 0, 2, 1, 2))
	f.Add(append([]byte("ED\x00\x01\x00\x00\x03abc"), append(hello, 0, 0, 0)...))
	f.Add(append(bytes.Clone(hello), 0xff, 0xff, 0xff))
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	id, err := newNoiseIdentity()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		if len(stream) > 1<<16 {
			return
		}
		r := frameReader{bufio.NewReader(bytes.NewReader(stream))}
		head, err := r.header()
		if err != nil {
			return
		}
		if len(head) != 4 {
			t.Fatalf("the header is %x", head)
		}
		if _, err := id.respond(head, r.next, func([]byte) error { return nil }); err == nil {
			t.Fatal("a handshake without keys is complete")
		}
		if _, err := io.Copy(io.Discard, r.r); err != nil {
			t.Fatal(err)
		}
	})
}
