package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"aduan/bot/whatsapp"
)

const runHelp = `Run connects as the paired WhatsApp number and answers everyone who writes to it in
a direct chat, until it is stopped with Ctrl-C or SIGTERM. It needs no settings.

A number that is not paired yet is paired first, if this is a terminal; a service
says so and ends with exit code 3.`

func runCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Answer messages until it is stopped",
		Long:  runHelp,
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return p.run(cmd) },
	}
}

func (p *program) run(cmd *cobra.Command) (err error) {
	ctx := cmd.Context()
	d, err := p.wire(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if !d.line.Paired() {
		if !onTerminal(cmd.InOrStdin()) || !onTerminal(cmd.OutOrStdout()) {
			return exitError{exitNotPaired, errors.New(`no WhatsApp number is paired: run "aduan pair" on a terminal first`)}
		}
		if err := d.pair(ctx, cmd.InOrStdin(), cmd.OutOrStdout(), ""); err != nil {
			return err
		}
	}
	d.log.Info().Msg("Starting")
	err = d.run(ctx)
	d.log.Info().Msg("Stopped")
	return exitOf(err)
}

// wire makes a desk of this command's settings.
func (p *program) wire(cmd *cobra.Command) (*desk, error) {
	c, _, err := p.load(cmd)
	if err != nil {
		return nil, err
	}
	o := p.network
	o.Hook, o.Log = p.hook, logger(c, cmd.ErrOrStderr())
	// A signal must not cut short the opening of a database: what is opened is
	// closed in order.
	return wire(context.WithoutCancel(cmd.Context()), c, o)
}

// exitOf gives an end of the connection the exit code that it has.
func exitOf(err error) error {
	if errors.Is(err, whatsapp.ErrNotPaired) {
		return exitError{exitNotPaired, err}
	}
	if end := (*whatsapp.Ended)(nil); errors.As(err, &end) && !end.Restart() {
		return exitError{exitEnded, err}
	}
	return err
}

func onTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
