package loopback

import "context"

// T is what this package needs of a *testing.T, so that programs can use it without the testing package.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
	TempDir() string
	Context() context.Context
}

// Start is New for tests: a refusal fails the test, and the server is closed when the test ends.
func Start(t T, opts Options) *Server {
	t.Helper()
	if opts.Fail == nil {
		opts.Fail = func(err error) { t.Errorf("%v", err) }
	}
	s, err := New(opts)
	if err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// NewPhone is OpenPhone for tests: what goes wrong with the phone fails the test, and it is closed when the test ends.
func (s *Server) NewPhone(t T, number string, opts ...PhoneOption) *Phone {
	t.Helper()
	p, err := s.OpenPhone(t.Context(), number, t.TempDir(), opts...)
	if err != nil {
		t.Fatalf("%v", err)
	}
	p.t = t
	t.Cleanup(p.Close)
	return p
}

// fatal ends the test. A phone outside of a test reports to the server's Fail.
func (p *Phone) fatal(err error) {
	if p.t == nil {
		p.s.fail(err)
		return
	}
	p.t.Helper()
	p.t.Fatalf("%v", err)
}

func (p *Phone) ctx() context.Context {
	if p.t == nil {
		return p.s.ctx
	}
	return p.t.Context()
}
