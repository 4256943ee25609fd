package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

const aloneEnv = "ADUAN_TEST_ALONE"

// Pairing, a complaint with its picture and a desk that comes back, in a network
// that has this machine and nothing else. The kernel counts whatever finds no
// way out of it, name servers included; there must be none, and there must be
// one more after somebody has tried.
func TestNothingLeavesTheMachine(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(os.Args[0], "-test.v", "-test.run", "^(TestAlone|TestPairWithACode|TestComplaintFromGreetingToReceipt|TestBacklogGetsOneAnswer)$")
	cmd.Env = append(os.Environ(), aloneEnv+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Skipf("no network of its own for a test here (%v): what leaves is seen by the guard in the process only", err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v:\n%s", err, &out)
	}
	for _, want := range []string{"--- PASS: TestPairWithACode", "--- PASS: TestComplaintFromGreetingToReceipt", "--- PASS: TestBacklogGetsOneAnswer", "\nalone: 0 went nowhere, then 1\n"} {
		if !strings.Contains("\n"+out.String(), want) {
			t.Errorf("not seen: %q in\n%s", want, &out)
		}
	}
}

// TestAlone sets the network up before the other tests of such a run, and
// counts after them.
func TestAlone(t *testing.T) {
	if os.Getenv(aloneEnv) == "" {
		t.Skip("for TestNothingLeavesTheMachine")
	}
	if err := loopbackUp(); err != nil {
		t.Fatal(err)
	}
	tried := func() int {
		n, err := unroutable()
		if err != nil {
			t.Error(err)
		}
		return n
	}
	aloneAfter = func() {
		before := tried()
		if c, err := net.Dial("tcp", "192.0.2.1:443"); err == nil { // an address for documentation
			c.Close()
		}
		fmt.Printf("\nalone: %d went nowhere, then %d\n", before, tried())
	}
}

// unroutable is how many packets of this network had no way to go.
func unroutable() (total int, err error) {
	for path, read := range map[string]func([]byte) (string, bool){"/proc/self/net/snmp": ipv4, "/proc/self/net/snmp6": ipv6} {
		b, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		text, ok := read(b)
		n, err := strconv.Atoi(text)
		if !ok || err != nil {
			return 0, fmt.Errorf("no count of unroutable packets in %s", path)
		}
		total += n
	}
	return total, nil
}

// ipv4 reads a table of two lines: names, then values.
func ipv4(b []byte) (string, bool) {
	var names []string
	for line := range strings.Lines(string(b)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] == "Ip:" {
			if names == nil {
				names = words
				continue
			}
			for i, name := range names {
				if name == "OutNoRoutes" && i < len(words) {
					return words[i], true
				}
			}
		}
	}
	return "", false
}

func ipv6(b []byte) (string, bool) {
	for line := range strings.Lines(string(b)) {
		if words := strings.Fields(line); len(words) == 2 && words[0] == "Ip6OutNoRoutes" {
			return words[1], true
		}
	}
	return "", false
}

// loopbackUp switches 127.0.0.1 on, which a new network has off.
func loopbackUp() error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	request := struct {
		name  [16]byte
		flags uint16
		_     [22]byte
	}{flags: syscall.IFF_UP | syscall.IFF_RUNNING}
	copy(request.name[:], "lo")
	if _, _, code := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request))); code != 0 {
		return code
	}
	return nil
}
