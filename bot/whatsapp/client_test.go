package whatsapp

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waCompanionReg"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"aduan/bot"
	record "aduan/store"
)

// open makes a client that is connected to nobody.
func open(t *testing.T, o Options) *Client {
	t.Helper()
	o.Dir = t.TempDir()
	c, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func TestDatabaseIsDurable(t *testing.T) {
	t.Parallel()
	c := open(t, Options{})
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"} {
		var got string
		if err := c.db.raw.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
	if n := c.db.raw.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestClientLosesNothing(t *testing.T) {
	t.Parallel()
	wa := open(t, Options{}).wa
	if !wa.SynchronousAck || !wa.EnableDecryptedEventBuffer || !wa.UseRetryMessageStore || !wa.AutomaticMessageRerequestFromPhone ||
		!wa.SendReportingTokens || !wa.InitialAutoReconnect || !wa.EnableAutoReconnect || wa.DisableLoginAutoReconnect {
		t.Error("a switch is off")
	}
}

func TestDevicePresentsItselfAsABrowser(t *testing.T) {
	t.Parallel()
	c := open(t, Options{})
	var p waCompanionReg.DeviceProps
	payload := c.wa.Store.GetClientPayload()
	if err := proto.Unmarshal(payload.GetDevicePairingData().GetDeviceProps(), &p); err != nil {
		t.Fatal(err)
	}
	h := p.GetHistorySyncConfig()
	if p.GetPlatformType() != waCompanionReg.DeviceProps_CHROME || p.GetRequireFullSync() || h.GetFullSyncDaysLimit() != 1 || h.GetInitialSyncMaxMessagesPerChat() != 1 {
		t.Errorf("device props %v", &p)
	}
	if got := payload.GetUserAgent().GetAppVersion().GetTertiary(); got != store.GetWAVersion()[2] {
		t.Errorf("version %d", got)
	}
}

func TestTimersSurviveAndAreCheap(t *testing.T) {
	t.Parallel()
	c := open(t, Options{})
	p := person{types.NewJID("1", types.HiddenUserServer), types.NewJID("62", types.DefaultUserServer)}
	for _, step := range []struct{ said, want uint32 }{{604800, 604800}, {5, 604800}, {86400, 86400}, {0, 0}, {7776000, 7776000}} {
		if err := c.timers.learn(t.Context(), p, step.said); err != nil {
			t.Fatal(err)
		}
		kept, err := c.db.timers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []record.Address{"lid:1", "+62"} {
			if c.timers.of(a) != step.want || kept[a] != step.want {
				t.Errorf("after %d, %s has %d, kept %d", step.said, a, c.timers.of(a), kept[a])
			}
		}
	}
}

func TestOutgoingIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	c := open(t, Options{})
	m := bot.Message{ID: "3EB0", To: "lid:1", Text: "halo"}
	compose := func() *waE2E.Message {
		t.Helper()
		out, err := c.outgoing(t.Context(), types.NewJID("1", types.HiddenUserServer), m)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	a, b := compose(), compose()
	if !proto.Equal(a, b) || len(a.GetMessageContextInfo().GetMessageSecret()) != 32 || a.GetConversation() != "halo" {
		t.Errorf("got %v, then %v", a, b)
	}
	m.ID = "3EB1"
	if proto.Equal(a.MessageContextInfo, compose().MessageContextInfo) {
		t.Error("two messages share a secret")
	}
	c.timers.m["lid:1"] = 86400
	if got := compose().GetExtendedTextMessage(); got.GetContextInfo().GetExpiration() != 86400 || got.GetText() != "halo" {
		t.Errorf("got %v", got)
	}
}

// What the handler returns decides whether WhatsApp forgets the message.
func TestWhatTheHandlerReturns(t *testing.T) {
	t.Parallel()
	failing := errors.New("no")
	lid := types.NewJID("1", types.HiddenUserServer)
	message := func(change func(*events.Message)) *events.Message {
		e := &events.Message{RawMessage: say("halo"), Info: types.MessageInfo{
			ID: "A", Timestamp: time.Unix(1e9, 0), MessageSource: types.MessageSource{Chat: lid, Sender: lid},
		}}
		change(e)
		return e
	}
	for _, test := range []struct {
		name    string
		event   any
		receive func() error
		giveUp  bool
		handed  int
		want    bool
	}{
		{"taken", message(func(*events.Message) {}), nil, false, 1, true},
		{"refused", message(func(*events.Message) {}), func() error { return failing }, false, 1, false},
		{"panic", message(func(*events.Message) {}), func() error { panic("x") }, false, 1, false},
		{"panic that is given up", message(func(*events.Message) {}), func() error { panic("x") }, true, 1, true},
		{"group", message(func(e *events.Message) { e.Info.IsGroup = true }), nil, false, 0, true},
		{"between devices", message(func(e *events.Message) { e.Info.Category = "peer" }), nil, false, 0, true},
		{"noise", message(func(e *events.Message) { e.RawMessage = &waE2E.Message{PinInChatMessage: &waE2E.PinInChatMessage{}} }), nil, false, 0, true},
		{"nothing", message(func(e *events.Message) { e.RawMessage = nil }), nil, false, 0, true},
		{"no time", message(func(e *events.Message) { e.Info.Timestamp = time.Time{} }), nil, false, 0, true},
		{"unreadable", &events.UndecryptableMessage{Info: message(func(*events.Message) {}).Info}, nil, false, 1, true},
		{"unreadable, not for people", &events.UndecryptableMessage{Info: message(func(*events.Message) {}).Info, DecryptFailMode: events.DecryptFailHide}, nil, false, 0, true},
		{"history", &events.HistorySync{}, func() error { return failing }, false, 0, true},
		{"receipt", &events.Receipt{}, func() error { return failing }, false, 0, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			handed := 0
			c := open(t, Options{
				Receive: func(context.Context, bot.Inbound) error {
					handed++
					if test.receive != nil {
						return test.receive()
					}
					return nil
				},
				GiveUp: func(_ context.Context, in bot.Inbound, _ error) bool {
					if in.From != "lid:1" || in.ID != "A" {
						t.Errorf("given up: %+v", in)
					}
					return test.giveUp
				},
			})
			own := types.NewJID("100", types.DefaultUserServer)
			c.wa.Store.ID, c.wa.Store.LIDs = &own, c.db.keys.LIDMap
			if got := c.handle(test.event); test.handed > 0 && handed != 0 {
				t.Errorf("handed over before it began: %t", got)
			}
			c.work.begin()
			if got := c.handle(test.event); got != test.want || handed != test.handed {
				t.Errorf("returned %t and handed over %d times; want %t, %d", got, handed, test.want, test.handed)
			}
		})
	}
}
