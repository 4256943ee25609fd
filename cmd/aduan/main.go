// Command aduan is a desk behind a WhatsApp number: it takes complaints by
// asking for one part after the other, and lets staff work on them in the same
// chat. "aduan --help" says where to begin.
//
// This package only wires: each command has a file of its own, and config.go
// holds every setting.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // bare machines have no Asia/Jakarta

	"github.com/caarlos0/env/v11"
	"github.com/spf13/cobra"

	"aduan/bot/whatsapp"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// What aduan exits with. Scripts and service managers rely on these.
const (
	exitFailure   = 1
	exitUsage     = 2 // also a configuration with a fault: trying again will not help
	exitNotPaired = 3
	exitInUse     = 4 // another aduan has the data directory
	exitEnded     = 5 // WhatsApp has ended the connection: somebody has to look
)

// An exitError makes aduan exit with its code. Any other error exits with
// exitFailure.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// usageError says in one sentence what is wrong with the command line.
func usageError(cmd *cobra.Command, format string, values ...any) error {
	sentence := fmt.Sprintf(format, values...)
	return exitError{exitUsage, fmt.Errorf("%s\nsee \"%s --help\"", sentence, cmd.CommandPath())}
}

// run is the whole program. It returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	p := &program{environ: environ, network: wireOptions{VersionSource: whatsapp.LatestVersion, Settle: 15 * time.Second}}
	return p.execute(ctx, args, stdin, stdout, stderr)
}

func (p *program) execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand(p)
	root.SetArgs(append([]string{}, args...)) // nil would mean os.Args
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(stderr, "aduan: "+strings.TrimSuffix(line, "\n"))
	}
	if exit := (exitError{}); errors.As(err, &exit) {
		return exit.code
	}
	return exitFailure
}

const rootHelp = `aduan answers a WhatsApp number for complaints. It asks a person for one part of
the complaint after the other, takes a photo or PDF as proof, files the complaint
under a number, and lets staff work on it by writing to the same WhatsApp number.

To begin:
  aduan demo    see all of it in a browser, without a phone and without WhatsApp
  aduan pair    link the WhatsApp number by scanning a QR code
  aduan run     answer messages until it is stopped

Settings come from the file that --config or ADUAN_CONFIG names, are overruled by
variables such as ADUAN_DATA, and those by flags. "aduan config" shows the settings
in force. config.example.yaml says what each one is for.

Exit codes:
  0  it worked
  1  it failed
  2  the command line or a setting is wrong
  3  the WhatsApp number is not paired yet: aduan pair
  4  another aduan is using the data directory
  5  WhatsApp has ended the connection for good; the message says why`

// A program is what all commands share: the environment they are started in,
// and the flags that every one of them has.
type program struct {
	environ  []string
	config   string
	data     string
	logLevel string
	hook     func(point string) // where a test may kill the process; nil in the product
	network  wireOptions
}

func rootCommand(p *program) *cobra.Command {
	root := &cobra.Command{
		Use:   "aduan",
		Short: "A desk for complaints behind a WhatsApp number",
		Long:  rootHelp,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors:              true, // run prints them
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		what, _, number := strings.Cut(err.Error(), ": strconv.")
		if number {
			return usageError(cmd, "%s: write a whole number", what)
		}
		return usageError(cmd, "%v", err)
	})

	defaults := DefaultConfig()
	flags := root.PersistentFlags()
	flags.StringVar(&p.config, "config", "", "read settings from this file (YAML)")
	flags.StringVar(&p.data, "data", defaults.Data, "keep everything in this directory")
	flags.StringVar(&p.logLevel, "log-level", defaults.Log.Level, "log from this level on: "+strings.Join(logLevels, ", "))
	for _, err := range []error{
		root.MarkPersistentFlagFilename("config", "yaml", "yml"),
		root.MarkPersistentFlagDirname("data"),
		root.RegisterFlagCompletionFunc("log-level", cobra.FixedCompletions(logLevels, cobra.ShellCompDirectiveNoFileComp)),
	} {
		if err != nil {
			panic(err) // a flag is misspelt just above
		}
	}

	root.AddCommand(demoCommand(p), runCommand(p), pairCommand(p), chatCommand(p), exportCommand(p), staffCommand(p), checkCommand(p), misreadCommand(p), configCommand(p), versionCommand())
	root.SetHelpCommand(helpCommand(root))
	return root
}

// load returns the settings in force, and where each one was given.
func (p *program) load(cmd *cobra.Command) (Config, map[string]place, error) {
	path := p.config
	if !cmd.Flags().Changed("config") {
		path = env.ToMap(p.environ)["ADUAN_CONFIG"]
	}
	c, places, err := loadConfig(path, p.environ, func(c *Config) {
		if cmd.Flags().Changed("data") {
			c.Data = p.data
		}
		if cmd.Flags().Changed("log-level") {
			c.Log.Level = p.logLevel
		}
	})
	if err != nil {
		return Config{}, nil, exitError{exitUsage, err}
	}
	return c, places, nil
}

// unknownCommand is the usage error for a command that parent does not have.
func unknownCommand(parent *cobra.Command, name string) error {
	near := ""
	if names := parent.SuggestionsFor(name); len(names) > 0 {
		near = fmt.Sprintf(", did you mean %q?", names[0])
	}
	return usageError(parent, "unknown command %q%s", name, near)
}

// noArgs is for commands that take flags only.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError(cmd, "%q takes no arguments, not even %q", cmd.CommandPath(), args[0])
	}
	return nil
}

// helpCommand differs from cobra's own in that an unknown command is an error.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Explain a command",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(cmd, rest[0])
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var names []cobra.Completion
			if cmd, rest, err := root.Find(args); err == nil && len(rest) == 0 {
				for _, c := range cmd.Commands() {
					if c.IsAvailableCommand() {
						names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
					}
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}
