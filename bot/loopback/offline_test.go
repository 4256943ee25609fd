package loopback_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
)

var hello = &waE2E.Message{Conversation: proto.String("halo")}

func TestOfflineQueueComesInOrder(t *testing.T) {
	t.Parallel()
	for _, window := range []int{0, 1, 3} {
		t.Run(fmt.Sprintf("window %d", window), func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{OfflineWindow: window})
			bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
			ana := s.NewPhone(t, applicant, loopback.To(desk))
			ana.Say("0")
			bot.Expect(t.Context(), loopback.Says("0"))
			must(t, s.WaitIdle(soon(t), desk))

			must(t, bot.Offline(soon(t)))
			want := []string{"0"}
			for i := 1; i <= 10; i++ {
				want = append(want, fmt.Sprint(i))
				ana.Say(fmt.Sprint(i))
			}
			waiting := s.Pending(desk)
			h := watch(bot.Client)
			must(t, bot.Online(soon(t)))
			ana.Say("11")
			bot.Expect(t.Context(), loopback.Says("11"))
			want = append(want, "11")

			preview := first(t, h, func(*events.OfflineSyncPreview) bool { return true })
			if preview.Messages != 10 || preview.Total != waiting {
				t.Errorf("preview of %+v, %d were waiting", preview, waiting)
			}
			completed := first(t, h, func(*events.OfflineSyncCompleted) bool { return true })
			if completed.Count != waiting {
				t.Errorf("completed %d, %d were waiting", completed.Count, waiting)
			}
			var got []string
			for _, m := range bot.History() {
				got = append(got, m.Text)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			must(t, s.WaitIdle(soon(t), desk))
		})
	}
}

func TestUnacknowledgedMessageHoldsBackTheQueue(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{OfflineWindow: 1})
	refuse := make(chan bool, 1)
	refuse <- true
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant), loopback.Prepared(func(cli *whatsmeow.Client) {
		cli.SynchronousAck, cli.EnableDecryptedEventBuffer = true, true
		cli.AddEventHandlerWithSuccessStatus(func(event any) bool {
			if m, ok := event.(*events.Message); ok && m.Message.GetConversation() == "satu" {
				select {
				case <-refuse:
					return false
				default:
				}
			}
			return true
		})
	}))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	must(t, bot.Offline(soon(t)))
	ana.Say("satu")
	ana.Say("dua")
	must(t, bot.Online(soon(t)))
	bot.Expect(t.Context(), loopback.Says("satu"))
	if n := s.Pending(desk); n < 2 {
		t.Errorf("%d pending although nothing was acknowledged", n)
	}
	must(t, s.Cut(desk, bot.Device()))
	bot.Expect(t.Context(), loopback.Says("dua"))
	must(t, s.WaitIdle(soon(t), desk))
}

func TestReceiptsTickTheMessage(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	must(t, bot.Offline(soon(t)))
	id := ana.Say("halo")
	if ana.History()[0].Delivered {
		t.Error("delivered to nobody")
	}
	must(t, ana.Offline(soon(t)))
	must(t, bot.Online(soon(t)))
	bot.Expect(t.Context(), loopback.Anything)
	must(t, s.WaitIdle(soon(t), desk))
	must(t, ana.Online(soon(t)))
	seen(t, ana.Chat, id, func(m loopback.Message) bool { return m.Delivered && !m.Read })
}

func TestUnreadableMessageIsSentAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	h := watch(bot.Client)
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ana.Say("satu")
	bot.Expect(t.Context(), loopback.Says("satu"))

	s.Garble(desk, 1)
	ana.Say("dua")
	got := bot.Expect(t.Context(), loopback.Says("dua"))
	first(t, h, func(e *events.UndecryptableMessage) bool { return e.Info.ID == got.ID })
	first(t, h, func(e *events.Message) bool { return e.Info.ID == got.ID && e.RetryCount == 1 })
}

func TestKeysRunOutAndAreUploadedAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk)
	ana := s.NewPhone(t, applicant)
	for range 46 {
		_, err := ana.Client.DangerousInternals().FetchPreKeys(t.Context(), []types.JID{bot.Client.Store.GetLID()})
		must(t, err)
	}
	must(t, s.WaitKeys(soon(t), desk, bot.Device(), 50))
}
