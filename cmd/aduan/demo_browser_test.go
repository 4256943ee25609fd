package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"aduan/bot/proof/prooftest"
)

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
	b.do(chromedp.WaitVisible(applicantSide + ".tray li"))
	b.look("tray", 1440, 900, "light")
	b.ask(applicantSide, "ini buktinya", "Sudah benar?")
	b.until(fmt.Sprintf("document.querySelector(%q)?.naturalWidth === 720", applicantSide+".picture img"))
	b.accessible("amid a complaint")
	b.ask(staffSide, "halo", "antrean")
	b.menu(applicantSide)
	b.look("menu", 1440, 900, "dark")
	b.accessible("with a menu open")
	b.choose("g") // Give a 👍
	b.until(fmt.Sprintf("document.querySelector(%q)", applicantSide+".reactions"))
	b.says(applicantSide, "sudah tercatat")
	b.says(staffSide, "Ana Lestari") // the card
	b.reply(staffSide, "Kuotanya sudah kami tambahkan, silakan dicek.", "20 detik")
	b.do(chromedp.Click("[data-by='600']")) // words of staff can be taken back for a moment
	b.says(applicantSide, "sudah kami tambahkan")
	b.do(chromedp.Focus(applicantSide + "textarea"))
	b.look("demo", 1280, 900, "light")
	b.look("light", 1440, 900, "light")
	b.look("dark", 1440, 900, "dark")
	b.look("middle", 1000, 800, "light")
	b.look("narrow", 360, 740, "light")
	b.look("narrow-dark", 360, 740, "dark")

	number, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](fmt.Sprintf(`document.querySelector(%q).innerText.match(/ADU-\d+-(\w+)/)[1]`, staffSide+".log")))
	if err != nil {
		t.Fatal(err)
	}
	b.ask(staffSide, "selesai "+number, "selesai. Pelapor")
	b.do(chromedp.Click("[data-by='600']"))
	b.says(applicantSide, "Sudah beres?")
	b.ask(applicantSide, "2", "buka lagi")
	b.says(staffSide, "belum beres")

	b.do(chromedp.Click(applicantSide+".add"), chromedp.WaitVisible(applicantSide+".empty"), chromedp.Click(applicantSide+".clip"), chromedp.WaitVisible(applicantSide+".drawer"))
	b.do(chromedp.Click("#language"), chromedp.Click("#power"), chromedp.WaitVisible(".power .state.off"))
	b.do(chromedp.Click(applicantSide + ".clip"))
	b.look("drawer", 1440, 900, "light")
	b.accessible("at the end")
}

// All that can be done with a message is done without a mouse, what came in is told to who cannot see it, and so is
// that the demo has ended.
func TestPageWithoutMouseOrSight(t *testing.T) {
	url, stop := startDemo(t)
	b := openBrowserAt(t, url)
	b.ask(applicantSide, "halo", "kendala")
	b.until(fmt.Sprintf("document.querySelector(%q).innerText.includes('kendala')", applicantSide+".news"))
	b.first(applicantSide)
	b.choose("e") // Edit
	b.do(chromedp.WaitVisible(applicantSide+".about"), chromedp.KeyEvent(" min"), chromedp.KeyEvent(kb.Enter))
	b.until(fmt.Sprintf("document.querySelector(%q).innerText.match(/halo min[^]*edited/)", applicantSide+".mine"))
	b.first(applicantSide)
	b.choose("g")
	b.until(fmt.Sprintf("document.querySelector(%q)", applicantSide+".mine .reactions"))
	b.first(applicantSide)
	b.choose("d") // Delete
	b.until(fmt.Sprintf("document.querySelector(%q)", applicantSide+".mine .gone"))
	b.do(chromedp.Focus(applicantSide+".log"), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.Escape))
	b.until(fmt.Sprintf("document.activeElement === document.querySelector(%q)", applicantSide+"textarea"))

	empty := filepath.Join(t.TempDir(), "empty.png")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.drop(applicantSide, empty)
	b.until("document.querySelector('#toast.bad').innerText.includes('empty.png')")
	b.lost.Store(true)
	if err := stop(); err != nil {
		t.Error(err)
	}
	b.do(chromedp.WaitVisible("#why"))
	b.accessible("after its end")
}

// menu opens what can be done with the last message, with the keyboard alone.
func (b *browser) menu(side string) {
	b.t.Helper()
	b.do(
		chromedp.Focus(side+"textarea"),
		chromedp.KeyEvent(kb.ArrowUp), // the last message
		chromedp.KeyEvent(kb.ContextMenu),
		chromedp.WaitVisible(side+"[role=menuitem]"),
	)
}

// first is menu for the first message, which is one's own.
func (b *browser) first(side string) {
	b.t.Helper()
	b.do(
		chromedp.Focus(side+".log"),
		chromedp.KeyEvent(kb.Home),
		chromedp.KeyEvent(kb.ContextMenu),
		chromedp.WaitVisible(side+"[role=menuitem]"),
	)
}

// choose takes what begins with a letter from the menu that is open.
func (b *browser) choose(letter string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(letter), chromedp.KeyEvent(kb.Enter))
}

// reply quotes the last message.
func (b *browser) reply(side, words, part string) {
	b.t.Helper()
	b.menu(side)
	b.choose("r") // Reply
	b.do(chromedp.WaitVisible(side + ".about"))
	b.ask(side, words, part)
}
