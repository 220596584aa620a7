-- The first schema. Never edited once landed: a test holds its hash.
--
-- Times are INTEGER microseconds since 1970-01-01 UTC. Days are TEXT, ISO 8601. `doc`, `entry`,
-- `before`, `after` and the lists are JSON. A `*_key` is the form in which something is compared
-- (ids and numbers in lower case). What is projected out of a document is written by the function
-- that writes the document, in the same statement or the same transaction.

-- Incoming mail, whatever came of it. Texts are cut (text 200 KiB, headers 64 KiB); `raw` is kept
-- only for mail that belongs to an item, or that cannot be read, up to a cap.
CREATE TABLE mail (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    message_key     TEXT    NOT NULL,
    message_id      TEXT    NOT NULL,
    hash            TEXT    NOT NULL,             -- SHA-256 of the raw bytes, hex
    mailbox         TEXT    NOT NULL DEFAULT '',  -- '' = not from a mailbox (a test, a command)
    folder          TEXT    NOT NULL DEFAULT '',
    uidvalidity     INTEGER NOT NULL DEFAULT 0,
    uid             INTEGER NOT NULL DEFAULT 0,
    arrived_at      INTEGER NOT NULL,
    from_address    TEXT    NOT NULL DEFAULT '',  -- '' = no address that may be believed
    from_name       TEXT    NOT NULL DEFAULT '',
    recipients      TEXT    NOT NULL DEFAULT '[]',
    subject         TEXT    NOT NULL DEFAULT '',
    text            TEXT    NOT NULL DEFAULT '',
    headers         TEXT    NOT NULL DEFAULT '',
    attachments     TEXT    NOT NULL DEFAULT '[]',
    authentication  TEXT    NOT NULL DEFAULT '{}',
    status          TEXT    NOT NULL CHECK (status IN ('read', 'unreadable', 'quarantined')),
    why             TEXT    NOT NULL DEFAULT '',
    raw             BLOB
) STRICT;
CREATE INDEX mail_message ON mail (message_key, hash);
CREATE INDEX mail_failed ON mail (id) WHERE status <> 'read';

