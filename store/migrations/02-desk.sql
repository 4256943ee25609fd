-- v1 -> v2: The desk: staff, claims, what waits to be said, search
-- An older program would take staff for applicants and leave the search
-- behind, so it may not open this record.

-- Who works on complaints. A person who is removed stays, for the audit and so
-- that the configuration does not bring them back.
CREATE TABLE staff (
	id         INTEGER PRIMARY KEY,
	phone      TEXT    NOT NULL, -- E.164
	lid        TEXT,             -- pinned at the first message
	name       TEXT    NOT NULL,
	role       TEXT    NOT NULL CHECK (role IN ('agent', 'lead')),
	lang       TEXT    NOT NULL,
	contact_id INTEGER REFERENCES contact (id), -- whom they write as; NULL: have not written yet
	line       TEXT    NOT NULL DEFAULT '',     -- through which they wrote last
	cards      INTEGER NOT NULL DEFAULT 1,      -- 0: gone home, gets no cards
	refused_at INTEGER,                         -- until confirmed: another account, or another key, came with the number
	refused_lid TEXT   NOT NULL DEFAULT '',     -- the account that came
	filing     INTEGER NOT NULL DEFAULT 0,      -- 1: files a complaint of their own
	asked      TEXT    NOT NULL DEFAULT '',     -- JSON: what waits for a yes
	more       TEXT    NOT NULL DEFAULT '',     -- JSON: what "more" goes on with
	digest_at  INTEGER,                         -- when the cards that were held back are told in one message
	digest_from INTEGER,                        -- since when they were held back
	daily_at   INTEGER,                         -- when a lead is told next how the desk stands
	added_at   INTEGER NOT NULL,
	removed_at INTEGER
);
CREATE UNIQUE INDEX staff_phone ON staff (phone) WHERE removed_at IS NULL;

