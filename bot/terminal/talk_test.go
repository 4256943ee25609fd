package terminal

import "testing"

func TestIndentBreaksBetweenWords(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		columns    int
		text, want string
	}{
		{0, "satu dua tiga empat\n\nlima", "  satu dua tiga empat\n  \n  lima"},
		{11, "satu dua tiga empat", "  satu dua\n  tiga\n  empat"},
		{8, "a sepanjang-panjangnya b", "  a\n  sepanjang-panjangnya\n  b"},
		{40, "✓ Jumlah: 2\n✓ Hari", "  ✓ Jumlah: 2\n  ✓ Hari"},
	} {
		if got := indent(x.text, x.columns); got != x.want {
			t.Errorf("%d columns: %q, want %q", x.columns, got, x.want)
		}
	}
}
