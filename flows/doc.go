// Package flows is the conversation: which question comes next, what an
// answer means for the form, and what the person reads.
//
// It is pure. [Flow.Resume] takes a [Session] and an [Input] and gives a
// [Turn]; it knows no clock, no database, no network and no context, never
// fails and never changes its argument. What a turn wants done (a complaint
// filed, a note added, files dropped) stands in the turn as data, and the
// caller does it in one transaction.
//
//	Session + Input ──Resume──▶ Turn{Session, Reply, File, Append, Drop, Events}
//
// The state is the answers: what we wait for is derived, the first required
// field of the form that applies and has no answer; when none is left the
// summary is the question, which offers the optional fields, and *kirim* is its
// answer. Beside the answers a session holds at most one [Aside], a question of
// our own that is no field. One message may give several answers
// (understand.go); what is only likely is shown for checking (likely.go).
//
// The form is data (forms/*.yaml, [Load]); the sentences that do not belong to
// a form stand in one catalogue per language (texts/*.yaml, [Texts]).
//
// Start with forms/emeterai.yaml, then turn.go.
package flows
