package loopback_test

import (
	"context"
	"fmt"
	"testing"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types/events"

	"aduan/bot/loopback"
)

// BenchmarkEcho is one message to a bare bot and its answer. Both ends and the server share the processors.
func BenchmarkEcho(b *testing.B) {
	s := loopback.Start(b, loopback.Options{QuickPair: true})
	s.NewPhone(b, desk, loopback.Linked(), loopback.Prepared(func(cli *whatsmeow.Client) {
		cli.AddEventHandler(func(event any) {
			if m, ok := event.(*events.Message); ok {
				_, _ = cli.SendMessage(context.Background(), m.Info.Chat, m.Message)
			}
		})
	}))
	ana := s.NewPhone(b, applicant, loopback.To(desk))
	for i := 0; b.Loop(); i++ {
		text := fmt.Sprint(i)
		ana.Say(text)
		ana.Expect(b.Context(), loopback.Says(text))
	}
}

// BenchmarkPair is a new client that shows a QR code, until it is logged in.
func BenchmarkPair(b *testing.B) {
	for _, quick := range []bool{false, true} {
		b.Run(fmt.Sprintf("quick=%t", quick), func(b *testing.B) {
			s := loopback.Start(b, loopback.Options{QuickPair: quick})
			for b.Loop() {
				s.NewPhone(b, desk, loopback.Linked())
			}
		})
	}
}

// BenchmarkPhone is a new person.
func BenchmarkPhone(b *testing.B) {
	s := loopback.Start(b, loopback.Options{})
	for i := 0; b.Loop(); i++ {
		s.NewPhone(b, fmt.Sprintf("62%d", 81000000+i))
	}
}
