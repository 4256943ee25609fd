package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aduan/bot/proof/prooftest"
)

var update = flag.Bool("update", false, "write what the program says into the files that quote it")

// The transcript in the README is what the program says, to the letter: lines
// after "> " are the person's, the rest is answered.
func TestTranscriptInReadme(t *testing.T) {
	t.Parallel()
	const path = "../../README.md"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```transcript\n(.*?)```")
	m := block.FindSubmatch(b)
	if m == nil {
		t.Fatal("no transcript in the README")
	}
	photo := filepath.Join(t.TempDir(), "bukti.jpg")
	if err := os.WriteFile(photo, prooftest.JPEG(1), 0o600); err != nil {
		t.Fatal(err)
	}
	var said []string
	var in bytes.Buffer
	for line := range strings.Lines(string(m[1])) {
		words, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> ")
		if !ok {
			continue
		}
		said = append(said, words)
		msg := map[string]string{"from": "+6281234567890", "text": words}
		if words == "[foto: bukti.jpg]" {
			msg = map[string]string{"from": "+6281234567890", "file": photo}
		}
		if err := json.NewEncoder(&in).Encode(msg); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"chat", "--json", "--now", "2024-09-06T12:00:00+07:00"}, &in, &out, &errs, nil); code != 0 {
		t.Fatalf("exit %d: %s", code, &errs)
	}
	got := []string{"> " + said[0]}
	for dec := json.NewDecoder(&out); dec.More(); {
		var o struct {
			Text string
			Done int
		}
		if err := dec.Decode(&o); err != nil {
			t.Fatal(err)
		}
		if o.Text != "" {
			got = append(got, o.Text)
		} else if o.Done < len(said) {
			got = append(got, "> "+said[o.Done])
		}
	}
	want := strings.TrimSuffix(string(m[1]), "\n")
	if have := strings.Join(got, "\n\n"); have != want {
		if *update {
			b = block.ReplaceAllLiteral(b, []byte("```transcript\n"+have+"\n```"))
			if err := os.WriteFile(path, b, 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("the program says:\n%s", have)
	}
}
