package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// The picture in the README is demo.png of these:
//
//	go test ./cmd/aduan -run ComplaintInTheBrowser -screens DIR && cp DIR/demo.png docs/
//
// An emoji font has to be there (Debian: fonts-noto-color-emoji).
var screens = flag.String("screens", "", "save pictures of the demo in this directory, which is there")

// A browser is a real one, without a window, on the page of a real demo.
type browser struct {
	t    *testing.T
	ctx  context.Context
	lost atomic.Bool // the demo has ended, and the page may complain
}

func openBrowserAt(t *testing.T, url string) *browser {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("SKIPPED: the demo was not tried in a browser, for there is no Chromium (Debian: apt-get install chromium)")
	}
	profile := t.TempDir()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(profile),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1440, 900), chromedp.Flag("lang", "en-US"), chromedp.Flag("disable-quic", true),
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err == nil && !b.lost.Load() && (m.IsException() || m.Type == "error" || m.Type == "warning") {
				t.Errorf("the page: %s %s", m.Text, m.URL)
			}
		}
	}()
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(b.text("body"))
		}
	})
	b.do(chromedp.Navigate(url), chromedp.WaitVisible(".side[data-side=applicant] .empty"))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("browser: %v", err)
	}
}

func (b *browser) text(selector string) string {
	text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector)))
	return text
}

// until waits for an expression to hold in the page.
func (b *browser) until(expression string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[chromedp.Void]("!!("+expression+")", chromedp.WithPollingTimeout(patience))); err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
}

const (
	applicantSide = ".side[data-side=applicant] "
	staffSide     = ".side[data-side=staff] "
)

// says waits until the other side has said something in the last message.
func (b *browser) says(side, part string) {
	b.t.Helper()
	b.until(fmt.Sprintf("[...document.querySelectorAll(%q)].at(-1)?.innerText.includes(%q)", side+"article.theirs", part))
}

// ask writes and waits for the answer.
func (b *browser) ask(side, words, part string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(side+"textarea", words), chromedp.Click(side+".send"))
	b.says(side, part)
}

// drop lets files fall on a phone, as a person does with the mouse.
func (b *browser) drop(side string, paths ...string) {
	b.t.Helper()
	at, err := chromedp.Run(b.ctx, chromedp.Evaluate[struct{ X, Y float64 }](fmt.Sprintf(
		"(r => ({X: r.x + r.width / 2, Y: r.y + r.height / 2}))(document.querySelector(%q).getBoundingClientRect())", side+".log")))
	if err != nil {
		b.t.Fatal(err)
	}
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: paths, DragOperationsMask: 1}
	for _, step := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		_, err := chromedp.Call(b.ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: step, X: at.X, Y: at.Y, Data: data})
		if err != nil {
			b.t.Fatalf("%s: %v", step, err)
		}
	}
}

// shown makes the window so wide and high, and the page light or dark.
func (b *browser) shown(width, height int64, scheme string) {
	b.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(width, height))
	b.until(fmt.Sprintf("innerWidth === %d && matchMedia('(prefers-color-scheme: %s)').matches", width, scheme))
	b.still()
}

// still waits until nothing moves but what always does, and no passing word is shown.
func (b *browser) still() {
	b.t.Helper()
	b.until(`!document.querySelector("#toast.shown") &&
		document.getAnimations().every(a => a.playState !== "running" || a.effect.getComputedTiming().iterations === Infinity)`)
}

// look saves what the page looks like, if somebody wants to see it.
func (b *browser) look(name string, width, height int64, scheme string) {
	b.t.Helper()
	if *screens == "" {
		return
	}
	b.shown(width, height, scheme)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 2, 2))
	b.still()
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screens, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.shown(1440, 900, "light")
}
