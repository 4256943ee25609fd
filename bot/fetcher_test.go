package bot

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"aduan/flows"
	"aduan/store"
)

// slowly is the other end where every file takes long.
type slowly struct{ begun chan string }

func (s slowly) Send(context.Context, Message) error { return nil }

func (s slowly) Fetch(ctx context.Context, ref []byte, _ int64) ([]byte, error) {
	s.begun <- string(ref)
	<-ctx.Done()
	return nil, ctx.Err()
}

// Files of several people that come in a moment are fetched at the same time,
// also while all who fetch rest: nobody waits for somebody else's slow one.
func TestFilesOfSeveralAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		form, err := flows.Embedded("emeterai")
		if err != nil {
			t.Fatal(err)
		}
		texts, err := flows.LoadTexts()
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), t.TempDir(), store.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		other := slowly{make(chan string, 2*fetchers)}
		b := New(Options{Store: s, Messenger: other, Flow: &flows.Flow{Form: form, Texts: texts, Rules: flows.DefaultRules(time.UTC)}})
		ctx, stop := context.WithCancel(t.Context())
		ran := make(chan struct{})
		go func() {
			b.Run(ctx)
			close(ran)
		}()
		said := 0
		say := func(from int, in Inbound) {
			t.Helper()
			said++
			in.From, in.ID, in.At = store.Address(fmt.Sprint("+62811111111", from)), fmt.Sprint("m", said), b.Now()
			if err := b.Receive(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		for i := range fetchers {
			say(i, Inbound{Kind: KindText, Text: "halo"})
		}
		for i := range fetchers {
			say(i, Inbound{Kind: KindFile, File: &File{Ref: fmt.Append(nil, i), Claim: store.Claim{MIME: "image/jpeg"}}})
		}
		time.Sleep(time.Second) // of a clock that runs when nothing else does
		synctest.Wait()
		if n := len(other.begun); n != fetchers {
			t.Errorf("after a second %d files of %d are being fetched", n, fetchers)
		}
		stop()
		<-ran
	})
}
