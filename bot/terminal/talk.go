package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"aduan/bot"
	"aduan/store"
)

const talkHelp = `Type as an applicant would. Commands begin with a stroke:
  /file PATH [CAPTION]   send a photo or document
  /quote ID TEXT         answer a message; ids stand in [brackets]
  /edit ID TEXT          change the words of one of your messages
  /delete ID             delete one of your messages
  /react ID EMOJI        react to a message
  /voice, /sticker ...   send a shape that cannot answer
  /as NUMBER             go on as another person (+62812... or lid:123)
  /wait 25h              let time pass
  /help, /quit`

// Talk lets a person type. On a terminal, answers that come while one types
// are put above the line being typed.
func (c *Chat) Talk(ctx context.Context, in io.Reader, out io.Writer, as store.Address, show func(func(Outgoing) error)) error {
	lines := make(chan string)
	ended := make(chan error, 1)
	read, write, restore := reader(in, out)
	defer restore()
	show(func(o Outgoing) error {
		_, err := fmt.Fprintf(write, "\n→ %s [%s] %s\n%s\n\n", o.To, o.ID, clockTime(o.At), indent(o.Words(), columns(in)))
		return err
	})
	fmt.Fprintf(write, "You are %s. Type a message, or /help.\n", as)
	if err := c.Resume(ctx); err != nil {
		return err
	}
	go func() {
		for {
			s, err := read()
			if err != nil {
				ended <- err
				return
			}
			select {
			case lines <- s:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		due := time.NewTimer(c.untilDue(ctx))
		select {
		case <-ctx.Done():
			due.Stop()
			return nil
		case err := <-ended:
			due.Stop()
			if errors.Is(err, io.EOF) {
				return c.finish(ctx)
			}
			return err
		case <-due.C:
			if err := c.Bot.Settle(ctx); err != nil {
				return err
			}
		case s := <-lines:
			due.Stop()
			quit, err := c.typed(ctx, s, &as, write)
			if quit || err != nil {
				return err
			}
		}
	}
}

// untilDue is how long nothing will happen by itself.
func (c *Chat) untilDue(ctx context.Context) time.Duration {
	const idle = time.Minute
	at, ok, err := c.Bot.NextDue(ctx)
	if err != nil || !ok {
		return idle
	}
	return min(max(at.Sub(c.Clock.Now()), 0), idle)
}

// typed is one line that a person typed.
func (c *Chat) typed(ctx context.Context, s string, as *store.Address, out io.Writer) (quit bool, err error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return false, nil
	}
	in, said := input{}, ""
	word, rest := s, ""
	if strings.HasPrefix(s, "/") {
		word, rest, _ = strings.Cut(s, " ")
		rest = strings.TrimSpace(rest)
	}
	one, more, _ := strings.Cut(rest, " ")
	m := message{in: bot.Inbound{From: *as, Kind: bot.KindText, Text: s}}
	switch {
	case !strings.HasPrefix(s, "/"):
	case word == "/quit" || word == "/exit":
		return true, nil
	case word == "/help":
		said = talkHelp
	case word == "/as" && IsAddress(one):
		*as = store.Address(one)
		said = "You are " + one + "."
	case word == "/as":
		said = "Write /as and an address: +62812... or lid:123"
	case word == "/wait":
		if in.wait, err = time.ParseDuration(one); err != nil || in.wait <= 0 {
			in.wait, said = 0, "Write /wait and a duration, such as 25h or 10m"
		}
	case word == "/file" && rest == "":
		said = "Write /file and a path; a path with blanks goes in quotes"
	case word == "/file":
		path, caption := quoted(rest)
		if err := m.attach(fields{caption: caption}, []string{path}); err != nil {
			said = err.Error()
		}
	case word == "/quote" && more != "":
		m.in.Quote, m.in.Text = one, more
	case word == "/edit" && more != "":
		m.in.Kind, m.in.Of, m.in.Text = bot.KindEdit, one, more
	case word == "/delete" && one != "":
		m.in.Kind, m.in.Of, m.in.Text = bot.KindRevoke, one, ""
	case word == "/react" && more != "":
		m.in.Kind, m.in.Of, m.in.Text = bot.KindReaction, one, more
	case word == "/quote" || word == "/edit" || word == "/react":
		said = "Write " + word + ", the id of a message (it stands in [brackets]), and then the words"
	case word == "/delete":
		said = "Write /delete and the id of one of your messages"
	case isShape(word[1:]):
		m.in.Kind, m.in.Text = bot.Kind(word[1:]), ""
	default:
		said = "That is no command, or something is missing. /help lists them."
	}
	if said != "" {
		fmt.Fprintln(out, said)
		return false, nil
	}
	if in.wait == 0 {
		in.messages = []message{m}
		fmt.Fprintf(out, "  [m%d]\n", c.inputs+1)
	}
	return false, c.take(ctx, in)
}

func isShape(word string) bool {
	for _, k := range bot.Shapes {
		if string(k) == word {
			return true
		}
	}
	return false
}

// reader reads lines: with a prompt and editing on a terminal, plainly from a
// pipe.
func reader(in io.Reader, out io.Writer) (read func() (string, error), write io.Writer, restore func()) {
	f, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		r := bufio.NewReader(in)
		return func() (string, error) {
			s, err := r.ReadString('\n')
			if s != "" {
				err = nil
			}
			return s, err
		}, out, func() {}
	}
	old, err := term.MakeRaw(int(f.Fd()))
	if err != nil {
		r := bufio.NewReader(in)
		return func() (string, error) { return r.ReadString('\n') }, out, func() {}
	}
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, "› ")
	if wide, high, err := term.GetSize(int(f.Fd())); err == nil {
		_ = t.SetSize(wide, high)
	}
	return t.ReadLine, t, func() { term.Restore(int(f.Fd()), old) }
}

func clockTime(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.Format("2 Jan 15:04")
}

// columns is how wide the terminal is now, 0 where it is none.
func columns(in io.Reader) int {
	f, ok := in.(*os.File)
	if !ok {
		return 0
	}
	wide, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return wide
}

// indent sets a message off and breaks its lines between words; with 0 columns
// they stay whole.
func indent(s string, columns int) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteByte(' ')
		room := columns - 1
		for word := range strings.SplitSeq(line, " ") {
			n := utf8.RuneCountInString(word) + 1
			if columns > 0 && n > room && room < columns-1 {
				b.WriteString("\n ")
				room = columns - 1
			}
			b.WriteString(" " + word)
			room -= n
		}
	}
	return b.String()
}

// quoted takes a path, which may stand in quotes, off the front of a line.
func quoted(s string) (path, rest string) {
	if q := s[0]; q == '"' || q == '\'' {
		if end := strings.IndexByte(s[1:], q); end >= 0 {
			return s[1 : end+1], strings.TrimSpace(s[end+2:])
		}
	}
	path, rest, _ = strings.Cut(s, " ")
	return path, strings.TrimSpace(rest)
}
