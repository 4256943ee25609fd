package bot

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"aduan/bot/proof"
	"aduan/flows"
	"aduan/store"
)

// fetchTries is how often a file is fetched before the person is asked to send
// it again.
const fetchTries = 5

// FetchNext fetches and checks the file that is due first, and says whether
// there was one. The job stands in the record: a crash at any point does it
// again.
func (b *Bot) FetchNext(ctx context.Context) (bool, error) {
	did, _, err := b.fetchNext(ctx)
	return did, err
}

func (b *Bot) fetchNext(ctx context.Context) (did bool, again time.Time, err error) {
	p, again, err := b.claim(ctx)
	if err != nil || !again.IsZero() {
		return false, again, err
	}
	defer b.release(p.ID)
	verdict, reason, err := b.fetch(ctx, p)
	if err != nil {
		if ctx.Err() != nil || store.Transient(err) { // our own disk: it does not count against the file
			return false, again, err
		}
		b.Log.Warn().Err(err).Str("message_id", p.MessageID).Int("attempts", p.Attempts+1).Msg("File was not fetched, it will be tried again")
		return true, again, b.Store.Update(ctx, func(tx *store.Tx) error {
			return tx.FetchAgain(p.ID, tx.Now.Add(time.Duration(p.Attempts+1)*30*time.Second))
		})
	}
	b.Hook("proof stored")
	err = b.Store.Update(ctx, func(tx *store.Tx) error { return b.checked(tx, p.ID, verdict, reason) })
	if err == nil {
		b.wake()
	}
	return err == nil, again, err
}

// claim picks the file that is due first and that nobody is fetching; where
// none is, it says when the next will be. Whoever has claimed one wakes the
// next to look: two that come in a moment leave one wake.
func (b *Bot) claim(ctx context.Context) (p store.Proof, again time.Time, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	err = b.Store.View(ctx, func(tx *store.Tx) error {
		var busy []int64
		for id := range b.fetching {
			busy = append(busy, id)
		}
		p, err = tx.NextFetch(busy...)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return p, never, nil
	} else if err == nil && p.DueAt.After(b.Now()) {
		return p, p.DueAt, nil
	}
	if err == nil {
		b.fetching[p.ID] = true
		nudge(b.fetcher)
	}
	return p, again, err
}

func (b *Bot) release(id int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.fetching, id)
}

// fetch gets the bytes, judges them and keeps them. A reason says why the file
// is no proof; an error, that it should be tried again.
func (b *Bot) fetch(ctx context.Context, p store.Proof) (v proof.Verdict, reason string, err error) {
	if p.Claim.Size > b.MaxFile {
		return v, string(proof.TooBig), nil
	}
	bytes, err := b.Messenger.Fetch(ctx, p.Ref, b.MaxFile)
	b.Hook("proof fetched")
	switch {
	case errors.Is(err, ErrTooBig), err == nil && int64(len(bytes)) > b.MaxFile:
		return v, string(proof.TooBig), nil
	case errors.Is(err, ErrGone), err != nil && p.Attempts+1 >= fetchTries && ctx.Err() == nil:
		return v, "proof_gone", nil
	case err != nil:
		return v, "", err
	}
	v = proof.Check(bytes, p.Claim.MIME, p.Claim.Document)
	if !v.OK {
		return v, string(v.Reason), nil
	}
	return v, "", b.Store.SaveBytes(ctx, hex.EncodeToString(v.SHA256[:]), bytes)
}

// checked tells the conversation how the check ended.
func (b *Bot) checked(tx *store.Tx, id int64, v proof.Verdict, reason string) error {
	p, err := tx.WaitingProof(id)
	if errors.Is(err, store.ErrNotFound) { // dropped meanwhile
		return tx.DropOrphan(hex.EncodeToString(v.SHA256[:]))
	} else if err != nil {
		return err
	}
	c, err := tx.ContactByID(p.Contact)
	if err != nil {
		return err
	}
	fin := flows.Input{Act: flows.Checked, At: tx.Now, File: p.ID, Number: p.Number, Reason: reason}
	if reason != "" {
		fin.Values = map[string]string{"max": fmt.Sprint(b.MaxFile >> 20)}
		if err := tx.BadProof(p.ID); err != nil {
			return err
		}
		if done, err := b.fetched(tx, p, store.Content{}, reason, fin.Values); done || err != nil {
			return err
		}
		return b.turn(tx, c, p.Line, fin)
	}
	fin.SHA256 = hex.EncodeToString(v.SHA256[:])
	content := store.Content{SHA256: fin.SHA256, MIME: v.MIME, Size: v.Size}
	for _, m := range v.Marks {
		content.Marks = append(content.Marks, string(m))
	}
	if seen, err := tx.SeenElsewhere(p.Contact, fin.SHA256); err != nil {
		return err
	} else if seen {
		content.Marks = append(content.Marks, "seen_elsewhere")
	}
	if err := tx.GoodProof(p.ID, content); err != nil {
		return err
	}
	if done, err := b.fetched(tx, p, content, "", nil); done || err != nil {
		return err
	}
	if silent, err := b.fileCame(tx, p, content); silent || err != nil {
		return err
	}
	return b.turn(tx, c, p.Line, fin)
}
