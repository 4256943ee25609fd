package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"aduan/bot/loopback"
)

var benchProfile = flag.String("deskprofile", "", "where BenchmarkDesk's bots write profiles of their processor time: this, and -desk, -echo or -tuned")

// BenchmarkDesk is the processor time of the desk for a message and its answer,
// beside two bots that only echo, with the same durability: one as whatsmeow's
// readme has it, one with its database opened as the desk's. Each bot is a
// process of its own and is told apart from the people and the server by the
// kernel's account of it; the bots take turns, so that a busy machine is busy
// for all. The desk does more for an answer: it reads and keeps the message,
// marks it as read, shows that it types, and has its outbox.
//
//	go test ./cmd/aduan -run '^$' -bench Desk -benchtime 1x
func BenchmarkDesk(b *testing.B) {
	const (
		people = 10
		rounds = 5
		each   = 2 // dialogues of a person in a round
	)
	talk := []string{"halo", "1", "2", "kemarin", "kembali", "kemarin", "bantuan", "batal", "ya"}
	bots := []string{"echo", "tuned echo", "desk"}
	for b.Loop() {
		used := map[string][]time.Duration{}
		var busy []*benched
		for _, bot := range bots {
			busy = append(busy, newBenched(b, bot, people))
		}
		for round := range rounds + 1 {
			for _, x := range busy {
				before := x.keeper.used()
				x.converse(b, talk, each)
				if spent := x.keeper.used() - before; round > 0 { // the first warms up
					used[x.name] = append(used[x.name], spent/time.Duration(people*each*len(talk)))
				}
			}
		}
		for _, x := range busy {
			x.keeper.stop()
		}
		b.ReportMetric(0, "ns/op") // of no meaning here
		for _, bot := range bots {
			b.ReportMetric(float64(median(used[bot]).Microseconds()), "µs/"+unit(bot))
		}
		for _, bot := range bots[:2] {
			var ratios []float64
			for i, d := range used["desk"] {
				ratios = append(ratios, float64(d)/float64(used[bot][i]))
			}
			b.ReportMetric(median(ratios), "desk/"+unit(bot))
		}
	}
}

func unit(bot string) string {
	if bot == "tuned echo" {
		return "tuned"
	}
	return bot
}

func median[T interface{ ~float64 | ~int64 }](all []T) T {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// benched is a bot and the people who write to it.
type benched struct {
	name   string
	keeper *keeper
	phones []*loopback.Phone
}

func newBenched(b *testing.B, name string, people int) *benched {
	b.Helper()
	s := loopback.Start(b, loopback.Options{QuickPair: true})
	d := newDesk(b, s) // every one of them is paired as the desk is
	if err := d.stop(); err != nil {
		b.Fatal(err)
	}
	profile := *benchProfile
	if profile != "" {
		profile += "-" + unit(name)
	}
	o := orders{Profile: profile, Remote: s.Remote(), Data: d.config.Data, Echo: name != "desk", Cached: name == "tuned echo"}
	x := &benched{name: name, keeper: keep(b, o, func(int) string { return "" })}
	if !x.keeper.wait(func() bool { return x.keeper.up != nil }) {
		b.Fatal("the bot is not up")
	}
	for i := range people {
		x.phones = append(x.phones, s.NewPhone(b, fmt.Sprintf("62812%08d", i+1), loopback.To(deskNumber)))
	}
	return x
}

// converse has everybody say everything, each after the answer to the last.
func (x *benched) converse(b *testing.B, talk []string, times int) {
	b.Helper()
	var wg sync.WaitGroup
	for _, p := range x.phones {
		wg.Go(func() {
			for range times {
				for _, text := range talk {
					p.Say(text)
					ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
					_, err := p.Await(ctx, loopback.Anything)
					cancel()
					if err != nil {
						b.Errorf("%s: no answer to %q: %v", x.name, text, err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
}
