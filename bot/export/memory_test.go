package export

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"aduan/flows"
	"aduan/store"
)

// many files n complaints with 2 KB of words each.
func many(t testing.TB, d *desk, n int) {
	t.Helper()
	words := strings.Repeat("kuota belum masuk ", 110)
	d.update(t, func(tx *store.Tx) error {
		for range n {
			if _, err := d.file(tx, "+6281111111111", flows.Filing{Lang: "id", Answers: []flows.Filed{
				filed("kind", flows.Answer{Said: "1", Read: "quota"}),
				filed("story", flows.Answer{Said: words, Read: words}),
			}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// What an export holds in memory does not grow with what it writes: 10,000
// complaints with 40 MB of words need less than 4 MB. Not parallel: others
// would be measured too.
func TestExportStreams(t *testing.T) {
	const bound = 4 << 20
	n := 10_000
	if testing.Short() {
		n = 2_000
	}
	d := setup(t)
	many(t, d, n)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for name, write := range map[string]func(io.Writer, *store.Tx, store.Filter, Options) error{"csv": CSV, "json": JSON} {
		before, most, seen := heap(), uint64(0), 0
		count := &counter{}
		d.view(t, func(tx *store.Tx) error {
			return write(count, tx, store.Filter{}, Options{Each: func() {
				if seen++; seen%(n/10) == 0 {
					most = max(most, heap())
				}
			}})
		})
		if seen != n || count.n < n*2000 {
			t.Fatalf("%s: %d complaints, %d bytes", name, seen, count.n)
		}
		if most > before+bound {
			t.Errorf("%s: %d bytes more than before", name, most-before)
		}
	}
}

type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) {
	c.n += len(b)
	return len(b), nil
}

func BenchmarkExport(b *testing.B) {
	d := setup(b)
	many(b, d, 1000)
	for name, write := range map[string]func(io.Writer, *store.Tx, store.Filter, Options) error{"csv": CSV, "json": JSON} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.view(b, func(tx *store.Tx) error { return write(io.Discard, tx, store.Filter{}, Options{}) })
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/complaint")
		})
	}
}
