package loopback_test

import (
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types"

	"aduan/bot/loopback"
)

// service sets a client up as bots do that must not lose a message.
func service(cli *whatsmeow.Client) {
	cli.SynchronousAck = true
	cli.EnableDecryptedEventBuffer = true
	cli.UseRetryMessageStore = true
	cli.AutomaticMessageRerequestFromPhone = true
	cli.SendReportingTokens = true
	cli.InitialAutoReconnect = true
}

func TestServiceTalksForAWhile(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true, Latency: time.Millisecond})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant), loopback.Prepared(service))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	must(t, bot.Client.SendPresence(t.Context(), types.PresenceUnavailable))
	for range 5 {
		id := ana.Say("halo")
		bot.Expect(t.Context(), loopback.Says("halo"))
		bot.MarkRead(id)
		bot.Type(true)
		bot.Say("selamat pagi")
		bot.Type(false)
		ana.Expect(t.Context(), loopback.Says("selamat pagi"))
	}
	_, err := bot.Client.IsOnWhatsApp(t.Context(), []string{"+" + applicant, "+" + another})
	must(t, err)
	info, err := bot.Client.GetUserInfo(t.Context(), []types.JID{types.NewJID(applicant, types.DefaultUserServer)})
	must(t, err)
	for _, one := range info {
		if one.LID.User != s.LID(applicant) || len(one.Devices) != 1 {
			t.Errorf("user info %+v", one)
		}
	}
	must(t, s.WaitIdle(soon(t), desk))
	must(t, s.WaitIdle(soon(t), applicant))
}

func TestRestartedServiceSendsAgainWhatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant), loopback.Prepared(service))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	must(t, ana.Offline(soon(t)))
	must(t, s.Garble(applicant, ana.Device(), 1))
	bot.Say("kabar penting")
	must(t, bot.Offline(soon(t)))

	must(t, ana.Online(soon(t)))
	must(t, s.WaitIdle(soon(t), applicant))
	again := newClient(t, s, bot.Client.Store)
	service(again)
	must(t, again.Connect())
	ana.Expect(t.Context(), loopback.Says("kabar penting"))
}
