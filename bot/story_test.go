package bot_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the bot says into the stories")

// TestStories plays the dialogues in testdata through [bot.Receive].
// testdata/README.md says how to read and write them. What the bot says has to
// be what the story has it say, word for word; lines that begin with "=" are
// what has to hold whatever the wording, and -update never touches them.
func TestStories(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no stories", err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(path), "testdata/"), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			told := tell(t, path, string(b))
			switch {
			case told == string(b):
			case *update:
				if err := os.WriteFile(path, []byte(told), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Error(firstDifference(path, string(b), told))
			}
		})
	}
}

// tell plays the scenes of a story and returns it with what the bot really
// said. A scene that breaks off stays as it was.
func tell(t *testing.T, path, text string) string {
	var out strings.Builder
	at := 1
	for i, scene := range strings.Split(strings.TrimSuffix(text, "\n"), "\n---") {
		if i > 0 {
			scene = "---" + scene
		}
		title, _, _ := strings.Cut(strings.Trim(scene, "#- "), "\n")
		told := scene + "\n"
		t.Run(title, func(t *testing.T) { told = play(t, path, at, scene) })
		out.WriteString(told)
		at += strings.Count(scene, "\n") + 1
	}
	return out.String()
}

func play(t *testing.T, path string, first int, scene string) string {
	w := newWorld(t)
	var out strings.Builder
	said := true // what the bot said to the last act stands in out
	hear := func() {
		if !said {
			out.WriteString(w.heard())
			said = true
		}
	}
	for i, line := range strings.Split(scene, "\n") {
		w.at = path + ":" + itoa(first+i)
		if ofBot(line) {
			continue // what it really says is put here instead
		}
		hear()
		switch {
		case strings.HasPrefix(line, "="):
			w.claim(strings.TrimSpace(line[1:]))
		case line == "", strings.HasPrefix(line, "#"), strings.HasPrefix(line, "---"):
		default:
			w.act(line)
			said = false
		}
		out.WriteString(line + "\n")
	}
	hear()
	return out.String()
}

// ofBot says that a line is the bot's: "3< words", or a further line of them,
// which is indented.
func ofBot(line string) bool {
	digits := strings.TrimLeft(line, "0123456789")
	return strings.HasPrefix(line, "   ") || len(digits) < len(line) && strings.HasPrefix(digits, "<")
}

// firstDifference shows where two texts part.
func firstDifference(path, want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return path + ":" + itoa(i+1) + "\nstory: " + x + "\n  bot: " + y
		}
	}
	return ""
}
