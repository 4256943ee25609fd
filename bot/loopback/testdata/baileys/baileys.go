// Package baileys runs the npm package of that name, an independent
// implementation of WhatsApp's protocol, as somebody's client on a loopback.
//
// It stands under testdata: it needs Node, npm and a registry, and no build has
// it in it. Tests that import it get the flag -baileys, without which they are
// skipped.
package baileys

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"aduan/bot/loopback"
)

var wanted = flag.Bool("baileys", false, "also talk to the npm package baileys (needs node, npm and a registry)")

//go:embed client.js package.json package-lock.json .npmrc
var program embed.FS

// Client is a Baileys client in a process of its own, see client.js.
type Client struct {
	t      *testing.T
	in     io.Writer
	events chan Event
	kept   []Event // came while something was being sent
}

// Event is what a client reports: qr, open, close, sent, message, error.
type Event struct {
	Event, Text, From, ID string
	Image                 []byte
	FromMe                bool
}

// Need skips the test where Baileys is not asked for or cannot be had.
func Need(t *testing.T) {
	t.Helper()
	if !*wanted {
		t.Skip("without -baileys: the npm package baileys is not tried")
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the npm package baileys is not tried", tool)
		}
	}
}

// Start installs Baileys in a folder of its own and runs it against the server.
// The client shows a QR code: see Event.
func Start(t *testing.T, s *loopback.Server) *Client {
	t.Helper()
	must := func(err error) {
		if t.Helper(); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	must(os.CopyFS(dir, program))
	install := exec.CommandContext(t.Context(), "npm", "ci")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	remote := s.Remote()
	authority := filepath.Join(dir, "ca.pem")
	must(os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: remote.Cert}), 0o600))
	node := exec.Command("node", "client.js")
	node.Dir = dir
	node.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+authority, "LOOPBACK_ADDR="+remote.Addr,
		"LOOPBACK_ROOT="+base64.StdEncoding.EncodeToString(remote.Root), "LOOPBACK_STATE="+filepath.Join(dir, "state"))
	var errors bytes.Buffer
	node.Stderr = &errors
	in, err := node.StdinPipe()
	must(err)
	out, err := node.StdoutPipe()
	must(err)
	must(node.Start())
	c := &Client{t: t, in: in, events: make(chan Event, 100)}
	go func() {
		defer close(c.events)
		lines := bufio.NewReader(out) // an image is a long line
		for {
			line, err := lines.ReadBytes('\n')
			var e Event
			if json.Unmarshal(line, &e) == nil {
				c.events <- e
			}
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = in.Close() // it leaves by itself
		late := time.AfterFunc(10*time.Second, func() { _ = node.Process.Kill() })
		defer late.Stop()
		for range c.events {
		}
		if err := node.Wait(); err != nil || t.Failed() {
			t.Logf("node: %v\n%s", err, errors.String())
		}
	})
	return c
}

// Next is the next event that holds; those before it are gone.
func (c *Client) Next(holds func(Event) bool) Event {
	c.t.Helper()
	for len(c.kept) > 0 {
		e := c.kept[0]
		if c.kept = c.kept[1:]; holds(e) {
			return e
		}
	}
	return c.await(holds)
}

func (c *Client) await(holds func(Event) bool) Event {
	c.t.Helper()
	timeout := time.After(time.Minute)
	for {
		select {
		case e, ok := <-c.events:
			if !ok || e.Event == "error" || e.Event == "close" {
				c.t.Fatalf("baileys: %+v", e)
			}
			if holds(e) {
				return e
			}
		case <-timeout:
			c.t.Fatal("baileys says nothing more")
		}
	}
}

// Event is the next event of a name.
func (c *Client) Event(name string) Event {
	c.t.Helper()
	return c.Next(func(e Event) bool { return e.Event == name })
}

// Say sends a text to a number and returns when the server has it.
func (c *Client) Say(number, text string) { c.send(number, text, "") }

// SendImage sends the picture in a file, with a caption.
func (c *Client) SendImage(number, file, caption string) { c.send(number, caption, file) }

func (c *Client) send(number, text, image string) {
	c.t.Helper()
	line, err := json.Marshal(map[string]string{"to": number + "@s.whatsapp.net", "text": text, "image": image})
	if err == nil {
		_, err = fmt.Fprintf(c.in, "%s\n", line)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	var early []Event // an answer may be here before the server's word for what it answers
	c.await(func(e Event) bool {
		if e.Event != "sent" {
			early = append(early, e)
		}
		return e.Event == "sent"
	})
	c.kept = append(c.kept, early...)
}
