package loopback_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types/events"

	"aduan/bot/loopback"
)

func showCode(t *testing.T, cli *whatsmeow.Client) (string, <-chan whatsmeow.QRChannelItem) {
	t.Helper()
	items, err := cli.GetQRChannel(context.Background())
	must(t, err)
	must(t, cli.Connect())
	return (<-items).Code, items
}

func TestPairByQRReconnectsAndLogsIn(t *testing.T) {
	t.Parallel()
	for _, prefix := range []string{"", "https://wa.me/settings/linked_devices#"} {
		s := loopback.Start(t, loopback.Options{})
		cli := newClient(t, s, newStore(t))
		h := watch(cli)
		code, items := showCode(t, cli)
		_, code, _ = strings.Cut(code, "#")
		must(t, s.Pair(prefix+code, "+62 811-0000-0001"))
		if item := <-items; item != whatsmeow.QRChannelSuccess {
			t.Fatalf("qr channel ended with %+v", item)
		}
		first(t, h, func(*events.Connected) bool { return true })
		first(t, h, func(*events.OfflineSyncCompleted) bool { return true })
		if id := cli.Store.GetJID(); id.User != desk || id.Device != 1 || cli.Store.GetLID().User != s.LID(desk) {
			t.Errorf("paired as %s, %s", id, cli.Store.GetLID())
		}
		if err := s.Pair(code, desk); err == nil {
			t.Error("the same code was taken twice")
		}
	}
}

func TestPairRefusesAForeignCode(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	ours, _ := showCode(t, newClient(t, s, newStore(t)))
	theirs, _ := showCode(t, newClient(t, s, newStore(t)))
	a, b := strings.Split(ours, ","), strings.Split(theirs, ",")
	a[1] = b[1]
	if err := s.Pair(strings.Join(a, ","), desk); err == nil {
		t.Error("a code with another client's key was taken")
	}
}

func TestPairEndsWithTheClientsRefusal(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{Fail: kept})
	cli := newClient(t, s, newStore(t))
	code, items := showCode(t, cli)
	parts := strings.Split(code, ",")
	parts[3] = parts[2] // an adv secret that is not the client's
	if err := s.Pair(strings.Join(parts, ","), desk); err == nil {
		t.Fatal("paired")
	}
	if item := <-items; !errors.Is(item.Error, whatsmeow.ErrPairInvalidDeviceIdentityHMAC) {
		t.Errorf("client says %+v", item)
	}
}

func TestPairByCode(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	cli := newClient(t, s, newStore(t))
	h := watch(cli)
	must(t, cli.Connect())
	first(t, h, func(*events.QR) bool { return true })
	if _, err := cli.PairPhone(t.Context(), desk, true, whatsmeow.PairClientChrome, "my bot"); err == nil {
		t.Error("a name that is no browser was taken")
	}
	code, err := cli.PairPhone(t.Context(), desk, true, whatsmeow.PairClientChrome, "Chrome (Linux)")
	must(t, err)
	if err = s.EnterCode(desk, "1234-5678"); err == nil {
		t.Error("a wrong code was taken")
	}
	must(t, s.EnterCode(desk, code))
	first(t, h, func(*events.Connected) bool { return true })
	if id := cli.Store.GetJID(); id.User != desk || id.Device != 1 {
		t.Errorf("paired as %s", id)
	}
}
