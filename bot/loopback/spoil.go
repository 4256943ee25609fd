package loopback

import (
	"net/http"
	"strconv"
	"time"
)

// MediaFault is what a media host does instead of its duty.
type MediaFault struct {
	Status   int           // 404, 410, 500 ...
	Redirect string        // to this address
	Delay    time.Duration // before the first byte
	Drip     time.Duration // between any two bytes
	Endless  bool          // a body that never ends
	Length   int64         // a Content-Length, however long the body
	Body     []byte        // in place of the file; empty and not nil for no bytes at all
}

// OnMedia asks about every upload and download; nil ends it. For a nil fault the request is served.
func (s *Server) OnMedia(hook func(*http.Request) *MediaFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.media = hook
}

// spoil gives the request its fault, and tells whether that was all the answer it gets. If not, the rest of the answer
// goes to the writer that it returns.
func (s *Server) spoil(w http.ResponseWriter, r *http.Request) (http.ResponseWriter, bool) {
	s.mu.Lock()
	hook := s.faults.media
	s.mu.Unlock()
	if hook == nil {
		return w, false
	}
	fault := hook(r)
	if fault == nil {
		return w, false
	}
	if !s.pause(r, fault.Delay) {
		return w, true
	}
	if fault.Drip > 0 {
		w = &dripping{ResponseWriter: w, s: s, r: r, pause: fault.Drip}
	}
	if fault.Length != 0 {
		w.Header().Set("Content-Length", strconv.FormatInt(fault.Length, 10))
	}
	switch {
	case fault.Redirect != "":
		w.Header().Set("Location", fault.Redirect)
		w.WriteHeader(http.StatusFound)
	case fault.Status != 0:
		http.Error(w, http.StatusText(fault.Status), fault.Status)
	case fault.Endless:
		junk := make([]byte, 32<<10)
		for s.ctx.Err() == nil {
			if _, err := w.Write(junk); err != nil {
				break
			}
		}
	case fault.Body != nil || fault.Length != 0:
		_, _ = w.Write(fault.Body)
	default:
		return w, false // only late or slow
	}
	return w, true
}

// pause waits, and tells whether there is still somebody to answer.
func (s *Server) pause(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.ctx.Done():
	}
	return false
}

// dripping writes one byte at a time.
type dripping struct {
	http.ResponseWriter
	s     *Server
	r     *http.Request
	pause time.Duration
}

func (d *dripping) Write(data []byte) (int, error) {
	for i := range data {
		if !d.s.pause(d.r, d.pause) {
			return i, http.ErrAbortHandler
		}
		if _, err := d.ResponseWriter.Write(data[i : i+1]); err != nil {
			return i, err
		}
		if err := http.NewResponseController(d.ResponseWriter).Flush(); err != nil {
			return i, err
		}
	}
	return len(data), nil
}
