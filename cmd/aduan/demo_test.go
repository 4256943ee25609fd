package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"aduan/bot/demo"
)

// startDemo runs "aduan demo" and returns the address it prints.
func startDemo(t *testing.T, args ...string) (url string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var errs syncBuffer
	printed, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := run(ctx, append([]string{"demo", "--no-open"}, args...), strings.NewReader(""), out, &errs, nil)
		out.Close()
		ended <- code
	}()
	stop = sync.OnceValue(func() error {
		cancel()
		if code := <-ended; code != 0 || strings.Contains(errs.String(), `"level":"error"`) {
			return fmt.Errorf("exit %d: %s", code, &errs)
		}
		return nil
	})
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+/\S+/`)
	for lines := bufio.NewScanner(printed); lines.Scan(); {
		if url = address.FindString(lines.Text()); url != "" {
			go io.Copy(io.Discard, printed) // the rest of what it has to say
			return url, stop
		}
	}
	t.Fatalf("no address was printed: %v", stop())
	return "", stop
}

func TestDemoIsThere(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	start := time.Now()
	url, stop := startDemo(t)
	t.Logf("ready after %v", time.Since(start).Round(time.Millisecond)) // two phones and the desk are paired by then
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(page), "<title>aduan demo") {
		t.Errorf("%s %v: %.200s", response.Status, err, page)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	if left, err := filepath.Glob(os.Getenv("TMPDIR") + "/*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// The people of a demo come back, under the numbers by which the record knows
// them; what a real desk has is never touched.
func TestDemoOnADirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 2 {
		_, stop := startDemo(t, "--data", dir)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, demo.PeopleFile)); err != nil {
		t.Fatal(err)
	}
	var errs syncBuffer
	code := run(t.Context(), []string{"demo", "--no-open", "--data", dir}, strings.NewReader(""), io.Discard, &errs, nil)
	if code != exitUsage || !strings.Contains(errs.String(), "belongs to a real desk") {
		t.Errorf("exit %d: %s", code, &errs)
	}
	if _, err := os.Stat(filepath.Join(dir, "whatsapp.db")); err != nil {
		t.Error(err)
	}
}

func TestDemoRefusesAFormWithAFault(t *testing.T) {
	t.Parallel()
	form := filepath.Join(t.TempDir(), "my.yaml")
	if err := os.WriteFile(form, []byte("name: x\nfield: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var errs syncBuffer
	code := run(t.Context(), []string{"demo", "--no-open", "--form", form}, strings.NewReader(""), io.Discard, &errs, nil)
	if code != exitUsage || !strings.Contains(errs.String(), "my.yaml:") {
		t.Errorf("exit %d: %s", code, &errs)
	}
}
