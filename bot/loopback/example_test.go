package loopback_test

import (
	"context"
	"fmt"

	"aduan/bot/loopback"
)

// Two people get a phone each and write to each other. Budi's is a linked device: it shows a QR code, which is scanned.
func Example() {
	ctx := context.Background()
	s, err := loopback.New(loopback.Options{Fail: func(err error) { fmt.Println(err) }})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ana, err := s.OpenPhone(ctx, "6281200000002", "", loopback.Named("Ana"), loopback.To("6281300000003"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ana.Close()
	budi, err := s.OpenPhone(ctx, "6281300000003", "", loopback.Linked(), loopback.To("6281200000002"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer budi.Close()

	ana.Say("Halo, Budi?")
	got := budi.Expect(ctx, loopback.Anything)
	fmt.Printf("%s writes: %s\n", got.Info.PushName, got.Text)
	budi.Quote(got.ID, "Ya, ini Budi.")
	fmt.Println("The answer:", ana.Expect(ctx, loopback.Anything).Text)
	// Output:
	// Ana writes: Halo, Budi?
	// The answer: Ya, ini Budi.
}
