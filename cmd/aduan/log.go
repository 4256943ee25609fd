package main

import (
	"io"
	"os"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/term"
)

// logger writes what the settings ask for. Nothing that a person wrote, and
// nobody's name or number, is logged above trace.
func logger(c Config, w io.Writer) zerolog.Logger {
	level, err := zerolog.ParseLevel(c.Log.Level)
	if err != nil {
		level = zerolog.InfoLevel // Validate has refused it already
	}
	f, isFile := w.(*os.File)
	onTerminal := isFile && term.IsTerminal(int(f.Fd()))
	if c.Log.Format == "console" || c.Log.Format == "auto" && onTerminal {
		w = zerolog.ConsoleWriter{Out: w, TimeFormat: time.TimeOnly, NoColor: !onTerminal}
	}
	return zerolog.New(w).Level(level).With().Timestamp().Logger()
}
