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
	if err := d.pair(cmd.Context(), cmd.OutOrStdout(), phone); err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), "Then start the desk: aduan run")
	return nil
}

// pair links the desk, with what a person has to do written to out.
func (d *desk) pair(ctx context.Context, out io.Writer, phone string) error {
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
