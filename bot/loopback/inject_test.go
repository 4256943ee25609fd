package loopback_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"

	"aduan/bot/loopback"
)

func TestMessageArrivesAsInAnotherChat(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	h := watch(bot.Client)
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	for _, chat := range []types.JID{
		types.NewJID("120363000000000000", types.GroupServer),
		types.StatusBroadcastJID,
		types.NewJID("1700000000", types.BroadcastServer),
	} {
		ana.SendVia(chat, hello)
		got := first(t, h, func(e *events.Message) bool { return e.Info.Chat == chat })
		if got.Info.Sender.User != s.LID(applicant) || got.Message.GetConversation() != "halo" {
			t.Errorf("%s: from %s", chat, got.Info.Sender)
		}
	}
	must(t, s.WaitIdle(soon(t), desk))
}

func TestStanzasOfTheTestsOwnMaking(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	h := watch(bot.Client)
	s.NewPhone(t, applicant)
	from := types.NewJID(s.LID(applicant), types.HiddenUserServer)
	must(t, s.Deliver(desk, bot.Device(), waBinary.Node{
		Tag: "call", Attrs: waBinary.Attrs{"from": from},
		Content: []waBinary.Node{{Tag: "offer", Attrs: waBinary.Attrs{"call-id": "C1", "call-creator": from}}},
	}))
	first(t, h, func(e *events.CallOffer) bool { return e.CallID == "C1" })
	for _, enc := range [][]byte{{}, {0}, []byte("no ciphertext at all")} {
		must(t, s.Deliver(desk, bot.Device(), waBinary.Node{
			Tag: "message", Attrs: waBinary.Attrs{"from": from, "type": "text"},
			Content: []waBinary.Node{{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": "pkmsg"}, Content: enc}},
		}))
	}
	must(t, s.WaitIdle(soon(t), desk))
}

func TestNewHandsetIsAnotherIdentity(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	h := watch(bot.Client)
	old := s.NewPhone(t, applicant, loopback.To(desk))
	old.Say("dari yang lama")
	bot.Expect(t.Context(), loopback.Says("dari yang lama"))
	bot.Say("diterima")
	old.Expect(t.Context(), loopback.Says("diterima"))

	s.Reset(applicant)
	first(t, h, func(*events.IdentityChange) bool { return true })
	fresh := s.NewPhone(t, applicant, loopback.To(desk))
	fresh.Say("dari yang baru")
	got := bot.Expect(t.Context(), loopback.Says("dari yang baru"))
	if got.Info.Sender.User != s.LID(applicant) {
		t.Errorf("from %s", got.Info.Sender)
	}
	bot.Say("halo lagi")
	fresh.Expect(t.Context(), loopback.Says("halo lagi"))
}

// TestOtherProcess is also the other process.
func TestOtherProcess(t *testing.T) {
	t.Parallel()
	if address := os.Getenv("LOOPBACK_TEST_REMOTE"); address != "" {
		var r loopback.Remote
		must(t, r.UnmarshalText([]byte(address)))
		resp, err := r.HTTPClient().Get("https://mmg.whatsapp.net/v/nothing")
		must(t, err)
		_ = resp.Body.Close()
		if _, err = r.HTTPClient().Get("https://example.com/"); err == nil || !strings.Contains(err.Error(), "not an address") {
			t.Errorf("another host: %v", err)
		}
		if _, err = loopback.New(loopback.Options{}); err == nil {
			t.Error("a second loopback in one process")
		}
		t.Log("status", resp.StatusCode)
		return
	}
	s := loopback.Start(t, loopback.Options{})
	address, err := s.Remote().MarshalText()
	must(t, err)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestOtherProcess$", "-test.v")
	child.Env = append(os.Environ(), "LOOPBACK_TEST_REMOTE="+string(address))
	out, err := child.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "status 404") {
		t.Errorf("%v\n%s", err, out)
	}
}
