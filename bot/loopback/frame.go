package loopback

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"go.mau.fi/whatsmeow/binary/token"
	"go.mau.fi/whatsmeow/socket"
)

// Frames are a 3-byte length and that many bytes. From the client they are a byte stream, whatever the boundaries
// of the websocket's messages; to the client each frame must be exactly one message, because whatsmeow corrupts a
// frame that is split (socket/framesocket.go processData counts the header into the received length).

type frameReader struct{ r *bufio.Reader }

// header reads the four bytes which a client opens with, after the routing information that Baileys may put before
// them. They are returned as received: the handshake covers them.
func (f frameReader) header() ([]byte, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(f.r, head); err != nil {
		return nil, err
	}
	if string(head) == "ED\x00\x01" {
		if _, err := f.next(); err != nil {
			return nil, err
		}
		if _, err := io.ReadFull(f.r, head); err != nil {
			return nil, err
		}
	}
	if head[0] != 'W' || head[1] != 'A' || head[2] != socket.WAMagicValue || head[3] != token.DictVersion {
		return nil, fmt.Errorf("stream opens with % x", head)
	}
	return head, nil
}

func (f frameReader) next() ([]byte, error) {
	var length [socket.FrameLengthSize]byte
	if _, err := io.ReadFull(f.r, length[:]); err != nil {
		return nil, err
	}
	data := make([]byte, int(length[0])<<16|int(length[1])<<8|int(length[2]))
	_, err := io.ReadFull(f.r, data)
	return data, err
}

func frame(data []byte) ([]byte, error) {
	if len(data) >= socket.FrameMaxSize {
		return nil, errors.New("frame too large")
	}
	return append([]byte{byte(len(data) >> 16), byte(len(data) >> 8), byte(len(data))}, data...), nil
}
