// Package store is the record: one SQLite file, aduan.db, with one file of
// this package per noun.
//
// Every change runs in [Store.Update], one transaction on the one writing
// connection; methods of [Tx] never commit, so that a caller can put
// everything one message changes (inbox row, session, complaint, event,
// replies) into a single commit. Reading beside it (export, status pages) runs
// in [Store.View] on a pool that cannot write.
//
// Times are kept as milliseconds since 1970 in UTC. A contact is known by our
// own id; everything hangs on that, never on an address or a name.
//
// Start with migrations/01-initial.sql.
package store
