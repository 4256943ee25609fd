package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// axeSource is axe-core, installed with npm beside its package.json the first
// time that it is needed.
var axeSource = sync.OnceValues(func() (string, error) {
	const path = "testdata/axe/node_modules/axe-core/axe.min.js"
	if b, err := os.ReadFile(path); err == nil {
		return string(b), nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	install := exec.CommandContext(ctx, "npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
	install.Dir = "testdata/axe"
	if err := install.Run(); err != nil {
		return "", err
	}
	b, err := os.ReadFile(path)
	return string(b), err
})

func axeCore(t *testing.T) string {
	t.Helper()
	source, err := axeSource()
	if err != nil {
		t.Logf("SKIPPED: axe did not look at the page, for it could not be installed with npm: %v", err)
	}
	return source
}

// accessible has axe look for what would keep people out: in the light, in the dark, and on a narrow screen.
func (b *browser) accessible(when string) {
	b.t.Helper()
	axe := axeCore(b.t)
	if axe == "" {
		return
	}
	b.do(chromedp.Evaluate[chromedp.Void](axe + ";0"))
	for _, look := range []struct {
		width, height int64
		scheme        string
	}{{1440, 900, "dark"}, {360, 740, "light"}, {1440, 900, "light"}} {
		b.shown(look.width, look.height, look.scheme)
		violations, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]struct {
			ID, Impact string
			Nodes      []string
		}](`axe.run().then(found => found.violations.map(v => ({
			ID: v.id, Impact: v.impact, Nodes: v.nodes.map(n => n.html + "\n" + n.failureSummary),
		})))`, chromedp.EvalAwaitPromise))
		if err != nil {
			b.t.Fatalf("axe: %v", err)
		}
		for _, v := range violations {
			b.t.Errorf("%s, %s and %d wide, axe finds %s (%s):\n%s", when, look.scheme, look.width, v.ID, v.Impact, strings.Join(v.Nodes, "\n"))
		}
	}
}
