package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/mdp/qrterminal/v3"
	"github.com/spf13/cobra"

	"aduan/bot/whatsapp"
)

const pairHelp = `Pair links the WhatsApp number that aduan will answer, as one of its linked devices.

It shows a QR code to scan with the phone that has the number: WhatsApp, Settings,
Linked devices, Link a device. With --phone it shows a code to type there instead
("Link with phone number").

  aduan pair
  aduan pair --phone 6281234567890`

const pairWarning = `From "aduan run" on, aduan answers EVERYONE who writes to this WhatsApp number in a
direct chat, friends and family too. Use a number that is for complaints only.

`

const pairScan = "Scan this code with the phone: WhatsApp > Settings > Linked devices > Link a device\n\n"

const pairDone = `
This desk is linked to %s. Now, on the phone:
  - switch off greeting, away and quick replies, if it is WhatsApp Business;
  - leave WhatsApp installed, and open it at least once a week: a phone that is
    offline for 14 days loses its linked devices;
  - keep the phone charged and on the network.

`

func pairCommand(p *program) *cobra.Command {
	var phone string
	cmd := &cobra.Command{
		Use:   "pair",
		Short: "Link the WhatsApp number that aduan answers",
		Long:  pairHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("phone") && phone == "" {
				return usageError(cmd, "--phone has no number, write it with its country: --phone 6281234567890")
			}
			return p.pair(cmd, phone)
		},
	}
	cmd.Flags().StringVar(&phone, "phone", "", "pair with a code for this number instead of a QR code")
	return cmd
}

func (p *program) pair(cmd *cobra.Command, phone string) (err error) {
	d, err := p.wire(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.pair(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), phone); err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), "Then start the desk: aduan run")
	return nil
}

const pairPasskey = `
This account asks for its passkey. On a computer whose browser has it:
  1. Open https://web.whatsapp.com (it need not be logged in).
  2. Open the developer console: F12, then Console.
  3. Paste this, press Enter, and follow the browser:

%s

  4. Copy the line that it prints, and paste it here: `

// readLine reads a line byte by byte: what follows it belongs to somebody else.
func readLine(in io.Reader) ([]byte, error) {
	var line []byte
	var b [1]byte
	for {
		if _, err := io.ReadFull(in, b[:]); err != nil {
			return nil, fmt.Errorf("nobody is there to ask: %w", err)
		}
		if b[0] == '\n' {
			return line, nil
		}
		if line = append(line, b[0]); len(line) > 1<<16 {
			return nil, errors.New("that line is too long")
		}
	}
}

// pair links the desk, with what a person has to do written to out.
func (d *desk) pair(ctx context.Context, in io.Reader, out io.Writer, phone string) error {
	if d.line.Paired() {
		return errors.New(`this desk is linked already, start it with "aduan run"; to link another number, remove it first on the phone under Linked devices`)
	}
	d.chooseVersion(ctx)
	fmt.Fprint(out, pairWarning)
	shown := 0
	err := d.line.Pair(ctx, whatsapp.Prompt{
		Phone: phone,
		QR: func(code string) {
			if shown++; shown > 1 {
				fmt.Fprint(out, "\nThat code has expired. ")
			}
			fmt.Fprint(out, pairScan)
			qrterminal.GenerateHalfBlock(code, qrterminal.L, out)
		},
		Code: func(code string) {
			fmt.Fprintf(out, "Type this code into the phone: %s\nWhatsApp > Settings > Linked devices > Link a device > Link with phone number\n", code)
		},
		Passkey: func(_ context.Context, snippet string, try int) ([]byte, error) {
			if try > 1 {
				fmt.Fprint(out, "\nThat was not the line that the browser prints. It begins with {\"id\": and is one line.\n")
			}
			fmt.Fprintf(out, pairPasskey, snippet)
			return readLine(in)
		},
		Confirm: func(_ context.Context, code string) error {
			fmt.Fprintf(out, "\nThe phone shows a code. Is it %s? Press Enter if so, or Ctrl-C if not. ", code)
			_, err := readLine(in)
			return err
		},
		Linked: func() { fmt.Fprintln(out, "The phone has agreed, connecting ...") },
	})
	switch {
	case errors.Is(err, whatsapp.ErrNobodyCame):
		return errors.New(`the codes have run out and nobody used one: run "aduan pair" again`)
	case err != nil:
		return exitOf(err)
	}
	fmt.Fprintf(out, pairDone, d.line.Number())
	return nil
}
