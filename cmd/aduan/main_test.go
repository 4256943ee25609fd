package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets this test binary be other programs too: an aduan that dies, a
// bot that a test started, the aduan of the scripts. None of them, and no test,
// may dial anything but this machine.
func TestMain(m *testing.M) {
	guardNetwork()
	switch {
	case os.Getenv(killEnv) != "":
		os.Exit(doomed())
	case os.Getenv(childEnv) != "":
		os.Exit(child())
	}
	testscript.Main(guarded{m}, map[string]func(){"aduan": main})
}
