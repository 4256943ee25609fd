package loopback_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"aduan/bot/loopback"
)

// Two people get a phone each and write to each other.
func Example() {
	ctx := context.Background()
	s, err := loopback.New(loopback.Options{Fail: func(err error) { fmt.Println(err) }})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	dir, err := os.MkdirTemp("", "phones")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	open := func(number, peer string, opts ...loopback.PhoneOption) *loopback.Phone {
		dir := filepath.Join(dir, number)
		_ = os.Mkdir(dir, 0o700)
		p, err := s.OpenPhone(ctx, number, dir, append(opts, loopback.To(peer))...)
		if err != nil {
			panic(err)
		}
		return p
	}
	ana := open("6281200000002", "6281300000003", loopback.Named("Ana"))
	defer ana.Close()
	budi := open("6281300000003", "6281200000002", loopback.Linked()) // shows a QR code, which is scanned
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
