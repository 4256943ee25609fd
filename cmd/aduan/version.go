package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"text/tabwriter"

	"github.com/mattn/go-sqlite3"
	"github.com/spf13/cobra"
	"go.mau.fi/whatsmeow/store"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which versions this is made of",
		Long: `version says which aduan this is, and which whatsmeow, SQLite and Go are in it.
Put it into every report of a fault.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			build, _ := debug.ReadBuildInfo()
			sqlite, _, _ := sqlite3.Version()
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintf(w, "aduan\t%s\n", ownVersion(build))
			fmt.Fprintf(w, "whatsmeow\t%s, speaks as WhatsApp Web %s\n", moduleVersion(build, "go.mau.fi/whatsmeow"), store.GetWAVersion())
			fmt.Fprintf(w, "SQLite\t%s\n", sqlite)
			fmt.Fprintf(w, "Go\t%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return w.Flush()
		},
	}
}

// ownVersion is the version of the module, or devel, and the commit it was
// built from if the build knows it.
func ownVersion(build *debug.BuildInfo) string {
	if build == nil {
		return "devel"
	}
	version, revision, modified := build.Main.Version, "", ""
	if version == "" || version == "(devel)" {
		version = "devel"
	}
	for _, s := range build.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = ", modified"
		}
	}
	if revision == "" {
		return version
	}
	return fmt.Sprintf("%s (commit %s%s)", version, revision[:min(12, len(revision))], modified)
}

// moduleVersion is the version of a module that is linked in.
func moduleVersion(build *debug.BuildInfo, path string) string {
	if build != nil {
		for _, m := range build.Deps {
			if m.Path != path {
				continue
			}
			if m.Replace != nil {
				return m.Replace.Version + " (replaced by " + m.Replace.Path + ")"
			}
			return m.Version
		}
	}
	return "unknown"
}
