package read

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestProbe(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("PROBE"))
	kind := os.Getenv("KIND")
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		fmt.Printf("%-80s => %s\n", l, attempt(kind, trial{text: l, at: noon, own: "+628111111111"}, "blind"))
	}
}
