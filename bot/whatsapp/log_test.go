package whatsapp

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/rs/zerolog"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

func TestLogShowsNobody(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log := waLogger{log: zerolog.New(&b)}
	stanza := &waBinary.Node{Tag: "message", Attrs: waBinary.Attrs{"notify": "Ana Contoh", "from": types.NewJID("6281200000002", types.DefaultUserServer)}}
	log.Warnf("Node handling took %s for %s", "6s", stanza)
	log.Warnf("Ignoring message from %s", types.NewJID("6281200000002", types.DefaultUserServer))
	log.Errorf("Failed: %v", errors.New("no session for 6281200000002:1"))
	log.Infof("Long: %s", strings.Repeat("ab ", 5000))
	log.Debugf("Key %X", bytes.Repeat([]byte{0xab}, 32))
	log.Sub("Recv").Debugf("%s", stanza)
	ctx := contextLog(zerolog.New(&b))
	ctx.Warn().Err(errors.New("lid 100000000000001 is taken")).Str("sender_jid", "6281200000002@s.whatsapp.net").Str("name", "Ana Contoh").Msg("Failed for 6281200000002")
	got := b.String()
	for _, part := range []string{"6281200000002", "Ana Contoh", "100000000000001", "ABABABAB"} {
		if strings.Contains(got, part) {
			t.Errorf("the log shows %q:\n%s", part, got)
		}
	}
	for _, part := range []string{"Node handling took 6s for <message>", "no session for", "is taken", "Failed for"} {
		if !strings.Contains(got, part) {
			t.Errorf("the log lacks %q:\n%s", part, got)
		}
	}
	for line := range strings.Lines(got) {
		if len(line) > maxLog+200 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}

func TestLogKeepsItsLevel(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	quiet := zerolog.New(&b).Level(zerolog.InfoLevel)
	log := waLogger{log: quiet}
	log.Infof("Successfully authenticated")
	log.Debugf("Starting handler queue loop")
	ctx := contextLog(quiet)
	ctx.Info().Msg("Saved something")
	ctx.Debug().Msg("Saved something")
	if got := b.String(); got != "" {
		t.Errorf("too much was logged:\n%s", got)
	}
}
