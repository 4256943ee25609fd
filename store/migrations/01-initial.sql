-- v0 -> v1: Contacts, conversations, complaints, proofs, audit and outbox
-- Times are milliseconds since 1970, UTC. "line" names the support number that
-- a chat came through, so that one desk can have several later.

CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
);

-- Who complains. Either address may come first, or be missing for ever. A
-- phone number that another contact has taken over stays, with the time of its
-- loss, so that old complaints still show it.
CREATE TABLE contact (
	id            INTEGER PRIMARY KEY,
	lid           TEXT UNIQUE,
	phone         TEXT,
	phone_lost_at INTEGER,
	name          TEXT NOT NULL DEFAULT '',
	address       TEXT NOT NULL, -- of the chat that the person wrote in last
	created_at    INTEGER NOT NULL
);
CREATE UNIQUE INDEX contact_phone ON contact (phone) WHERE phone_lost_at IS NULL;

-- Every message that was handed over. The sender chooses message ids, so the
-- id alone is no key.
CREATE TABLE inbox (
	contact_id  INTEGER NOT NULL REFERENCES contact (id),
	message_id  TEXT    NOT NULL,
	from_me     INTEGER NOT NULL, -- 1: typed on the support phone itself
	line        TEXT    NOT NULL,
	kind        TEXT    NOT NULL,
	text        TEXT    NOT NULL DEFAULT '',
	ref         TEXT    NOT NULL DEFAULT '', -- the message that it edits, revokes, reacts to or quotes
	number      TEXT    NOT NULL DEFAULT '', -- the complaint that it became part of
	sent_at     INTEGER NOT NULL, -- as WhatsApp stamped it
	received_at INTEGER NOT NULL,
	revoked_at  INTEGER,
	PRIMARY KEY (contact_id, message_id, from_me)
) WITHOUT ROWID;

