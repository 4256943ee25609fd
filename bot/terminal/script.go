package terminal

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

var errInterrupted = errors.New("interrupted")

// Script reads one JSON value a line and lets each happen; what the bot sends,
// errors, and a "done" for every input are written to out. It returns an error
// where the store fails, and where the context ends before the input: what has
// begun by then is brought to its end.
func (c *Chat) Script(ctx context.Context, in io.Reader, out io.Writer) error {
	lines := scan(ctx, in)
	work := context.WithoutCancel(ctx)
	for done := 1; ; {
		var s scanned
		select {
		case <-ctx.Done():
			return errInterrupted
		case s = <-lines:
		}
		if s.err != nil && !errors.Is(s.err, io.EOF) {
			return s.err
		}
		if len(bytes.TrimSpace(s.text)) > 0 || s.long {
			err := c.one(work, s, out)
			if err := errors.Join(err, line(out, map[string]int{"done": done})); err != nil {
				return err
			}
			done++
		}
		if s.err != nil {
			return c.finish(work)
		}
	}
}

// one is one line that is not blank.
func (c *Chat) one(ctx context.Context, s scanned, out io.Writer) error {
	complain := func(err error) error {
		return line(out, map[string]string{"error": fmt.Sprintf("line %d: %v", s.number, err)})
	}
	in, err := input{}, fmt.Errorf("line too long: at most %d bytes", maxLine)
	if !s.long {
		in, err = parse(s.text)
	}
	if err == nil && tooLate(c.Clock.Now().Add(in.wait)) {
		err = fmt.Errorf("bad time: wait %v passes the year 9998", in.wait)
	}
	if err == nil {
		err = c.take(ctx, in)
	} else { // it counts, and does nothing
		c.inputs++
		if failed := c.save(); failed == nil {
			return complain(err)
		} else {
			err = failed
		}
	}
	if err != nil {
		return errors.Join(err, complain(errors.New("the store failed, see standard error")))
	}
	return nil
}

// scanned is a line of the input, without its end.
type scanned struct {
	text   []byte
	long   bool // longer than allowed: there is no text
	number int  // as an editor counts
	err    error
}

// scan reads lines in the background, so that waiting for one can be ended.
// The last one has an error, mostly io.EOF.
func scan(ctx context.Context, in io.Reader) <-chan scanned {
	lines := make(chan scanned)
	go func() {
		r := bufio.NewReaderSize(in, 64<<10)
		for number := 1; ; number++ {
			s := readLine(r)
			if s.number = number; number == 1 {
				s.text = bytes.TrimPrefix(s.text, []byte("\xef\xbb\xbf"))
			}
			select {
			case lines <- s:
			case <-ctx.Done():
				return
			}
			if s.err != nil {
				return
			}
		}
	}()
	return lines
}

// readLine reads a line. Of one longer than allowed it reads past the rest.
func readLine(r *bufio.Reader) (s scanned) {
	for {
		part, err := r.ReadSlice('\n')
		if len(s.text)+len(part) > maxLine+len("\r\n") {
			s.long, s.text = true, nil
		} else if !s.long {
			s.text = append(s.text, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		s.text = bytes.TrimSuffix(bytes.TrimSuffix(s.text, []byte("\n")), []byte("\r"))
		if len(s.text) > maxLine {
			s.long, s.text = true, nil
		}
		s.err = err
		return s
	}
}
