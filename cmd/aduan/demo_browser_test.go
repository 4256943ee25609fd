package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"aduan/bot/proof/prooftest"
)

var screens = flag.String("screens", "", "save pictures of the demo in this directory")

// A browser is a real one, without a window, on the page of a real demo.
type browser struct {
	t   *testing.T
	ctx context.Context
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
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1440, 900),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t, ctx}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err == nil && (m.IsException() || m.Type == "error" || m.Type == "warning") {
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

// drop lets a file fall on a phone, as a person does with the mouse.
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
	b.do(chromedp.WaitVisible(side + ".tray li"))
}

// look saves what the page looks like, if somebody wants to see it.
func (b *browser) look(name string, width, height int64, scheme string) {
	b.t.Helper()
	if *screens == "" {
		return
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(width, height), chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 2, 2), chromedp.Sleep(400*time.Millisecond))
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screens, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(1440, 900))
}

func TestComplaintInTheBrowser(t *testing.T) {
	url, _ := startDemo(t)
	b := openBrowserAt(t, url)
	photo := filepath.Join(t.TempDir(), "bukti.jpg")
	if err := os.WriteFile(photo, prooftest.JPEG(1), 0o600); err != nil {
		t.Fatal(err)
	}
	b.accessible("at first")
	b.ask(applicantSide, "min kuota saya belum masuk, sdh bayar 2 keping kmrn", "bukti pembayaran")
	b.until(fmt.Sprintf("document.querySelector(%q)", applicantSide+".mine .ticks.read"))
	b.drop(applicantSide, photo)
	b.look("tray", 1440, 900, "light")
	b.ask(applicantSide, "ini buktinya", "Sudah benar?")
	b.until(fmt.Sprintf("document.querySelector(%q)?.naturalWidth === 720", applicantSide+".picture img"))
	b.accessible("amid a complaint")
	b.ask(staffSide, "halo", "antrean")
	b.like(applicantSide)
	b.says(applicantSide, "sudah tercatat")
	b.says(staffSide, "Ana Lestari") // the card
	b.menu(staffSide)
	b.do(chromedp.KeyEvent("\r"), chromedp.WaitVisible(staffSide+".about"))
	b.ask(staffSide, "Kuotanya sudah kami tambahkan, silakan dicek.", "20 detik")
	b.do(chromedp.Click("[data-by='600']")) // words of staff can be taken back for a moment
	b.says(applicantSide, "sudah kami tambahkan")
	b.do(chromedp.Focus(applicantSide + "textarea"))
	b.look("demo", 1280, 900, "light")
	b.look("light", 1440, 900, "light")
	b.look("dark", 1440, 900, "dark")
	b.look("middle", 1000, 800, "light")
	b.look("narrow", 390, 800, "light")
	b.look("narrow-dark", 390, 800, "dark")
	b.do(chromedp.Click(".person.add"), chromedp.WaitVisible(applicantSide+".empty"), chromedp.Click(applicantSide+".clip"), chromedp.WaitVisible(applicantSide+".drawer"))
	b.do(chromedp.Click("#language"), chromedp.Click("#power"), chromedp.WaitVisible(".state.off"))
	b.do(chromedp.Click(applicantSide + ".clip"))
	b.look("drawer", 1440, 900, "light")
	b.accessible("at the end")
}

// like gives the last answer a 👍, with the keyboard alone.
func (b *browser) like(side string) {
	b.t.Helper()
	b.menu(side)
	b.look("menu", 1440, 900, "dark")
	b.accessible("with a menu open")
	b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent("\r")) // the second thing to do
	b.until(fmt.Sprintf("document.querySelector(%q)", side+".reactions"))
}

// menu opens what can be done with the last message, with the keyboard alone.
func (b *browser) menu(side string) {
	b.t.Helper()
	b.do(
		chromedp.Focus(side+".log"),
		chromedp.KeyEvent(kb.ArrowUp), // the last message
		chromedp.KeyEvent(kb.ContextMenu),
		chromedp.WaitVisible(side+"[role=menuitem]"),
	)
}
