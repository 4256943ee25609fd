package whatsapp

import (
	"testing"

	"go.mau.fi/whatsmeow/types"

	"aduan/store"
)

func TestPartner(t *testing.T) {
	t.Parallel()
	pn := func(user string) types.JID { return types.NewJID(user, types.DefaultUserServer) }
	lid := func(user string) types.JID { return types.NewJID(user, types.HiddenUserServer) }
	device := func(j types.JID, n uint16) types.JID { j.Device = n; return j }
	hosted := func(j types.JID, server string) types.JID { j.Server = server; return j }
	own := []types.JID{device(pn("100"), 3), device(lid("900"), 3)}
	none := types.EmptyJID
	for _, test := range []struct {
		name       string
		source     types.MessageSource
		from, alia store.Address // "" from: nobody
	}{
		{"LID with number", types.MessageSource{Chat: lid("1"), Sender: lid("1"), SenderAlt: pn("62")}, "lid:1", "+62"},
		{"number with LID", types.MessageSource{Chat: pn("62"), Sender: pn("62"), SenderAlt: lid("1")}, "+62", "lid:1"},
		{"LID alone", types.MessageSource{Chat: lid("1"), Sender: lid("1")}, "lid:1", ""},
		{"number alone", types.MessageSource{Chat: pn("62"), Sender: pn("62")}, "+62", ""},
		{"a further device", types.MessageSource{Chat: lid("1"), Sender: device(lid("1"), 7), SenderAlt: device(pn("62"), 7)}, "lid:1", "+62"},
		{"hosted", types.MessageSource{Chat: hosted(lid("1"), types.HostedLIDServer), Sender: hosted(lid("1"), types.HostedLIDServer), SenderAlt: hosted(pn("62"), types.HostedServer)}, "lid:1", "+62"},
		{"two numbers are no pair", types.MessageSource{Chat: pn("62"), Sender: pn("62"), SenderAlt: pn("63")}, "+62", ""},
		{"our own phone, to somebody", types.MessageSource{Chat: lid("1"), Sender: own[1], IsFromMe: true, RecipientAlt: pn("62")}, "lid:1", "+62"},
		{"our own phone, to itself", types.MessageSource{Chat: pn("100"), Sender: pn("100"), IsFromMe: true}, "", ""},
		{"our own phone, to its LID", types.MessageSource{Chat: lid("900"), Sender: lid("900"), IsFromMe: true}, "", ""},
		{"our own number as the other address", types.MessageSource{Chat: lid("1"), Sender: lid("1"), SenderAlt: pn("100")}, "", ""},
		{"group", types.MessageSource{Chat: types.NewJID("1-2", types.GroupServer), Sender: lid("1"), IsGroup: true}, "", ""},
		{"status", types.MessageSource{Chat: types.StatusBroadcastJID, Sender: lid("1"), IsGroup: true}, "", ""},
		{"broadcast list", types.MessageSource{Chat: types.NewJID("17", types.BroadcastServer), Sender: lid("1"), IsGroup: true}, "", ""},
		{"channel", types.MessageSource{Chat: types.NewJID("17", types.NewsletterServer), Sender: types.NewJID("17", types.NewsletterServer)}, "", ""},
		{"announcement", types.MessageSource{Chat: types.PSAJID, Sender: types.PSAJID}, "", ""},
		{"bot", types.MessageSource{Chat: types.MetaAIJID, Sender: types.MetaAIJID}, "", ""},
		{"bot in somebody's chat", types.MessageSource{Chat: pn("62"), Sender: types.MetaAIJID}, "", ""},
		{"letters", types.MessageSource{Chat: pn("6a"), Sender: pn("6a")}, "", ""},
		{"nothing", types.MessageSource{Chat: none, Sender: none}, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := partner(test.source, own...)
			if p.nobody() != (test.from == "") {
				t.Fatalf("got %+v", p)
			}
			if !p.nobody() && (p.from() != test.from || p.alias() != test.alia) {
				t.Errorf("got %s, %s; want %s, %s", p.from(), p.alias(), test.from, test.alia)
			}
		})
	}
}

func TestAddressThereAndBack(t *testing.T) {
	t.Parallel()
	for _, a := range []store.Address{"+6281200000002", "lid:100000000000001"} {
		if j, err := jid(a); err != nil || address(j) != a {
			t.Errorf("%s became %s, %v", a, address(j), err)
		}
	}
	for _, a := range []store.Address{"", "+", "lid:", "+62 8", "lid:1:2", "62812", "+62@evil"} {
		if j, err := jid(a); err == nil {
			t.Errorf("%q is taken for %s", a, j)
		}
	}
}
