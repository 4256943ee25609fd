package whatsapp

// What whatsmeow writes for a message, in fewer commits. Rules:
//
//   - whatever is written for a message that leaves is on the disk before it
//     leaves, in one commit: the keys that moved on, its copy for a retry, and
//     its secret;
//   - that a message was handled is written with the next commit, or when the
//     supervisor looks: the words do not stay on the disk. Until then memory
//     knows; should the process die, the message may come once more, and
//     the record knows it;
//   - what has begun is not broken off: the driver starts a goroutine for every
//     statement that could be.

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
)

// commits stands before whatsmeow's tables.
type commits struct {
	store.IdentityStore
	store.SessionStore
	store.MsgSecretStore
	store.EventBuffer

	mu      sync.Mutex
	handled map[[32]byte]time.Time // not yet written, and since when

	flushing sync.Mutex
}

// commitsOf has a device write through it.
func commitsOf(d *store.Device) *commits {
	c := &commits{
		IdentityStore: d.Identities, SessionStore: d.Sessions, MsgSecretStore: d.MsgSecrets, EventBuffer: d.EventBuffer,
		handled: map[[32]byte]time.Time{},
	}
	d.Identities, d.Sessions, d.MsgSecrets, d.EventBuffer = c, c, c, c
	return c
}

type committing struct{}

// commit does what fn does and writes what waits, all or nothing. Inside of
// another commit it writes only what fn does: that other one may still fail.
func (c *commits) commit(ctx context.Context, fn func(context.Context) error) error {
	if ctx.Value(committing{}) != nil {
		return c.EventBuffer.DoDecryptionTxn(ctx, fn)
	}
	c.mu.Lock()
	waiting := maps.Clone(c.handled)
	c.mu.Unlock()
	err := c.EventBuffer.DoDecryptionTxn(context.WithoutCancel(ctx), func(ctx context.Context) error {
		for hash := range waiting {
			if err := c.EventBuffer.ClearBufferedEventPlaintext(ctx, hash); err != nil {
				return err
			}
		}
		return fn(context.WithValue(ctx, committing{}, true))
	})
	if err == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		maps.DeleteFunc(c.handled, func(hash [32]byte, _ time.Time) bool { _, written := waiting[hash]; return written })
	}
	return err
}

// flush writes what waits.
func (c *commits) flush(ctx context.Context) error {
	c.flushing.Lock()
	defer c.flushing.Unlock()
	return c.write(ctx)
}

// flushBeside has what waits written, unless that goes on already. It waits
// for no lock of the file.
func (c *commits) flushBeside(ctx context.Context, log zerolog.Logger) {
	if !c.flushing.TryLock() {
		return
	}
	go func() {
		defer c.flushing.Unlock()
		if err := c.write(ctx); err != nil {
			log.Debug().Err(err).Msg("What was handled was not written, it will be tried again")
		}
	}()
}

func (c *commits) write(ctx context.Context) error {
	c.mu.Lock()
	none := len(c.handled) == 0
	c.mu.Unlock()
	if none {
		return nil
	}
	return c.commit(ctx, func(context.Context) error { return nil })
}

func (c *commits) DoDecryptionTxn(ctx context.Context, fn func(context.Context) error) error {
	return c.commit(ctx, fn)
}

func (c *commits) GetBufferedEvent(ctx context.Context, hash [32]byte) (*store.BufferedEvent, error) {
	c.mu.Lock()
	at, ok := c.handled[hash]
	c.mu.Unlock()
	if ok {
		return &store.BufferedEvent{InsertTime: at}, nil
	}
	return c.EventBuffer.GetBufferedEvent(context.WithoutCancel(ctx), hash)
}

func (c *commits) ClearBufferedEventPlaintext(_ context.Context, hash [32]byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.handled[hash] = time.Now()
	return nil
}

func (c *commits) GetManySessions(ctx context.Context, addresses []string) (map[string][]byte, error) {
	return c.SessionStore.GetManySessions(context.WithoutCancel(ctx), addresses)
}

func (c *commits) IsTrustedIdentity(ctx context.Context, address string, key [32]byte) (bool, error) {
	return c.IdentityStore.IsTrustedIdentity(context.WithoutCancel(ctx), address, key)
}

// leaving is what is written for one message that leaves, in the context of
// its send.
type leaving struct{ writes []func(context.Context) error }

type leavingKey struct{}

// inOneCommit is a context for sending one message.
func inOneCommit(ctx context.Context) context.Context {
	return context.WithValue(ctx, leavingKey{}, new(leaving))
}

// later keeps a write for PutManySessions, which comes before the message
// leaves; outside of a send it is done now.
func later(ctx context.Context, write func(context.Context) error) error {
	l, ok := ctx.Value(leavingKey{}).(*leaving)
	if !ok {
		return write(ctx)
	}
	l.writes = append(l.writes, write)
	return nil
}

func (c *commits) AddOutgoingEvent(ctx context.Context, chat types.JID, id types.MessageID, format string, plaintext []byte) error {
	return later(ctx, func(ctx context.Context) error {
		return c.EventBuffer.AddOutgoingEvent(ctx, chat, id, format, plaintext)
	})
}

func (c *commits) PutMessageSecret(ctx context.Context, chat, sender types.JID, id types.MessageID, secret []byte) error {
	return later(ctx, func(ctx context.Context) error {
		return c.MsgSecretStore.PutMessageSecret(ctx, chat, sender, id, secret)
	})
}

func (c *commits) PutManySessions(ctx context.Context, sessions map[string][]byte) error {
	l, ok := ctx.Value(leavingKey{}).(*leaving)
	if !ok {
		l = new(leaving)
	}
	err := c.commit(ctx, func(ctx context.Context) error {
		for _, write := range l.writes {
			if err := write(ctx); err != nil {
				return err
			}
		}
		return c.SessionStore.PutManySessions(ctx, sessions)
	})
	if err == nil {
		l.writes = nil
	}
	return err
}
