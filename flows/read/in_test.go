package read

import (
	"strings"
	"testing"
)

// TestOpenings reads everything at once out of opening sentences.
func TestOpenings(t *testing.T) {
	t.Parallel()
	for _, c := range corpus(t, "openings.txt", 2) {
		text := c.fields[0]
		var got []string
		if r, ok := ChoiceIn(text, options); ok {
			got = append(got, "choice="+r.Value)
		}
		if r, ok := CountIn(text, CountLimits{1, 100}); ok {
			got = append(got, "count="+itoa(r.Value))
		}
		if r, ok := DateIn(text, c.at, 365); ok {
			s := "date=" + r.Value.String()
			if r.Sure == Likely {
				s += "?"
			}
			got = append(got, s)
		}
		if r, ok := PhoneIn(text, "ID"); ok {
			got = append(got, "phone="+r.Value)
		}
		if out := strings.Join(got, " "); out != c.fields[1] && !(out == "" && c.fields[1] == "-") {
			t.Errorf("openings.txt:%d: %q\n got %s\nwant %s", c.line, text, out, c.fields[1])
		}
	}
}
