package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	staff "aduan/bot/desk"
	"aduan/flows"
	"aduan/store"
)

const staffHelp = `Staff work on complaints by writing to the support number from their own phones.
These commands work beside a running desk. A lead can do the same in WhatsApp:
"staf", "staf tambah", "staf hapus", "staf pin".

An account is pinned when somebody first writes with the number. After that,
another account with the same number, or a changed security key, can do nothing
until "pin" confirms that it is still the same person: a new phone, a lost one.`

func staffCommand(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "staff",
		Short: "List, add, pin and remove the people who work on complaints",
		Long:  staffHelp,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var lead bool
	var lang string
	add := &cobra.Command{
		Use: "add NUMBER NAME", Short: "Add somebody",
		Example: `  aduan staff add +6281234567890 Rina --lead`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError(cmd, "write a number and a name")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s := store.Staff{Phone: args[0], Name: strings.Join(args[1:], " "), Role: store.Agent, Lang: lang}
			if lead {
				s.Role = store.Lead
			}
			if err := person(&s); err != nil {
				return usageError(cmd, "%v", err)
			}
			return p.withRecord(cmd, func(ctx context.Context, r *store.Store) error {
				err := r.Update(ctx, func(tx *store.Tx) error {
					added, err := tx.AddStaff(s)
					if err != nil {
						return err
					}
					return staffEvent(tx, "staff_added", added)
				})
				if errors.Is(err, store.ErrConflict) {
					return fmt.Errorf("%s is staff already, see \"aduan staff list\"", s.Phone)
				}
				return err
			})
		},
	}
	add.Flags().BoolVar(&lead, "lead", false, "may also add and remove staff")
	add.Flags().StringVar(&lang, "language", "id", "in which they are answered: id or en")
	cmd.AddCommand(add,
		&cobra.Command{
			Use: "list", Short: "Show who works here", Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return p.listStaff(cmd) },
		},
		&cobra.Command{
			Use: "pin NUMBER", Short: "Confirm somebody whose account or key has changed", Args: oneNumber,
			RunE: func(cmd *cobra.Command, args []string) error {
				return p.withStaff(cmd, args[0], func(tx *store.Tx, s store.Staff) error {
					return errors.Join(staff.Pin(tx, s), staffEvent(tx, "staff_pin", s))
				})
			},
		},
		&cobra.Command{
			Use: "remove NUMBER", Short: "Take somebody's rights away", Args: oneNumber,
			RunE: func(cmd *cobra.Command, args []string) error {
				return p.withStaff(cmd, args[0], func(tx *store.Tx, s store.Staff) error {
					return errors.Join(staff.Remove(tx, s), staffEvent(tx, "staff_removed", s))
				})
			},
		})
	return cmd
}

func oneNumber(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError(cmd, "write one number, such as +6281234567890")
	}
	return nil
}

func staffEvent(tx *store.Tx, kind string, s store.Staff) error {
	detail, err := json.Marshal(map[string]string{"staff": fmt.Sprint(s.ID), "by": "command line"})
	if err != nil {
		return err
	}
	return tx.Event(store.Event{Contact: s.Contact, Kind: kind, Actor: "desk", Detail: detail})
}

// withRecord opens the record, which a running desk may have open too.
func (p *program) withRecord(cmd *cobra.Command, fn func(context.Context, *store.Store) error) error {
	c, _, err := p.load(cmd)
	if err != nil {
		return err
	}
	ctx := context.WithoutCancel(cmd.Context())
	s, err := store.Open(ctx, c.Data, store.Options{})
	if err != nil {
		return err
	}
	return errors.Join(fn(ctx, s), s.Close())
}

func (p *program) withStaff(cmd *cobra.Command, number string, fn func(*store.Tx, store.Staff) error) error {
	phone := flows.PhoneNumber(number)
	if phone == "" {
		return usageError(cmd, "%q is no telephone number, write one such as +6281234567890", number)
	}
	return p.withRecord(cmd, func(ctx context.Context, r *store.Store) error {
		err := r.Update(ctx, func(tx *store.Tx) error {
			s, err := tx.StaffByPhone(phone)
			if err != nil {
				return err
			}
			return fn(tx, s)
		})
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%s is not staff, see \"aduan staff list\"", phone)
		}
		return err
	})
}

func (p *program) listStaff(cmd *cobra.Command) error {
	c, _, err := p.load(cmd)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(c.Data, store.FileName)); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("nobody works in %s yet: \"aduan staff add\", or staff in the settings", c.Data)
	}
	s, err := store.OpenRead(cmd.Context(), c.Data)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.View(cmd.Context(), func(tx *store.Tx) error {
		all, err := tx.Staff()
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "NUMBER\tNAME\tROLE\tLANGUAGE\tSTATE")
		for _, s := range all {
			state := "works here"
			switch {
			case s.Refused:
				state = "refused: another account or key, confirm with pin"
			case s.Contact == 0:
				state = "has not written yet"
			case s.LID != "":
				state = "pinned"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.Phone, s.Name, s.Role, s.Lang, state)
		}
		return w.Flush()
	})
}