-- Who works on a complaint, and where it stands in the queue.
ALTER TABLE complaint ADD COLUMN assignee INTEGER REFERENCES staff (id);
ALTER TABLE complaint ADD COLUMN asker INTEGER REFERENCES staff (id); -- whose question is open, or was answered last
ALTER TABLE complaint ADD COLUMN asked TEXT NOT NULL DEFAULT '';      -- id of the message with the open question
ALTER TABLE complaint ADD COLUMN answered_at INTEGER;                 -- when the last question of staff was answered
ALTER TABLE complaint ADD COLUMN receipt TEXT NOT NULL DEFAULT '';    -- id of the message with the receipt
ALTER TABLE complaint ADD COLUMN due_at INTEGER; -- taken: when the claim ends; resolved: when silence closes it
ALTER TABLE complaint ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0; -- 1: comes before all others in the queue
-- The number from its end to its beginning: people write its end.
ALTER TABLE complaint ADD COLUMN backwards TEXT GENERATED ALWAYS AS (
	substr(number,-1,1)||substr(number,-2,1)||substr(number,-3,1)||substr(number,-4,1)||substr(number,-5,1)||substr(number,-6,1)||substr(number,-7,1)||substr(number,-8,1)||substr(number,-9,1)||substr(number,-10,1)||substr(number,-11,1)||substr(number,-12,1)||substr(number,-13,1)||substr(number,-14,1)||substr(number,-15,1)||substr(number,-16,1)||substr(number,-17,1)||substr(number,-18,1)||substr(number,-19,1)||substr(number,-20,1)
) VIRTUAL;
CREATE INDEX complaint_backwards ON complaint (backwards);
CREATE INDEX complaint_queue ON complaint (reopened DESC, filed_at, id) WHERE status = 'new';
CREATE INDEX complaint_status ON complaint (status, filed_at);
CREATE INDEX complaint_status_at ON complaint (status, status_at);
CREATE INDEX complaint_assignee ON complaint (assignee) WHERE assignee IS NOT NULL;
CREATE INDEX complaint_due ON complaint (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX answer_value ON answer (read, complaint_id) WHERE kind = 'choice';

ALTER TABLE note ADD COLUMN kind TEXT NOT NULL DEFAULT ''; -- '': of the applicant; note: never shown to them; answer, question: said to them; phone: typed on the support phone
ALTER TABLE note ADD COLUMN staff_id INTEGER REFERENCES staff (id);
ALTER TABLE event ADD COLUMN staff_id INTEGER;

-- Replies (0) leave before cards (1), cards before digests (2).
ALTER TABLE outbox ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0; -- stays back till then, and keeps nobody waiting
ALTER TABLE outbox ADD COLUMN quote TEXT NOT NULL DEFAULT '';        -- id of the message that it answers
ALTER TABLE outbox ADD COLUMN media TEXT NOT NULL DEFAULT '';        -- SHA-256 of a file; the words are its caption
ALTER TABLE outbox ADD COLUMN mime TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN act INTEGER NOT NULL DEFAULT 0; -- what of the staff it comes from: may be taken back
CREATE INDEX outbox_act ON outbox (act) WHERE act <> 0;
CREATE INDEX outbox_cards ON outbox (contact_id, queued_at) WHERE priority = 1;
CREATE INDEX outbox_parked ON outbox (contact_id) WHERE state = 'parked';
DROP INDEX outbox_open;
CREATE INDEX outbox_open ON outbox (priority, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_waiting ON outbox (contact_id, priority, id) WHERE state IN ('queued', 'sending');

-- What staff did that can be taken back: the complaint as it was and as it
-- became.
CREATE TABLE act (
	id           INTEGER PRIMARY KEY,
	at           INTEGER NOT NULL,
	staff_id     INTEGER NOT NULL REFERENCES staff (id),
	complaint_id INTEGER NOT NULL REFERENCES complaint (id),
	command      TEXT    NOT NULL,
	was          TEXT    NOT NULL, -- JSON, see State
	became       TEXT    NOT NULL,
	undone_at    INTEGER
);
CREATE INDEX act_staff ON act (staff_id, id);

-- A chat in which a human writes: we are silent there.
CREATE TABLE takeover (
	contact_id INTEGER NOT NULL REFERENCES contact (id),
	line       TEXT    NOT NULL,
	staff_id   INTEGER REFERENCES staff (id), -- NULL: somebody at the support phone
	number     TEXT    NOT NULL,              -- the complaint that words belong to, '' if none
	until      INTEGER NOT NULL,
	PRIMARY KEY (contact_id, line)
) WITHOUT ROWID;

-- Work that is too much for one message's transaction.
CREATE TABLE job (
	id       INTEGER PRIMARY KEY,
	at       INTEGER NOT NULL,
	staff_id INTEGER NOT NULL REFERENCES staff (id), -- who is told the result
	kind     TEXT    NOT NULL,
	args     TEXT    NOT NULL, -- JSON
	done_at  INTEGER
);
CREATE INDEX job_open ON job (id) WHERE done_at IS NULL;

-- A file that staff send to an applicant: what is to be done when it has been
-- fetched and checked.
ALTER TABLE proof ADD COLUMN desk TEXT NOT NULL DEFAULT ''; -- JSON

-- One row a complaint; docid is its id.
CREATE VIRTUAL TABLE search USING fts4 (number, person, answers, notes, tokenize=unicode61);
CREATE VIRTUAL TABLE search_term USING fts4aux (search);
INSERT INTO search (docid, number, person, answers, notes)
	SELECT c.id, REPLACE(c.number, '-', ' '), p.name || ' ' || COALESCE(p.phone, ''),
		COALESCE((SELECT GROUP_CONCAT(shown || ' ' || said, ' ') FROM answer WHERE complaint_id = c.id), ''),
		COALESCE((SELECT GROUP_CONCAT(text, ' ') FROM note WHERE complaint_id = c.id), '')
	FROM complaint c JOIN contact p ON p.id = c.contact_id;
