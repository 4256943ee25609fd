package whatsapp

// The version that this client says it has. WhatsApp refuses clients that are
// some months old; a newer number helps until the program itself is updated.

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/store"
)

const (
	versionTime = 10 * time.Second
	pageSize    = 8 << 20
	// newest is how much higher than the one compiled in a version may be. In
	// 2026 the numbers grew by two million a month; whatever is three years
	// ahead is no version.
	newest = 70_000_000
)

// compiled is the version that whatsmeow was released with.
var compiled = store.GetWAVersion()[2]

// LatestVersion asks WhatsApp Web which version it is.
func LatestVersion(ctx context.Context) (uint32, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	defer t.CloseIdleConnections()
	v, err := whatsmeow.GetLatestVersion(ctx, &http.Client{Transport: smallBody{t, pageSize}})
	if err != nil {
		return 0, err
	}
	return v[2], nil
}

// ChooseVersion returns the version to speak as, given the one that served
// last ("" if none) and a source for the latest one. Any of them may be
// missing or nonsense. It takes ten seconds at most.
func ChooseVersion(ctx context.Context, cached string, latest func(context.Context) (uint32, error)) (version uint32, err error) {
	last, _ := strconv.ParseUint(cached, 10, 32)
	var fetched uint32
	if latest != nil {
		ctx, cancel := context.WithTimeout(ctx, versionTime)
		defer cancel()
		fetched, err = latest(ctx)
	}
	return choose(compiled, uint32(last), fetched), err
}

// choose: what WhatsApp says now, else what served last, else what is compiled
// in; never anything below that, and nothing far above it.
func choose(compiled, cached, fetched uint32) uint32 {
	for _, v := range []uint32{fetched, cached} {
		if v >= compiled && v-compiled < newest {
			return v
		}
	}
	return compiled
}

// SpeakAs sets the version for the whole process. Nothing may be connected, or
// connecting, meanwhile.
func SpeakAs(version uint32) {
	if v := store.GetWAVersion(); v[2] != version {
		v[2] = version
		store.SetWAVersion(v)
	}
}
