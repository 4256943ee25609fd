package whatsapp

// What whatsmeow and libsignal have to say. whatsmeow prints whole stanzas,
// with numbers, names and ciphertext, also into warnings; so here everything
// is redacted, and what it calls debug is our trace.

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"

	"github.com/rs/zerolog"
	"go.mau.fi/libsignal/logger"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	waLog "go.mau.fi/whatsmeow/util/log"
)

const maxLog = 500 // bytes of one line of theirs

var long = regexp.MustCompile(`[0-9]{5,}|[0-9A-Fa-f]{40,}|[A-Za-z0-9+/_-]{43,}=*`)

// redact leaves out whatever may be a number, a key or ciphertext.
func redact(s string) string {
	if len(s) > 4*maxLog {
		s = s[:4*maxLog]
	}
	s = long.ReplaceAllString(s, "…")
	if len(s) > maxLog {
		s = s[:maxLog] + "…"
	}
	return strings.ToValidUTF8(s, "")
}

// waLogger is whatsmeow's logger.
type waLogger struct {
	log zerolog.Logger
	sub string
}

var _ waLog.Logger = waLogger{}

func (w waLogger) Errorf(f string, a ...any) { w.print(zerolog.ErrorLevel, f, a) }
func (w waLogger) Warnf(f string, a ...any)  { w.print(zerolog.WarnLevel, f, a) }
func (w waLogger) Infof(f string, a ...any)  { w.print(zerolog.DebugLevel, f, a) }

// Debugf is where stanzas are printed. Those are dropped at any level.
func (w waLogger) Debugf(f string, a ...any) {
	if w.sub != "Recv" && w.sub != "Send" {
		w.print(zerolog.TraceLevel, f, a)
	}
}

func (w waLogger) Sub(module string) waLog.Logger { return waLogger{w.log, module} }

func (w waLogger) print(level zerolog.Level, format string, args []any) {
	if level < w.log.GetLevel() {
		return
	}
	e := w.log.WithLevel(level)
	shown := make([]any, len(args))
	for i, a := range args {
		shown[i] = plain(a)
	}
	if w.sub != "" {
		e = e.Str("sub", w.sub)
	}
	e.Str("detail", redact(fmt.Sprintf(format, shown...))).Msg("From whatsmeow")
}

// plain stands for a value that shows people: a stanza or an address.
func plain(a any) any {
	switch v := a.(type) {
	case *waBinary.Node:
		return node(v)
	case waBinary.Node:
		return node(&v)
	case types.JID:
		return "someone@" + v.Server
	case *types.JID:
		return "someone"
	case error:
		return v.Error()
	}
	return a
}

func node(n *waBinary.Node) string {
	if n == nil {
		return "<>"
	}
	return "<" + n.Tag + ">"
}

// relay is what zerolog.Ctx gives whatsmeow: the message, redacted, and the
// error; no other field.
type relay struct{ log zerolog.Logger }

func (r relay) Write(line []byte) (int, error) { return r.WriteLevel(zerolog.NoLevel, line) }

func (r relay) WriteLevel(level zerolog.Level, line []byte) (int, error) {
	var said struct {
		Message string `json:"message"`
		Error   string `json:"error"`
		ID      string `json:"message_id"`
	}
	if json.Unmarshal(line, &said) != nil {
		return len(line), nil
	}
	switch level {
	case zerolog.InfoLevel:
		level = zerolog.DebugLevel
	case zerolog.DebugLevel:
		level = zerolog.TraceLevel
	}
	if level < r.log.GetLevel() {
		return len(line), nil
	}
	e := r.log.WithLevel(level)
	if said.Error != "" {
		e = e.Str("error", redact(said.Error))
	}
	if said.ID != "" {
		e = e.Str("message_id", said.ID)
	}
	e.Str("detail", redact(said.Message)).Msg("From whatsmeow")
	return len(line), nil
}

// contextLog is the logger to put into whatsmeow's context.
func contextLog(log zerolog.Logger) zerolog.Logger { return zerolog.New(relay{log}) }

// signalLog is libsignal's logger, one for the process. Without it libsignal
// prints to standard output.
type signalLog struct{}

var signalTo atomic.Pointer[zerolog.Logger]

func (signalLog) Debug(_, _ string)           {}
func (signalLog) Info(_, _ string)            {}
func (signalLog) Configure(string)            {}
func (signalLog) Warning(caller, text string) { sayOfSignal(caller, text) }
func (signalLog) Error(caller, text string)   { sayOfSignal(caller, text) }

func sayOfSignal(caller, text string) {
	if log := signalTo.Load(); log != nil {
		log.Debug().Str("caller", caller).Str("detail", redact(text)).Msg("From libsignal")
	}
}

func init() {
	var l logger.Loggable = signalLog{}
	logger.Setup(&l)
}
