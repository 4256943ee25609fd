package store

import (
	"context"
	"time"

	"go.mau.fi/util/dbutil"
)

// upgradeHook calls a hook after every statement of an upgrade, inside its
// transaction and when that is committed.
type upgradeHook struct {
	dbutil.DatabaseLogger
	at        func(point string)
	upgrading bool
}

// Migrating is the point that an upgrade calls its hook with.
const Migrating = "migration"

// DoUpgrade is what dbutil calls before a step, if there is one.
func (h *upgradeHook) DoUpgrade(int, int, string, dbutil.TxnMode) { h.upgrading = true }

// QueryTiming is what dbutil calls after a statement.
func (h *upgradeHook) QueryTiming(context.Context, string, string, []any, int, time.Duration, error) {
	if h.upgrading {
		h.at(Migrating)
	}
}
