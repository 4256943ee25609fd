package loopback_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
)

// seen waits until the message with the id is as wanted.
func seen(t *testing.T, c *loopback.Chat, id string, holds func(loopback.Message) bool) {
	t.Helper()
	must(t, c.Until(t.Context(), func(history []loopback.Message) bool {
		for _, m := range history {
			if m.ID == id {
				return holds(m)
			}
		}
		return false
	}))
}

func TestChangesReachTheMessageTheyMean(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))

	id := ana.Say("sepulu")
	bot.Expect(t.Context(), loopback.Says("sepulu"))
	ana.Edit(id, "sepuluh")
	seen(t, bot.Chat, id, func(m loopback.Message) bool { return m.Edited && m.Text == "sepuluh" })
	bot.React(id, "👍")
	seen(t, ana.Chat, id, func(m loopback.Message) bool { return m.Reactions[desk] == "👍" })
	bot.React(id, "")
	seen(t, ana.Chat, id, func(m loopback.Message) bool { return len(m.Reactions) == 0 })

	bot.Quote(id, "sepuluh apa?")
	if got := ana.Expect(t.Context(), loopback.Says("sepuluh apa?")); got.Quotes != id {
		t.Errorf("quotes %q", got.Quotes)
	}
	ana.Revoke(id)
	seen(t, bot.Chat, id, func(m loopback.Message) bool { return m.Revoked && m.Text == "" })

	bot.MarkRead(id)
	seen(t, ana.Chat, id, func(m loopback.Message) bool { return m.Read })
	bot.Type(true)
	must(t, ana.UntilTyping(t.Context(), true))
	bot.Type(false)
	must(t, ana.UntilTyping(t.Context(), false))
}

func TestMessageOfTheSameIDIsOneBubble(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	for range 2 {
		_, err := bot.Send(t.Context(), "3EB0AAAA", &waE2E.Message{Conversation: proto.String("tercatat")})
		must(t, err)
	}
	seen(t, ana.Chat, "3EB0AAAA", func(m loopback.Message) bool { return m.Copies == 2 })
	if n := len(ana.History()); n != 1 {
		t.Errorf("%d bubbles", n)
	}
}

func TestDisappearingChatMarksBothSides(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ana.Disappear(86400)
	ana.Say("rahasia")
	if got := bot.Expect(t.Context(), loopback.Says("rahasia")); got.Expiration != 86400 {
		t.Errorf("disappears after %d s", got.Expiration)
	}
	bot.Say("baik")
	if got := ana.Expect(t.Context(), loopback.Says("baik")); got.Expiration != 86400 {
		t.Errorf("answer disappears after %d s", got.Expiration)
	}
}

func TestExpectGoesForward(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	var want []string
	for range 3 {
		want = append(want, bot.Say("berapa?"))
	}
	var got []string
	for range 3 {
		got = append(got, ana.Expect(t.Context(), loopback.Contains("berapa")).ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
