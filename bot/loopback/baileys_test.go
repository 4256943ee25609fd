package loopback_test

import (
	"bufio"
	"bytes"
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

var baileys = flag.Bool("baileys", false, "also talk to the npm package baileys (needs node, npm and a registry)")

// other is a Baileys client in a process of its own, see testdata/baileys/client.js.
type other struct {
	t     *testing.T
	in    io.Writer
	lines chan otherEvent
}

type otherEvent struct {
	Event, Text, From, ID string
	Image                 []byte
	FromMe                bool
}

// startOther installs Baileys in a folder of its own and runs it against the server.
func startOther(t *testing.T, s *loopback.Server) *other {
	t.Helper()
	dir := t.TempDir()
	must(t, os.CopyFS(dir, os.DirFS("testdata/baileys")))
	install := exec.CommandContext(t.Context(), "npm", "ci")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	remote := s.Remote()
	authority := filepath.Join(dir, "ca.pem")
	must(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: remote.Cert}), 0o600))
	node := exec.CommandContext(t.Context(), "node", "client.js")
	node.Dir = dir
	node.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+authority, "LOOPBACK_ADDR="+remote.Addr,
		"LOOPBACK_ROOT="+base64.StdEncoding.EncodeToString(remote.Root), "LOOPBACK_STATE="+filepath.Join(dir, "state"))
	var errors bytes.Buffer
	node.Stderr = &errors
	in, err := node.StdinPipe()
	must(t, err)
	out, err := node.StdoutPipe()
	must(t, err)
	must(t, node.Start())
	o := &other{t: t, in: in, lines: make(chan otherEvent, 100)}
	go func() {
		defer close(o.lines)
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			var event otherEvent
			if json.Unmarshal(scanner.Bytes(), &event) == nil {
				o.lines <- event
			}
		}
	}()
	t.Cleanup(func() {
		_ = in.Close()
		for range o.lines {
		}
		if err := node.Wait(); err != nil || t.Failed() {
			t.Logf("node: %v\n%s", err, errors.String())
		}
	})
	return o
}

func (o *other) next(holds func(otherEvent) bool) otherEvent {
	o.t.Helper()
	timeout := time.After(60 * time.Second)
	for {
		select {
		case event, ok := <-o.lines:
			if !ok || event.Event == "error" || event.Event == "close" {
				o.t.Fatalf("baileys: %+v", event)
			}
			if holds(event) {
				return event
			}
		case <-timeout:
			o.t.Fatal("baileys says nothing more")
		}
	}
}

func (o *other) event(name string) otherEvent {
	o.t.Helper()
	return o.next(func(e otherEvent) bool { return e.Event == name })
}

func (o *other) send(command map[string]string) {
	o.t.Helper()
	line, err := json.Marshal(command)
	must(o.t, err)
	_, err = fmt.Fprintf(o.in, "%s\n", line)
	must(o.t, err)
	o.event("sent")
}

func TestBaileysIsServedLikeAnyClient(t *testing.T) {
	t.Parallel()
	if !*baileys {
		t.Skip("without -baileys: the npm package baileys is not tried")
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the npm package baileys is not tried", tool)
		}
	}
	for name, addressing := range map[string]loopback.Addressing{"mirror": loopback.Mirror, "lid": loopback.LID, "number": loopback.Number} {
		t.Run(name, func(t *testing.T) {
			s := loopback.Start(t, loopback.Options{Addressing: addressing})
			bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
			ana := startOther(t, s)
			must(t, s.Pair(ana.event("qr").Text, applicant))
			ana.event("open")

			file := filepath.Join(t.TempDir(), "proof.png")
			must(t, os.WriteFile(file, picture(7), 0o600))
			ana.send(map[string]string{"to": desk + "@s.whatsapp.net", "text": "halo dari baileys"})
			bot.Expect(t.Context(), loopback.Says("halo dari baileys"))
			ana.send(map[string]string{"to": desk + "@s.whatsapp.net", "text": "bukti", "image": file})
			got := bot.Expect(t.Context(), loopback.Says("bukti"))
			if !bytes.Equal(bot.Download(got), picture(7)) {
				t.Error("another image arrived")
			}
			bot.Say("diterima")
			ana.next(func(e otherEvent) bool { return e.Event == "message" && e.Text == "diterima" && !e.FromMe })
			bot.SendImage(picture(9), "balasan")
			if got := ana.next(func(e otherEvent) bool { return e.Text == "balasan" }); !bytes.Equal(got.Image, picture(9)) {
				t.Error("another image came back")
			}
			must(t, s.WaitIdle(soon(t), applicant))
		})
	}
}
