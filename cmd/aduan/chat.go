package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"aduan/bot"
	"aduan/bot/terminal"
	"aduan/store"
)

const chatHelp = `Chat lets you write to the desk from the terminal. Everything is real but the
network: the same bot, the same record, the same sentences. Time passes as you say.

  aduan chat
  › halo
  › /file receipt.jpg
  › /wait 25h
  › /help

Without --data everything is kept in a temporary directory and removed at the end.

With --json, one JSON value a line comes in and goes out; docs/chat-json.md has the
whole of it:

  {"from":"+6281234567890","text":"halo"}
  {"from":"+6281234567890","file":"receipt.jpg","caption":"ini buktinya"}
  {"wait":"25h"}`

// chatFlags are the flags of chat alone.
type chatFlags struct {
	json       bool
	form, out  string
	now        string
	seed       int64
	fetchDelay time.Duration
	as         string
}

func chatCommand(p *program) *cobra.Command {
	var f chatFlags
	cmd := &cobra.Command{
		Use:   "chat",
		Short: "Write to the desk from the terminal, without WhatsApp",
		Long:  chatHelp,
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return p.chat(cmd, f) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.json, "json", false, "read and write one JSON value a line")
	flags.StringVar(&f.form, "form", "", "ask the questions of this form file")
	flags.StringVar(&f.out, "out", "", "put the files that the bot sends here (default DATA/out)")
	flags.StringVar(&f.now, "now", "", "the time to begin at, RFC 3339 (default the real time)")
	flags.Int64Var(&f.seed, "seed", 1, "fixes message ids and complaint numbers")
	flags.DurationVar(&f.fetchDelay, "fetch-delay", 0, "how long fetching a file takes")
	flags.StringVar(&f.as, "as", "+6281234567890", "who you are at the beginning")
	if err := errors.Join(cmd.MarkFlagFilename("form", "yaml", "yml"), cmd.MarkFlagDirname("out")); err != nil {
		panic(err) // a flag is misspelt just above
	}
	return cmd
}

func (p *program) chat(cmd *cobra.Command, f chatFlags) error {
	c, _, err := p.load(cmd)
	if err != nil {
		return err
	}
	if cmd.Flags().Changed("form") {
		c.Form = f.form
	}
	now := time.Now()
	if cmd.Flags().Changed("now") {
		if now, err = terminal.ParseTime(f.now); err != nil {
			return usageError(cmd, "--now %q is no time, write it as 2024-09-06T12:00:00+07:00", f.now)
		}
	}
	if f.fetchDelay < 0 {
		return usageError(cmd, "--fetch-delay cannot be below 0")
	}
	if !terminal.IsAddress(f.as) {
		return usageError(cmd, "--as %q is no address, write +6281234567890 or lid:123", f.as)
	}
	if f.seed <= 0 {
		return usageError(cmd, "--seed has to be above 0")
	}
	fl, err := flow(c)
	if err != nil {
		return err
	}
	dir, remove, err := p.chatDir(cmd, c)
	if err != nil {
		return err
	}
	defer remove()
	unlock, err := lockData(dir)
	if err != nil {
		return err
	}
	defer unlock()
	if f.out == "" {
		f.out = filepath.Join(dir, "out")
	}
	if err := os.MkdirAll(f.out, 0o700); err != nil {
		return usageError(cmd, "--out %s cannot be made: %v", f.out, errors.Unwrap(err))
	}
	clock := terminal.NewClock(now)
	if !f.json {
		start := time.Now()
		clock = terminal.LiveClock(now, func() time.Duration { return time.Since(start) })
	}
	local := func() time.Time { return clock.Now().In(fl.Rules.Zone) }
	s, err := store.Open(cmd.Context(), dir, store.Options{Now: clock.Now, Seed: f.seed})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := seedStaff(cmd.Context(), s, c); err != nil {
		return err
	}
	network := &terminal.Network{Now: local, Out: f.out}
	chat := &terminal.Chat{
		Bot: bot.New(bot.Options{
			Store: s, Messenger: network, Flow: fl, Desk: staffDesk(c, fl), Now: clock.Now, Log: logger(c, cmd.ErrOrStderr()),
			MaxFile: int64(c.Proof.MaxSize), FetchTime: f.fetchDelay, KeepHolds: !f.json, Hook: p.hook,
		}),
		Clock: clock, State: filepath.Join(dir, "chat.json"),
	}
	if f.json {
		return chatJSON(cmd.Context(), chat, network, cmd.InOrStdin(), cmd.OutOrStdout())
	}
	network.Show = func(terminal.Outgoing) error { return nil }
	return chat.Talk(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), store.Address(f.as),
		func(show func(terminal.Outgoing) error) { network.Show = show })
}

func chatJSON(ctx context.Context, chat *terminal.Chat, network *terminal.Network, in io.Reader, out io.Writer) error {
	network.Show = terminal.Printer(out)
	if err := chat.Resume(ctx); err != nil {
		return err
	}
	return chat.Script(ctx, in, out)
}

// chatDir is where a chat keeps its data: the directory named by --data, or a
// temporary one. The data of a real desk is never touched.
func (p *program) chatDir(cmd *cobra.Command, c Config) (dir string, remove func(), err error) {
	if !cmd.Flags().Changed("data") {
		dir, err := os.MkdirTemp("", "aduan-chat-")
		return dir, func() { os.RemoveAll(dir) }, err
	}
	if _, err := os.Lstat(filepath.Join(c.Data, "whatsapp.db")); err == nil {
		return "", nil, exitError{exitUsage, fmt.Errorf("%s belongs to a real desk (it holds whatsapp.db): give chat a directory of its own", c.Data)}
	}
	return c.Data, func() {}, nil
}
