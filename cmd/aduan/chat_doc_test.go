package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"aduan/bot/proof/prooftest"
)

// The examples in docs/chat-json.md are true: each is run, and what comes out
// is what the page says, "…" standing for anything.
func TestChatDocumentation(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/chat-json.md")
	if err != nil {
		t.Fatal(err)
	}
	d := setup(t)
	receipt := d.put("receipt.jpg", prooftest.JPEG(1))
	examples := regexp.MustCompile("(?s)```\n\\$ aduan (.*?)\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(examples) < 3 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, x := range examples {
		var input, want strings.Builder
		for line := range strings.Lines(x[2]) {
			if s, ok := strings.CutPrefix(line, ">"); ok {
				input.WriteString(strings.TrimPrefix(s, " "))
			} else if s, ok := strings.CutPrefix(line, "< "); ok {
				want.WriteString(s)
			} else {
				t.Errorf("a line of neither side: %q", line)
			}
		}
		var out, errs bytes.Buffer
		in := strings.ReplaceAll(input.String(), "receipt.jpg", receipt)
		if code := run(t.Context(), strings.Fields(x[1]), strings.NewReader(in), &out, &errs, nil); code != 0 || errs.Len() > 0 {
			t.Errorf("%s: exit code %d, standard error %q", x[1], code, errs.String())
		}
		pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(want.String()), "…", ".*") + "$"
		if !regexp.MustCompile(pattern).MatchString(out.String()) {
			t.Errorf("aduan %s\nsays the page:\n%s\nsays the program:\n%s", x[1], want.String(), out.String())
		}
	}
}

// Every field that a message may have is on the page, and every flag.
func TestChatDocumentationIsWhole(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/chat-json.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(`from to alt name id at quote text file files kind edit revoke react caption mime filename as gone of
		voice video video_note sticker location live_location contact poll call view_once undecryptable unknown
		--now --fetch-delay --seed --data --out --config --form`) {
		if !strings.Contains(string(page), "`"+name+"`") && !strings.Contains(string(page), "`"+name+" ") {
			t.Errorf("docs/chat-json.md does not explain %s", name)
		}
	}
}
