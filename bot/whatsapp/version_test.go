package whatsapp

import (
	"context"
	"errors"
	"testing"
)

func TestChooseVersion(t *testing.T) {
	t.Parallel()
	const base = 1_047_000_000
	for _, test := range []struct {
		name                  string
		cached, fetched, want uint32
	}{
		{"nothing known", 0, 0, base},
		{"newer one fetched", 0, base + 5, base + 5},
		{"older one fetched", 0, base - 5, base},
		{"older one fetched, newer one cached", base + 3, base - 5, base + 3},
		{"fetched counts before cached", base + 9, base + 5, base + 5},
		{"cached alone", base + 3, 0, base + 3},
		{"cached by an older release", base - 3, 0, base},
		{"absurd one fetched", base + 3, base + newest, base + 3},
		{"absurd ones only", 4_294_967_295, 4_294_967_295, base},
	} {
		if got := choose(base, test.cached, test.fetched); got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}

func TestChooseVersionSurvivesItsSources(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	v, err := ChooseVersion(t.Context(), "no number", func(ctx context.Context) (uint32, error) {
		if _, ok := ctx.Deadline(); !ok {
			t.Error("no deadline")
		}
		return 0, broken
	})
	if v != compiled || !errors.Is(err, broken) {
		t.Errorf("got %d, %v", v, err)
	}
	if v, err = ChooseVersion(t.Context(), "", nil); v != compiled || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
}
