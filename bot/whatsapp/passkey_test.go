package whatsapp

import (
	"context"
	"errors"
	"strings"
	"testing"

	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
)

// server is the other side of the passkey step.
type server struct {
	answer    *types.WebAuthnResponse
	confirmed bool
}

func (s *server) SendPasskeyResponse(_ context.Context, a *types.WebAuthnResponse) error {
	s.answer = a
	return nil
}
func (s *server) SendPasskeyConfirmation(context.Context) error { s.confirmed = true; return nil }

const passkeyAnswer = `{"id":"abc","rawId":"YWJj","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"c2ln"}}`

// The step as a person goes through it: a slip of the clipboard is asked about
// again, the code is compared, and WhatsApp gets the answer and the word.
func TestPasskeyStep(t *testing.T) {
	t.Parallel()
	var s server
	var shown string
	typed := []string{"uncaught SyntaxError", "{}", "'" + passkeyAnswer + "'\n"}
	p := Prompt{
		Passkey: func(_ context.Context, snippet string, try int) ([]byte, error) {
			if !strings.Contains(snippet, `"challenge":"AQID"`) || !strings.Contains(snippet, "navigator.credentials.get") {
				t.Errorf("the snippet is %s", snippet)
			}
			return []byte(typed[try-1]), nil
		},
		Confirm: func(_ context.Context, code string) error { shown = code; return nil },
	}
	done := make(chan error, 1)
	passkeyStep(t.Context(), p, &s, &events.PairPasskeyRequest{PublicKey: &types.WebAuthnPublicKey{Challenge: []byte{1, 2, 3}}}, done)
	if err := <-done; err != nil || s.answer == nil || s.answer.ID != "abc" {
		t.Fatalf("answered %+v, %v", s.answer, err)
	}
	passkeyStep(t.Context(), p, &s, &events.PairPasskeyConfirmation{Code: "1234"}, done)
	if err := <-done; err != nil || shown != "1234" || !s.confirmed {
		t.Errorf("code %q, confirmed %t, %v", shown, s.confirmed, err)
	}
}

func TestPasskeyCodeThatNeedsNoEyes(t *testing.T) {
	t.Parallel()
	var s server
	if err := answerPasskey(t.Context(), Prompt{}, &s, &events.PairPasskeyConfirmation{SkipHandoffUX: true}); err != nil || !s.confirmed {
		t.Errorf("confirmed %t, %v", s.confirmed, err)
	}
}

// A person who gives up, and a caller who cannot ask, end the pairing.
func TestPasskeyThatIsNotGiven(t *testing.T) {
	t.Parallel()
	var s server
	gave := errors.New("gave up")
	p := Prompt{
		Passkey: func(context.Context, string, int) ([]byte, error) { return nil, gave },
		Confirm: func(context.Context, string) error { return gave },
	}
	request := &events.PairPasskeyRequest{PublicKey: &types.WebAuthnPublicKey{}}
	for _, tc := range []struct {
		p    Prompt
		e    any
		want error
	}{{p, request, gave}, {p, &events.PairPasskeyConfirmation{Code: "1"}, gave}, {Prompt{}, request, ErrPasskey}, {Prompt{}, &events.PairPasskeyConfirmation{Code: "1"}, ErrPasskey}} {
		if err := answerPasskey(t.Context(), tc.p, &s, tc.e); !errors.Is(err, tc.want) || s.answer != nil || s.confirmed {
			t.Errorf("%T: %v", tc.e, err)
		}
	}
}
