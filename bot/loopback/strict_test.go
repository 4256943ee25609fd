package loopback_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waWa6"
	"go.mau.fi/whatsmeow/socket"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
	waLog "go.mau.fi/whatsmeow/util/log"
	"google.golang.org/protobuf/proto"

	"aduan/bot/loopback"
)

// failing is a test that counts its errors.
type failing struct {
	*testing.T
	errors int
}

func (f *failing) Errorf(string, ...any) { f.errors++ }

func TestRefusalFailsTheTest(t *testing.T) {
	t.Parallel()
	f := &failing{T: t}
	s := loopback.Start(f, loopback.Options{})
	if _, err := s.Dial(t.Context(), "tcp", "example.com:443"); err == nil {
		t.Error("dialled")
	}
	if f.errors != 1 || len(s.Refusals()) != 1 {
		t.Errorf("%d errors, refusals %v", f.errors, s.Refusals())
	}
}

func TestStanzasThatNoClientSendsAreRefused(t *testing.T) {
	t.Parallel()
	var (
		enc     = waBinary.Node{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": "msg"}, Content: []byte("ciphertext")}
		group   = types.NewJID("12345", types.GroupServer)
		nobody  = types.NewJID("999", types.DefaultUserServer)
		ana     = types.NewJID(applicant, types.DefaultUserServer)
		someone = types.NewJID(another, types.DefaultUserServer)
		own     = types.NewJID(desk, types.DefaultUserServer)
		gone    = types.JID{User: applicant, Device: 7, Server: types.DefaultUserServer}
	)
	to := func(jid types.JID, children ...waBinary.Node) waBinary.Node {
		return waBinary.Node{Tag: "to", Attrs: waBinary.Attrs{"jid": jid}, Content: children}
	}
	message := func(chat types.JID, participants ...waBinary.Node) waBinary.Node {
		return waBinary.Node{
			Tag:     "message",
			Attrs:   waBinary.Attrs{"id": "A1", "type": "text", "to": chat},
			Content: []waBinary.Node{{Tag: "participants", Content: participants}},
		}
	}
	query := func(kind, xmlns, child string) waBinary.Node {
		return waBinary.Node{
			Tag:     "iq",
			Attrs:   waBinary.Attrs{"id": "q1", "type": kind, "xmlns": xmlns, "to": types.ServerJID},
			Content: []waBinary.Node{{Tag: child}},
		}
	}
	for _, test := range []struct {
		name string
		node waBinary.Node
		want string
	}{
		{"stanza", waBinary.Node{Tag: "gossip"}, "no stanza that a client sends"},
		{"query", query("get", "w:gossip", "all"), "no query that a client makes: get w:gossip all"},
		{"usync", waBinary.Node{Tag: "iq", Attrs: waBinary.Attrs{"id": "q1", "type": "get", "xmlns": "usync"}, Content: []waBinary.Node{{
			Tag: "usync", Content: []waBinary.Node{
				{Tag: "query", Content: []waBinary.Node{{Tag: "gossip"}}},
				{Tag: "list", Content: []waBinary.Node{{Tag: "user", Attrs: waBinary.Attrs{"jid": ana}}}},
			},
		}}}, "usync asks for <gossip>"},
		{"presence", waBinary.Node{Tag: "presence", Attrs: waBinary.Attrs{"type": "bored"}}, "no presence that a client sends"},
		{"notice", waBinary.Node{Tag: "ib", Content: []waBinary.Node{{Tag: "gossip"}}}, "is nothing a client says"},
		{"typing at a device", waBinary.Node{Tag: "chatstate", Attrs: waBinary.Attrs{"to": gone}, Content: []waBinary.Node{{Tag: "composing"}}}, "no chat state"},
		{"receipt", waBinary.Node{Tag: "receipt", Attrs: waBinary.Attrs{"id": "A1", "to": ana, "type": "gossip"}}, "receipt of type gossip"},
		{"receipt for nobody", waBinary.Node{Tag: "receipt", Attrs: waBinary.Attrs{"id": "A1", "to": nobody}}, "nothing or nobody"},
		{"acknowledgement", waBinary.Node{Tag: "ack", Attrs: waBinary.Attrs{"id": "A1", "to": ana, "class": "gossip"}}, "acknowledges gossip"},
		{"message without id", waBinary.Node{Tag: "message", Attrs: waBinary.Attrs{"to": ana}}, "no id"},
		{"message to a group", message(group), "only chats of two"},
		{"message to nobody", message(nobody), "goes to nobody"},
		{"message to a device", message(gone), "a device instead of a chat"},
		{"message without participants", waBinary.Node{Tag: "message", Attrs: waBinary.Attrs{"id": "A1", "to": ana}, Content: []waBinary.Node{enc}}, "has no participants"},
		{"message again that never was", waBinary.Node{Tag: "message", Attrs: waBinary.Attrs{"id": "A9", "to": ana, "device_fanout": "false"}, Content: []waBinary.Node{enc}}, "never was sent"},
		{"peer message to somebody else", waBinary.Node{Tag: "message", Attrs: waBinary.Attrs{"id": "A1", "to": ana, "category": "peer"}, Content: []waBinary.Node{enc}}, "peer message to somebody else"},
		{"message for a third person", message(ana, to(someone, enc)), "third person"},
		{"message for oneself", message(ana, to(own, enc)), "device that sends it"},
		{"message for a device not told of", message(ana, to(ana, enc)), "was not told of"},
		{"message without ciphertext", message(ana, to(ana)), "without one <enc>"},
		{"forged token", waBinary.Node{Tag: "message", Attrs: waBinary.Attrs{"id": "A1", "to": ana}, Content: []waBinary.Node{
			{Tag: "participants"}, {Tag: "tctoken", Content: []byte("0123456789abcdef")},
		}}, "privacy token"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := loopback.Start(t, loopback.Options{Fail: kept})
			bot := s.NewPhone(t, desk)
			s.LID(applicant)
			s.LID(another)
			must(t, bot.Client.DangerousInternals().SendNode(t.Context(), test.node))
			_, err := bot.Client.GetBlocklist(t.Context()) // when this is answered, the stanza was dealt with
			must(t, err)
			if got := fmt.Sprint(s.Refusals()); len(s.Refusals()) != 1 || !strings.Contains(got, test.want) {
				t.Errorf("refusals %s, want one with %q", got, test.want)
			}
		})
	}
}