-- Mails whose reading panicked, by hash; counted outside the transaction that was rolled back.
CREATE TABLE poison (
    hash   TEXT    NOT NULL PRIMARY KEY,
    tries  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- How far each folder is read: every UID up to low_water is done. Above it: table seen.
CREATE TABLE cursor (
    mailbox      TEXT    NOT NULL,
    folder       TEXT    NOT NULL,
    uidvalidity  INTEGER NOT NULL,
    low_water    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (mailbox, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (
    mailbox      TEXT    NOT NULL,
    folder       TEXT    NOT NULL,
    uidvalidity  INTEGER NOT NULL,
    uid          INTEGER NOT NULL,
    PRIMARY KEY (mailbox, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;

-- What clients owe. `doc` is the truth (without holds, which are rows); the rest is projected,
-- except next_step, next_at and wake_at, which the plan of the ladder sets.
CREATE TABLE item (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT    NOT NULL CHECK (kind IN ('request', 'invoice')),
    state         TEXT    NOT NULL CHECK (state IN ('open', 'held', 'disputed', 'closed')), -- by its own holds
    owner         TEXT    NOT NULL,
    client        TEXT    NOT NULL,
    base_subject  TEXT    NOT NULL,
    due           TEXT    NOT NULL,
    closed_at     INTEGER,
    next_step     TEXT,
    next_at       INTEGER,
    wake_at       INTEGER,                        -- when the item must be looked at again
    doc           TEXT    NOT NULL,
    CHECK ((next_step IS NULL) = (next_at IS NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) STRICT;
CREATE INDEX item_subject ON item (client, base_subject);
CREATE INDEX item_open_client ON item (client, id) WHERE closed_at IS NULL;
CREATE INDEX item_open_owner ON item (owner, id) WHERE closed_at IS NULL;
CREATE INDEX item_owner ON item (owner, id);
CREATE INDEX item_closed ON item (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX item_wake ON item (wake_at, id) WHERE wake_at IS NOT NULL;

-- Message ids that lead to an item. own = 1: of its document (replaced with it);
-- own = 0: of mail about it that is not in its thread (notices, follow-ups).
CREATE TABLE item_thread (
    message_key  TEXT    NOT NULL,
    item         INTEGER NOT NULL REFERENCES item (id),
    own          INTEGER NOT NULL DEFAULT 1 CHECK (own IN (0, 1)),
    PRIMARY KEY (message_key, item, own)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_thread_item ON item_thread (item, own);

CREATE TABLE item_contact (
    address  TEXT    NOT NULL,
    item     INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (address, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_contact_item ON item_contact (item);

CREATE TABLE item_number (
    client      TEXT    NOT NULL,
    number_key  TEXT    NOT NULL,
    item        INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (client, number_key, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_number_item ON item_number (item);

-- Reasons not to chase. item is set for scope 'item', key (address or client) for contact and client.
CREATE TABLE hold (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    scope     TEXT    NOT NULL CHECK (scope IN ('item', 'contact', 'client', 'team')),
    item      INTEGER REFERENCES item (id),
    key       TEXT    NOT NULL DEFAULT '',
    reason    TEXT    NOT NULL,
    until     TEXT,                               -- first day follow-ups may go again; NULL = until an event
    evidence  TEXT    NOT NULL DEFAULT '{}',
    CHECK ((scope = 'item') = (item IS NOT NULL))
) STRICT;
CREATE INDEX hold_item ON hold (item, id) WHERE item IS NOT NULL;
CREATE UNIQUE INDEX hold_outer ON hold (scope, key, reason) WHERE item IS NULL;
CREATE INDEX hold_outer_until ON hold (until) WHERE item IS NULL AND until IS NOT NULL;

-- Everything that happened. Rows of one decision share `decision`, the id of its first row.
CREATE TABLE history (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    decision  INTEGER NOT NULL,
    item      INTEGER,
    event     TEXT    NOT NULL,
    entry     TEXT    NOT NULL,
    before    TEXT,                               -- whole images of the item, holds included
    after     TEXT
) STRICT;
CREATE INDEX history_at ON history (at, id);
CREATE INDEX history_change ON history (item, id) WHERE after IS NOT NULL;
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- Which items a row of the history is about: one, or several (a merged follow-up).
CREATE TABLE history_item (
    item     INTEGER NOT NULL,
    history  INTEGER NOT NULL REFERENCES history (id),
    PRIMARY KEY (item, history)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_item_history ON history_item (history);
CREATE TRIGGER history_item_is_not_changed BEFORE UPDATE ON history_item
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_item_is_not_deleted BEFORE DELETE ON history_item
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- Changes taken back by `undo`, and the undoing changes themselves: the next `undo` skips both.
CREATE TABLE undone (
    history  INTEGER NOT NULL PRIMARY KEY REFERENCES history (id)
) STRICT;

-- One mail to a client, sent, planned or only shown.
CREATE TABLE follow_up (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    owner       TEXT    NOT NULL,
    status      TEXT    NOT NULL CHECK (status IN
        ('observed', 'proposed', 'accepted', 'skipped', 'queued', 'sent', 'refused', 'unsure', 'withdrawn')),
    counts_at   INTEGER NOT NULL,                 -- planned time until it is sent, then that
    created_at  INTEGER NOT NULL,
    told_by     INTEGER REFERENCES outbox (id),   -- the notice that told the owner of the proposal
    doc         TEXT    NOT NULL
) STRICT;
CREATE INDEX follow_up_told ON follow_up (told_by) WHERE told_by IS NOT NULL;
CREATE INDEX follow_up_proposed ON follow_up (id) WHERE status = 'proposed';

-- Its items. `standing` tells which kind of uniqueness a line has: 1 sent or about to be,
-- 2 proposed, 3 observed, 0 none (withdrawn, accepted, skipped).
CREATE TABLE follow_up_item (
    follow_up   INTEGER NOT NULL REFERENCES follow_up (id),
    item        INTEGER NOT NULL REFERENCES item (id),
    instalment  INTEGER NOT NULL,
    round       INTEGER NOT NULL,
    step        TEXT    NOT NULL,
    standing    INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 3),
    PRIMARY KEY (follow_up, item, instalment, round, step)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX follow_up_once ON follow_up_item (item, instalment, round, step, standing) WHERE standing > 0;
CREATE INDEX follow_up_of_item ON follow_up_item (item, follow_up);

CREATE TABLE follow_up_contact (
    address    TEXT    NOT NULL,
    follow_up  INTEGER NOT NULL REFERENCES follow_up (id),
    PRIMARY KEY (address, follow_up)
) STRICT, WITHOUT ROWID;

-- Mail that leaves, as exact bytes (architecture law 5).
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    class        TEXT    NOT NULL CHECK (class IN ('follow_up', 'notice', 'summary')),
    follow_up    INTEGER REFERENCES follow_up (id),
    message_key  TEXT    NOT NULL UNIQUE,
    message_id   TEXT    NOT NULL,
    sender       TEXT    NOT NULL,
    recipients   TEXT    NOT NULL,
    items        TEXT    NOT NULL DEFAULT '[]',
    client       TEXT    NOT NULL DEFAULT '',     -- '' = not to a client
    state        TEXT    NOT NULL DEFAULT 'queued' CHECK (state IN
        ('queued', 'claimed', 'body_started', 'sent', 'refused', 'unsure', 'held', 'withdrawn')),
    attempt      INTEGER NOT NULL DEFAULT 0,
    not_before   INTEGER NOT NULL,
    send_before  INTEGER,
    next_try_at  INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,                -- last change of state
    begun_at     INTEGER,                         -- claimed; NULL again once it is known not to have left
    bounced_at   INTEGER,                         -- a server sent it back later
    last_error   TEXT    NOT NULL DEFAULT '',
    results      TEXT    NOT NULL DEFAULT '[]',   -- per recipient
    bytes        BLOB    NOT NULL,
    CHECK ((class = 'follow_up') = (follow_up IS NOT NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox (next_try_at, id) WHERE state = 'queued';
CREATE INDEX outbox_expiring ON outbox (send_before, id) WHERE state = 'queued' AND send_before IS NOT NULL;
CREATE INDEX outbox_doubtful ON outbox (state, id) WHERE state IN ('claimed', 'body_started', 'unsure', 'held');
CREATE INDEX outbox_begun ON outbox (begun_at, id) WHERE begun_at IS NOT NULL;
CREATE INDEX outbox_follow_up ON outbox (follow_up) WHERE follow_up IS NOT NULL;
CREATE INDEX outbox_state ON outbox (state);

CREATE TABLE outbox_recipient (
    outbox   INTEGER NOT NULL REFERENCES outbox (id),
    address  TEXT    NOT NULL,
    PRIMARY KEY (outbox, address)
) STRICT, WITHOUT ROWID;

-- The summaries planned, by the moment each was due: none is sent twice.
CREATE TABLE summary (
    due     INTEGER NOT NULL PRIMARY KEY,
    outbox  INTEGER REFERENCES outbox (id)
) STRICT;

-- Small state: the secret of the tags, days of the last notices.
CREATE TABLE memory (
    key    TEXT NOT NULL PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
