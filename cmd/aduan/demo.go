package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"aduan/bot/demo"
	"aduan/bot/loopback"
	"aduan/bot/whatsapp"
	"aduan/flows"
	"aduan/store"
)

const demoHelp = `Demo shows all of aduan in a browser, without a phone, an account or the internet: two
phones side by side, an applicant's and a staff member's, and between them the real
desk. Only WhatsApp's servers are played, by this program; what the phones and the desk
say to each other is encrypted by real clients.

  aduan demo
  aduan demo --form my.yaml --data ./try

It prints an address that only works on this machine, and opens it. Without --data
everything is kept in a temporary directory and removed at the end. With it the record
is kept, and the same people come back with new handsets: their chats are empty, the
desk remembers. A directory of a real desk is refused.`

func demoCommand(p *program) *cobra.Command {
	var form string
	var noOpen bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "See all of it in a browser, without a phone and without WhatsApp",
		Long:  demoHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, places, err := p.load(cmd)
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("form") {
				c.Form = form
			}
			if _, given := places["log.level"]; !given {
				c.Log.Level = "warn" // the address is what this command has to say
			}
			return p.demo(cmd, c, !noOpen)
		},
	}
	cmd.Flags().StringVar(&form, "form", "", "ask the questions of this form file")
	cmd.Flags().BoolVar(&noOpen, "no-open", false, "only print the address")
	if err := cmd.MarkFlagFilename("form", "yaml", "yml"); err != nil {
		panic(err) // a flag is misspelt just above
	}
	return cmd
}

const demoReady = `The demo is at
  %s
The phones, the desk and the encryption are real, the network is this machine.
Ctrl-C ends it.
`

func (p *program) demo(cmd *cobra.Command, c Config, open bool) (err error) {
	fl, err := flow(c)
	if err != nil {
		return err
	}
	remove, err := demoDir(cmd, &c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	c.Staff = append(c.Staff, store.Staff{Phone: "+" + demo.StaffNumber, Name: demo.StaffName, Role: store.Lead, Lang: c.Language})
	log := logger(c, cmd.ErrOrStderr())
	d, err := demo.New(cmd.Context(), demo.Options{
		Open: func(ctx context.Context, s *loopback.Server, clock *demo.Clock) (*demo.Desk, error) {
			d, err := wire(context.WithoutCancel(ctx), c, wireOptions{Dial: s.Dial, RootCAs: s.RootCAs(), Now: clock.Now, Log: log, Hook: p.hook})
			if err != nil {
				return nil, err
			}
			return d.shown(), nil
		},
		Dir: c.Data, Name: deskName(fl.Form, c.Language), Lang: c.Language, Zone: fl.Rules.Zone, Log: log,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	fmt.Fprintf(cmd.OutOrStdout(), demoReady, d.URL())
	if open {
		openBrowser(d.URL())
	}
	<-cmd.Context().Done()
	return nil
}

// deskName is whom the phones believe to write to.
func deskName(f *flows.Form, language string) string {
	name := f.Values["organisation"][language]
	if name == "" {
		name = f.Name
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// shown is the desk as the demo switches it.
func (d *desk) shown() *demo.Desk {
	return &demo.Desk{
		Paired: d.line.Paired, Pair: d.line.Pair, Run: d.run, Ready: d.line.Ready, Close: d.close,
		Due: func(context.Context) error { d.bot.Wake(); return nil },
	}
}

// demoDir sets where a demo keeps its data: the directory named by --data, or
// a temporary one. The pairing of an earlier demo is of no use, for the
// WhatsApp that it was with is gone.
func demoDir(cmd *cobra.Command, c *Config) (remove func() error, err error) {
	if !cmd.Flags().Changed("data") {
		c.Data, err = os.MkdirTemp("", "aduan-demo-")
		return func() error { return os.RemoveAll(c.Data) }, err
	}
	unlock, err := lockData(c.Data)
	if err != nil {
		return nil, err
	}
	defer unlock()
	keys := filepath.Join(c.Data, whatsapp.FileName)
	_, err = os.Lstat(filepath.Join(c.Data, demo.PeopleFile))
	if _, paired := os.Lstat(keys); paired == nil && err != nil {
		return nil, exitError{exitUsage, fmt.Errorf("%s belongs to a real desk (it holds %s): give the demo a directory of its own", c.Data, whatsapp.FileName)}
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(keys + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	return func() error { return nil }, nil
}

// openBrowser does what it can; the address is printed all the same.
func openBrowser(url string) {
	command := map[string][]string{
		"darwin":  {"open"},
		"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	opening := exec.Command(command[0], append(command[1:], url)...)
	if opening.Start() == nil {
		go func() { _ = opening.Wait() }() // it may be the browser itself
	}
}