func TestCiphertextIsLookedAt(t *testing.T) {
	t.Parallel()
	for change, want := range map[string]func(waBinary.Node){
		"type skmsg": func(n waBinary.Node) { n.Attrs["type"] = "skmsg" },
		"version 3":  func(n waBinary.Node) { n.Attrs["v"] = "3" },
	} {
		s := loopback.Start(t, loopback.Options{Fail: kept})
		bot := s.NewPhone(t, desk, loopback.To(applicant))
		s.NewPhone(t, applicant)
		s.OnStanza(func(stanza loopback.Stanza) loopback.Verdict {
			if !stanza.Out && stanza.Node.Tag == "message" {
				participants := stanza.Node.GetChildByTag("participants", "to", "enc")
				want(participants)
			}
			return loopback.Pass
		})
		if _, err := bot.Send(t.Context(), "", hello); err == nil {
			t.Errorf("%s was taken", change)
		}
		if got := fmt.Sprint(s.Refusals()); !strings.Contains(got, change) {
			t.Errorf("refusals %s, want %q", got, change)
		}
	}
}

func TestLoginWithAnotherKeyIsRefused(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{Fail: kept})
	bot := s.NewPhone(t, desk)
	must(t, bot.Offline(soon(t)))
	bot.Client.Store.NoiseKey = keys.NewKeyPair()
	h := watch(bot.Client)
	must(t, bot.Client.Connect())
	loggedOut(t, h)
	if got := fmt.Sprint(s.Refusals()); !strings.Contains(got, "another noise key") {
		t.Errorf("refusals %s", got)
	}
}

