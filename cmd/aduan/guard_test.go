package main

// Nothing that these tests start may leave the machine. Three layers, each
// blind where another sees:
//
//   - every dialler that is Go's default, and every look-up of a name, fails
//     here and fails the run: see guardNetwork;
//   - where the product's sources may dial or listen at all is counted, line by
//     line: TestWhereTheSourcesDial;
//   - the kernel counts what finds no way out, in a network that has none:
//     TestNothingLeavesTheMachine (Linux).

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
)

// outward is what somebody wanted to dial.
var outward struct {
	sync.Mutex
	to []string
}

func refuseOutward(what string) error {
	outward.Lock()
	defer outward.Unlock()
	outward.to = append(outward.to, what)
	return fmt.Errorf("a test may not dial %s", what)
}

// guardNetwork takes the network away from whoever was not given a dialler:
// net/http's transport, all that is cloned from it, and names of hosts.
func guardNetwork() {
	t := http.DefaultTransport.(*http.Transport)
	t.Proxy = nil
	t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if host, _, err := net.SplitHostPort(addr); err != nil || host != "127.0.0.1" {
			return nil, refuseOutward(addr)
		}
		var d net.Dialer
		return d.DialContext(ctx, network, addr)
	}
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(_ context.Context, _, addr string) (net.Conn, error) {
		return nil, refuseOutward("a name server at " + addr)
	}}
}

// aloneAfter is what a run in a network of its own ends with.
var aloneAfter func()

// guarded fails a run in which somebody wanted out.
type guarded struct{ m *testing.M }

func (g guarded) Run() int {
	code := g.m.Run()
	if aloneAfter != nil {
		aloneAfter()
	}
	outward.Lock()
	defer outward.Unlock()
	if len(outward.to) > 0 {
		fmt.Fprintf(os.Stderr, "FAIL: dialled outside of this machine: %s\n", strings.Join(slices.Compact(outward.to), ", "))
		return 1
	}
	return code
}

const controlEnv = "ADUAN_TEST_WAY_OUT"

// The guard is worth something: the same wiring without a dialler of its own
// fails the run, and so do a version fetch and a name.
func TestGuardCatchesADeskWithoutADialler(t *testing.T) {
	t.Parallel()
	for way, want := range map[string]string{
		"desk":    "outside of this machine: web.whatsapp.com:443",
		"version": "outside of this machine: web.whatsapp.com:443",
		"name":    "outside of this machine: a name server at",
		"none":    "",
	} {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestWayOut$")
		cmd.Env = append(os.Environ(), controlEnv+"="+way)
		out, err := cmd.CombinedOutput()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) != (want != "") || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v, want %q in:\n%s", way, err, want, out)
		}
	}
}

// TestWayOut looks for a way out, and is run by the test above only.
func TestWayOut(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	switch os.Getenv(controlEnv) {
	case "desk":
		s := loopback.Start(t, loopback.Options{})
		d := unpaired(t, s, func(o *wireOptions) { o.Dial = nil })
		if err := d.line.Pair(ctx, scanned(t, s)); err == nil {
			t.Error("paired with nobody")
		}
	case "version":
		if _, err := whatsapp.LatestVersion(ctx); err == nil {
			t.Error("a version from nowhere")
		}
	case "name":
		if c, err := net.Dial("tcp", "whatsapp.example:443"); err == nil {
			c.Close()
		}
	}
}

// Where the sources name something that dials or listens. A line that is new
// here wants an answer: can a test lead it to 127.0.0.1?
func TestWhereTheSourcesDial(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"bot/demo/demo.go":        {"net.Listen"},                                             // the page, on 127.0.0.1
		"bot/loopback/reach.go":   {"http.Client", "http.Transport", "net.Dialer"},            // WhatsApp's names only, to the server's address
		"bot/loopback/server.go":  {"http.Client", "net.Listen"},                              // on 127.0.0.1
		"bot/whatsapp/client.go":  {"http.Client"},                                            // through Options.transport
		"bot/whatsapp/dial.go":    {"http.Client", "http.DefaultTransport", "http.Transport"}, // Options.transport: Dial, where it is given
		"bot/whatsapp/version.go": {"http.Client", "http.DefaultTransport", "http.Transport"}, // LatestVersion, which only "run" is given
	}
	risky := map[string][]string{
		"net":       {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialUnix", "DialIP", "Dialer", "Listen", "ListenTCP", "ListenUDP", "ListenPacket", "ListenConfig", "Resolver"},
		"http":      {"Get", "Post", "PostForm", "Head", "DefaultClient", "DefaultTransport", "Client", "Transport", "ListenAndServe", "ListenAndServeTLS"},
		"tls":       {"Dial", "DialWithDialer", "Dialer", "Listen"},
		"websocket": {"Dial"},
		"smtp":      {"Dial", "SendMail"},
	}
	got := map[string][]string{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (e.Name() == "testdata" || strings.HasPrefix(e.Name(), ".") && e.Name() != ".."):
			return filepath.SkipDir
		case e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := s.X.(*ast.Ident); ok && slices.Contains(risky[pkg.Name], s.Sel.Name) {
					if what := pkg.Name + "." + s.Sel.Name; !slices.Contains(got[name], what) {
						got[name] = append(got[name], what)
					}
				}
			}
			return true
		})
		slices.Sort(got[name])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-expected +found:\n%s", d)
	}
}
