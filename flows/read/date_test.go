package read

import "testing"

func TestDate(t *testing.T) {
	t.Parallel()
	right, refused := 0, 0
	cases := corpus(t, "dates.txt", 2)
	for _, c := range cases {
		text, want := c.fields[0], c.fields[1]
		r, no := Date(text, c.at, 365)
		got := ""
		switch {
		case no != nil:
			got = "!" + string(no.Reason)
			refused++
		case r.Other != nil:
			got = r.Value.String() + "? " + r.Other.String()
		case r.Sure == Likely:
			got = r.Value.String() + "?"
		default:
			got = r.Value.String()
		}
		if got != want {
			t.Errorf("dates.txt:%d: %q is %s (%s), want %s", c.line, text, got, r.Basis, want)
			continue
		}
		right++
	}
	t.Logf("dates: %d of %d, %d refused", right, len(cases), refused)
}