// rawConn does a client's handshake and leaves the frames to the test.
func rawConn(t *testing.T, s *loopback.Server) *socket.FrameSocket {
	t.Helper()
	fs := socket.NewFrameSocket(waLog.Noop, s.HTTPClient())
	must(t, fs.Connect(t.Context()))
	t.Cleanup(func() { fs.Close(websocket.StatusNormalClosure) })
	ephemeral, static := keys.NewKeyPair(), keys.NewKeyPair()
	nh := socket.NewNoiseHandshake()
	nh.Start(socket.NoiseStartPattern, fs.Header)
	nh.Authenticate(ephemeral.Pub[:])
	send := func(m *waWa6.HandshakeMessage) {
		data, err := proto.Marshal(m)
		must(t, err)
		must(t, fs.SendFrame(data))
	}
	send(&waWa6.HandshakeMessage{ClientHello: &waWa6.HandshakeMessage_ClientHello{Ephemeral: ephemeral.Pub[:]}})
	var answer waWa6.HandshakeMessage
	must(t, proto.Unmarshal(<-fs.Frames, &answer))
	theirs := [32]byte(answer.GetServerHello().GetEphemeral())
	nh.Authenticate(theirs[:])
	must(t, nh.MixSharedSecretIntoKey(*ephemeral.Priv, theirs))
	server, err := nh.Decrypt(answer.GetServerHello().GetStatic())
	must(t, err)
	must(t, nh.MixSharedSecretIntoKey(*ephemeral.Priv, [32]byte(server)))
	_, err = nh.Decrypt(answer.GetServerHello().GetPayload())
	must(t, err)
	sealed := nh.Encrypt(static.Pub[:])
	must(t, nh.MixSharedSecretIntoKey(*static.Priv, theirs))
	identity := keys.NewKeyPair()
	signed := identity.CreateSignedPreKey(1)
	payload, err := proto.Marshal(&waWa6.ClientPayload{DevicePairingData: &waWa6.ClientPayload_DevicePairingRegistrationData{
		ERegid: []byte{0, 0, 0, 1}, EIdent: identity.Pub[:],
		ESkeyID: []byte{0, 0, 1}, ESkeyVal: signed.Pub[:], ESkeySig: signed.Signature[:],
	}})
	must(t, err)
	send(&waWa6.HandshakeMessage{ClientFinish: &waWa6.HandshakeMessage_ClientFinish{Static: sealed, Payload: nh.Encrypt(payload)}})
	<-fs.Frames // pair-device
	return fs
}

func TestFrameThatDoesNotOpenEndsTheConnection(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{Fail: kept})
	fs := rawConn(t, s)
	must(t, fs.SendFrame(make([]byte, 40)))
	<-fs.Context().Done()
	if got := fmt.Sprint(s.Refusals()); !strings.Contains(got, "frame 0 does not open") {
		t.Errorf("refusals %s", got)
	}
}

func TestMediaRequestsThatNoClientMakesAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ method, url, want string }{
		{http.MethodPost, "https://mmg.whatsapp.net/mms/image/AAAA?auth=x&token=AAAA", "auth is not one"},
		{http.MethodPost, "https://mmg.whatsapp.net/mms/gossip/AAAA", "unknown kind of media"},
		{http.MethodGet, "https://mmg.whatsapp.net/elsewhere", "no address of WhatsApp"},
	} {
		s := loopback.Start(t, loopback.Options{Fail: kept})
		req, err := http.NewRequest(test.method, test.url, strings.NewReader("body"))
		must(t, err)
		resp, err := s.HTTPClient().Do(req)
		must(t, err)
		_ = resp.Body.Close()
		if got := fmt.Sprint(s.Refusals()); resp.StatusCode < 400 || !strings.Contains(got, test.want) {
			t.Errorf("%s: %s, refusals %s", test.url, resp.Status, got)
		}
	}
}

func TestUploadIsWhatItsTokenSays(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{Fail: kept})
	bot := s.NewPhone(t, desk)
	conn, err := bot.Client.DangerousInternals().RefreshMediaConn(t.Context(), true)
	must(t, err)
	resp, err := s.HTTPClient().Post("https://mmg.whatsapp.net/mms/image/AAAA?token=AAAA&auth="+conn.Auth, "", strings.NewReader("body"))
	must(t, err)
	_ = resp.Body.Close()
	if got := fmt.Sprint(s.Refusals()); resp.StatusCode != http.StatusBadRequest || !strings.Contains(got, "what its token says") {
		t.Errorf("%s, refusals %s", resp.Status, got)
	}
}