CREATE TABLE session (
	contact_id INTEGER NOT NULL REFERENCES contact (id),
	line       TEXT    NOT NULL,
	session    TEXT    NOT NULL, -- JSON, see flows.Session
	due_at     INTEGER,          -- when something in it wants to happen
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (contact_id, line)
) WITHOUT ROWID;
CREATE INDEX session_due ON session (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE complaint (
	id           INTEGER PRIMARY KEY,
	number       TEXT    NOT NULL UNIQUE,
	contact_id   INTEGER NOT NULL REFERENCES contact (id),
	line         TEXT    NOT NULL,
	status       TEXT    NOT NULL CHECK (status IN ('new', 'taken', 'waiting', 'resolved', 'rejected')),
	status_at    INTEGER NOT NULL,
	form         TEXT    NOT NULL,
	form_version INTEGER NOT NULL,
	lang         TEXT    NOT NULL,
	filed_at     INTEGER NOT NULL
);
CREATE INDEX complaint_contact ON complaint (contact_id, filed_at);
CREATE INDEX complaint_filed ON complaint (filed_at);

-- How many complaints each day has had: the next one's place in it.
CREATE TABLE number_day (
	day  TEXT PRIMARY KEY,
	next INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE answer (
	complaint_id INTEGER NOT NULL REFERENCES complaint (id),
	position     INTEGER NOT NULL,
	field        TEXT    NOT NULL,
	kind         TEXT    NOT NULL, -- choice, count, date, phone, text or proof
	label        TEXT    NOT NULL, -- as the person was shown it
	shown        TEXT    NOT NULL,
	said         TEXT    NOT NULL,
	read         TEXT    NOT NULL,
	message_id   TEXT    NOT NULL DEFAULT '',
	open         INTEGER NOT NULL DEFAULT 0, -- left for staff to ask
	skipped      INTEGER NOT NULL DEFAULT 0,
	marks        TEXT    NOT NULL DEFAULT '', -- separated by blanks
	PRIMARY KEY (complaint_id, position)
) WITHOUT ROWID;

CREATE TABLE note (
	id           INTEGER PRIMARY KEY,
	complaint_id INTEGER NOT NULL REFERENCES complaint (id),
	at           INTEGER NOT NULL,
	by           TEXT    NOT NULL, -- applicant, or who of the staff
	text         TEXT    NOT NULL,
	message_id   TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX note_complaint ON note (complaint_id, id);

-- A file that somebody sent, and the job of fetching and checking it.
CREATE TABLE proof (
	id           INTEGER PRIMARY KEY AUTOINCREMENT, -- sessions name files by it: never given twice
	contact_id   INTEGER NOT NULL REFERENCES contact (id),
	line         TEXT    NOT NULL,
	complaint_id INTEGER REFERENCES complaint (id),
	field        TEXT    NOT NULL DEFAULT '',
	message_id   TEXT    NOT NULL,
	ref          BLOB    NOT NULL, -- opaque: only the messenger that made it can fetch it
	claimed      TEXT    NOT NULL, -- JSON: what the sender says of it
	state        TEXT    NOT NULL CHECK (state IN ('waiting', 'good', 'bad')),
	attempts     INTEGER NOT NULL DEFAULT 0,
	due_at       INTEGER,          -- when it is to be fetched, while waiting
	sent_at      INTEGER NOT NULL,
	sha256       TEXT REFERENCES proof_bytes (sha256),
	mime         TEXT    NOT NULL DEFAULT '',
	size         INTEGER NOT NULL DEFAULT 0,
	marks        TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX proof_due ON proof (due_at, id) WHERE state = 'waiting';
CREATE INDEX proof_complaint ON proof (complaint_id, id);
CREATE INDEX proof_contact ON proof (contact_id);
CREATE INDEX proof_sha256 ON proof (sha256);

-- The bytes of each file once, however often it was sent.
CREATE TABLE proof_bytes (
	sha256 TEXT PRIMARY KEY,
	bytes  BLOB NOT NULL
);

-- The audit. Nothing in it changes or goes.
CREATE TABLE event (
	id           INTEGER PRIMARY KEY,
	at           INTEGER NOT NULL,
	contact_id   INTEGER NOT NULL, -- as it was then; a merge is an event of its own
	complaint_id INTEGER,
	kind         TEXT    NOT NULL,
	actor        TEXT    NOT NULL, -- applicant, desk, staff
	detail       TEXT    NOT NULL  -- JSON: keys and reasons, no words of people
);
CREATE INDEX event_complaint ON event (complaint_id, id);
-- What was not understood, or put right by the person.
CREATE INDEX event_reading ON event (at) WHERE kind IN ('answer_refused', 'answer_changed', 'answer_disputed', 'file_refused');
CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TABLE outbox (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	message_id TEXT    NOT NULL UNIQUE, -- chosen here, the same on every try
	contact_id INTEGER NOT NULL REFERENCES contact (id),
	line       TEXT    NOT NULL,
	address    TEXT    NOT NULL,
	news       TEXT    NOT NULL, -- said whatever comes next
	question   TEXT    NOT NULL, -- dropped when a later turn asks something
	asks       TEXT    NOT NULL, -- key of the question
	number     TEXT    NOT NULL DEFAULT '', -- the complaint that it speaks of
	state      TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'parked')),
	attempts   INTEGER NOT NULL DEFAULT 0,
	queued_at  INTEGER NOT NULL,
	due_at     INTEGER NOT NULL,
	sent_at    INTEGER
);
CREATE INDEX outbox_open ON outbox (id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_contact ON outbox (contact_id, state);

-- Messages whose handling failed again and again, with their raw bytes.
CREATE TABLE dead_letter (
	contact_key TEXT    NOT NULL, -- the address, for a contact may be what fails
	message_id  TEXT    NOT NULL,
	attempts    INTEGER NOT NULL,
	error       TEXT    NOT NULL,
	raw         BLOB,
	first_at    INTEGER NOT NULL,
	parked_at   INTEGER,
	PRIMARY KEY (contact_key, message_id)
) WITHOUT ROWID;
