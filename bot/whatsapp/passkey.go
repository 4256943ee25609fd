package whatsapp

// Some accounts link a device only with a passkey. It is asked of a browser
// that has it, on WhatsApp's own page, by a person: what the browser answers
// is typed in here. The steps are WhatsApp's; nothing of the passkey is kept.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
)

// passkeys is whatsmeow's half of the step.
type passkeys interface {
	SendPasskeyResponse(context.Context, *types.WebAuthnResponse) error
	SendPasskeyConfirmation(context.Context) error
}

// passkeyStep answers one event of the step. It may wait for a person, so it
// runs beside the pairing; what comes back ends up in done.
func passkeyStep(ctx context.Context, p Prompt, to passkeys, e any, done chan<- error) {
	go func() { done <- answerPasskey(ctx, p, to, e) }()
}

func answerPasskey(ctx context.Context, p Prompt, to passkeys, e any) error {
	switch e := e.(type) {
	case *events.PairPasskeyRequest:
		if p.Passkey == nil {
			return ErrPasskey
		}
		options, err := json.Marshal(e.PublicKey)
		if err != nil {
			return fmt.Errorf("passkey request: %w", err)
		}
		for try := 1; ; try++ {
			said, err := p.Passkey(ctx, PasskeySnippet(options), try)
			if err != nil {
				return err
			}
			answer, err := parsePasskey(said)
			if err != nil { // a slip of the clipboard: ask again
				continue
			}
			return to.SendPasskeyResponse(ctx, answer)
		}
	case *events.PairPasskeyConfirmation:
		if !e.SkipHandoffUX {
			if p.Confirm == nil {
				return ErrPasskey
			}
			if err := p.Confirm(ctx, e.Code); err != nil {
				return err
			}
		}
		return to.SendPasskeyConfirmation(ctx)
	}
	return nil
}

// parsePasskey reads what the browser printed, quotes around it or not.
func parsePasskey(said []byte) (*types.WebAuthnResponse, error) {
	said = bytes.Trim(bytes.TrimSpace(said), "'")
	var a types.WebAuthnResponse
	if err := json.Unmarshal(said, &a); err != nil {
		return nil, err
	}
	if a.ID == "" || len(a.Response.Signature) == 0 || len(a.Response.ClientDataJSON) == 0 {
		return nil, errors.New("no answer of a passkey")
	}
	return &a, nil
}

// PasskeySnippet is what a person pastes into the console of a browser on
// web.whatsapp.com. It prints one line, which is the answer.
func PasskeySnippet(options []byte) string {
	return `navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(` + string(options) +
		`)}).then(c => console.log(JSON.stringify(c.toJSON())), e => console.log("It did not work: " + e))`
}
