package bot

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Which room of the house may use which. A room that is missing here may use
// none; cmd/aduan wires them and may use all.
var rooms = map[string][]string{
	"flows/read":          {},
	"flows":               {"flows/read"},
	"store":               {"flows"},
	"bot/proof":           {},
	"bot/proof/prooftest": {},
	"bot/export":          {"store", "flows"},
	"bot/desk":            {"store", "flows", "bot/export"},
	"bot":                 {"bot/desk", "bot/proof", "store", "flows", "flows/read"},
	"bot/terminal":        {"bot", "store", "flows"},
	"bot/whatsapp":        {"bot", "store", "flows"},
	"bot/loopback":        {},
	"bot/demo":            {"bot", "bot/loopback", "bot/whatsapp", "bot/proof/prooftest", "store", "flows"},
}

func TestRoomsUseOnlyWhatTheyMay(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "aduan/...").Output()
	if err != nil {
		t.Skipf("no toolchain at hand: %v", err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		room := strings.TrimPrefix(words[0], "aduan/")
		if strings.HasPrefix(room, "cmd/") {
			continue
		}
		seen++
		may, known := rooms[room]
		if !known {
			t.Errorf("%s has no place in the house", room)
		}
		for _, path := range words[1:] {
			if used, ours := strings.CutPrefix(path, "aduan/"); ours && !slices.Contains(may, used) {
				t.Errorf("%s may not use %s", room, used)
			}
		}
	}
	if seen < 6 {
		t.Errorf("only %d rooms were looked at", seen)
	}
}
