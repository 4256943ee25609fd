package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"
)

func configCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "config",
		Short: "Show the settings in force and where each was given",
		Long: `config checks the settings and shows those in force, each with the place where it
was given. What it prints can itself be used as a file for --config.`,
		Example: `  aduan config
  ADUAN_LOG_LEVEL=debug aduan --config aduan.yaml config`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, places, err := p.load(cmd)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			above := ""
			for _, s := range settings(&c) {
				section, name, nested := strings.Cut(s.key, ".")
				if nested && section != above {
					fmt.Fprintf(w, "%s:\n", section)
					above = section
				}
				if nested {
					name = "  " + name
				} else {
					name = section
				}
				value, err := yaml.Dump(s.text())
				if err != nil {
					return err
				}
				from, ok := places[s.key]
				if !ok {
					from = "default"
				}
				fmt.Fprintf(w, "%s: %s\t# %s\n", name, strings.TrimSpace(string(value)), from)
			}
			return w.Flush()
		},
	}
}
