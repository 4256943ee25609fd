package proof

import (
	"bytes"
	"math/bits"
	"runtime"
	"slices"
	"testing"
	"time"
)

// The bound that the package comment states.
const stated = 144 << 20

// The worst that is still opened, of each kind, stays under the stated bound:
// by all that one Check allocates, which needs no luck with the collector, and
// by the heap while many are checked in a row.
func TestMemoryStaysUnderTheStatedBound(t *testing.T) {
	if testing.Short() {
		t.Skip("opens pictures of 25 million pixels")
	}
	worst := []struct {
		name string
		data []byte
		want Reason
	}{
		// Black ones are opened like any other and found blank afterwards.
		{"png 5000x5000 rgba", rawPNG(5000, 5000, 8, 6, 0, 5000*(1+4*5000)), Blank},
		{"png 4000x4000 rgba, 16 bits", rawPNG(4000, 4000, 16, 6, 0, 4000*(1+8*4000)), Blank},
		{"png 4000x4000 rgba, interlaced", rawPNG(4000, 4000, 8, 6, 1, adam7Size(4000, 4000, 32)), Blank},
		{"png 700000x34", rawPNG(700_000, 34, 8, 6, 0, 34*(1+4*700_000)), Blank},
		{"png of a header", rawPNG(5000, 5000, 8, 6, 0, 10), Broken},
		{"jpeg 5000x5000 progressive", bareJPEG(5000, 5000, 0xc2, maxScans-1), ""},
		{"jpeg 5000x5000", bareJPEG(5000, 5000, 0xc0, 0), ""},
		{"jpeg 4900x4900 in colour", asJPEG(t, stripes(4900, 4900)), ""},
		{"png of many chunks", crumbledPNG(7000), Blank},
		{"webp 900x900", losslessWebP(900, 900, false), ""},
		{"webp 2000x1600, palette", losslessWebP(2000, 1600, true), ""},
		{"webp of greedy tables", greedyWebP(100_000), Broken},
	}
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	base := stats.HeapAlloc
	peak := watchHeap()

	for _, test := range worst {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			v := Check(test.data, "", true)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if v.Reason != test.want || len(v.Marks) > 0 {
				t.Errorf("reason %q, marks %q; want reason %q and no marks", v.Reason, v.Marks, test.want)
			}
			allocated := after.TotalAlloc - before.TotalAlloc
			t.Logf("file of %d KiB: allocated %d MiB in %v", len(test.data)>>10, allocated>>20, took.Round(time.Millisecond))
			if allocated > stated {
				t.Errorf("allocated %d MiB, stated are %d", allocated>>20, stated>>20)
			}
		})
	}

	added := int64(peak()) - int64(base)
	t.Logf("over all of them the heap grew by %d MiB at most", added>>20)
	if added > stated {
		t.Errorf("heap grew by %d MiB, stated are %d", added>>20, stated>>20)
	}
}

// watchHeap looks at the heap every few milliseconds until the function that it
// returns is called, which gives the most that was seen.
func watchHeap() (peak func() uint64) {
	stop, seen := make(chan struct{}), make(chan uint64)
	go func() {
		var stats runtime.MemStats
		most := uint64(0)
		for tick := time.Tick(2 * time.Millisecond); ; {
			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapAlloc)
			select {
			case <-stop:
				seen <- most
				return
			case <-tick:
			}
		}
	}()
	return func() uint64 { close(stop); return <-seen }
}

// crumbledPNG is a PNG of 24 million pixels with n empty chunks behind them.
func crumbledPNG(n int) []byte {
	whole := rawPNG(6000, 4000, 8, 6, 0, 4000*(1+4*6000))
	end := len(whole) - 12
	crumbs := bytes.Repeat(chunk("teSt", nil), n)
	return slices.Concat(whole[:end], crumbs, whole[end:])
}

// greedyWebP is a lossless WebP of about n bytes, nearly all of them
// descriptions of Huffman trees as large as they may be, which a decoder keeps
// all at once. It ends among them.
func greedyWebP(n int) []byte {
	const tiles = 100 // a side
	w := &bitWriter{}
	w.put(0, 1)  // no transform
	w.put(1, 1)  // a colour cache, which makes the alphabet long
	w.put(11, 4) // of 2048 colours
	w.put(1, 1)  // many groups of trees, by tiles
	w.put(0, 3)  // of 4x4 pixels

	// The map of tiles names 2560 groups, by red and green.
	w.put(0, 1)
	w.tree(280)
	w.tree(256)
	for range 3 {
		w.simple(0)
	}
	for i := range tiles * tiles {
		group := uint32(i % 2560)
		w.symbol(group&0xff, 280)
		w.symbol(group>>8, 256)
	}
	for len(w.b) < tiles*tiles*17/8+n {
		w.tree(280 + 2048)
		for range 3 {
			w.tree(256)
		}
		w.tree(40)
	}
	return riff(riffChunk("VP8L", append(vp8lHead(4*tiles, 4*tiles), w.b...)))
}

// shape gives the lengths of a full Huffman tree of size symbols: the first
// short of them take k bits, the others one more.
func shape(size int) (k, short int) {
	k = bits.Len(uint(size)) - 1
	return k, 2<<k - size
}

// symbol writes a symbol by the tree of that size.
func (w *bitWriter) symbol(s uint32, size int) {
	k, short := shape(size)
	if int(s) >= short {
		k, s = k+1, s+uint32(short)
	}
	w.put(bits.Reverse32(s)>>(32-k), k)
}

// tree writes a full Huffman tree as briefly as it can be said: a length once,
// then "six more of it".
func (w *bitWriter) tree(size int) {
	k, short := shape(size)
	w.put(0, 1)
	w.put(15, 4) // how lengths are told follows, for all 19 of them
	for _, symbol := range []int{17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} {
		switch symbol {
		case 16: // again: 0
			w.put(1, 3)
		case k, k + 1: // 10, 11
			w.put(2, 3)
		default:
			w.put(0, 3)
		}
	}
	w.put(0, 1) // as many as the alphabet has
	tell := func(code uint32, n int) {
		for told := 0; told < n; {
			if told == 0 || n-told < 6 {
				w.put(code, 2)
				told++
				continue
			}
			w.put(0, 1)
			w.put(3, 2)
			told += 6
		}
	}
	tell(0b01, short)
	tell(0b11, size-short)
}
