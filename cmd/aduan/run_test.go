package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"aduan/bot/loopback"
)

// The commands themselves: run answers until it is told to stop, and keeps a
// second run or pair away meanwhile.
func TestRunCommand(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{QuickPair: true})
	d := newDesk(t, s)
	if err := d.stop(); err != nil {
		t.Fatal(err)
	}
	var out syncBuffer
	execute := func(ctx context.Context, command func(*program) *cobra.Command) error {
		p := &program{environ: []string{"ADUAN_DATA=" + d.config.Data}, network: testOptions(s)}
		cmd := command(p)
		cmd.SetArgs([]string{})
		cmd.SetIn(strings.NewReader(""))
		cmd.SetOut(io.Discard)
		cmd.SetErr(&out)
		cmd.SilenceErrors, cmd.SilenceUsage = true, true
		return cmd.ExecuteContext(ctx)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- execute(ctx, runCommand) }()
	p := s.NewPhone(t, ana, loopback.To(deskNumber))
	ask(t, p, "halo", "Apa kendalanya?")
	for _, second := range []func(*program) *cobra.Command{runCommand, pairCommand} {
		err := execute(t.Context(), second)
		if exit := (exitError{}); !errors.As(err, &exit) || exit.code != exitInUse {
			t.Errorf("a second one: %v", err)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
	if log := out.String(); !strings.Contains(log, "Stopped") || strings.Contains(log, `"level":"error"`) {
		t.Errorf("log:\n%s", log)
	}
	if err := s.WaitOffline(soon(t), deskNumber); err != nil {
		t.Errorf("still connected: %v", err)
	}
	if err := execute(t.Context(), pairCommand); err == nil || !strings.Contains(err.Error(), "linked already") {
		t.Errorf("pair: %v", err)
	}
}
