-- What calls have in common: a record names its kind, and sums are kept for each kind. Of four
-- scopes, so that each question finds sums that are few enough to be added up while somebody waits:
--   all    by type and outcome
--   model  by all that says what was asked, and what came of it
--   key    by who asked, and by outcome
--   call   by all that calls have in common; of these are the records
-- What a scope does not look at is empty.
CREATE TABLE usage_kind (
  id              INTEGER PRIMARY KEY,
  scope           TEXT    NOT NULL CHECK (scope IN ('all', 'model', 'key', 'call')),
  account_id      INTEGER NOT NULL,
  account         TEXT    NOT NULL,
  project_id      TEXT    NOT NULL,
  key_id          TEXT    NOT NULL,
  type            TEXT    NOT NULL,
  model           TEXT    NOT NULL,
  provider        TEXT    NOT NULL,
  upstream_model  TEXT    NOT NULL,
  outcome         TEXT    NOT NULL,
  status          INTEGER NOT NULL,
  error_code      TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX usage_kind_sides ON usage_kind (
  scope, key_id, model, provider, outcome, upstream_model, error_code, status, account_id, project_id,
  account, type);

-- One row for each call. The number holds the time at which it began: milliseconds since 1970 times
-- 2^20, so that the rows lie in the order of time.
CREATE TABLE usage_record (
  id                    INTEGER PRIMARY KEY,
  kind_id               INTEGER NOT NULL,
  request_id            TEXT    NOT NULL,
  attempts              TEXT    NOT NULL,
  stream                INTEGER NOT NULL,
  prompt_tokens         INTEGER NOT NULL,
  completion_tokens     INTEGER NOT NULL,
  cached_tokens         INTEGER NOT NULL,
  cache_write_tokens    INTEGER NOT NULL,
  reasoning_tokens      INTEGER NOT NULL,
  usage_source          TEXT    NOT NULL,
  cost                  INTEGER NOT NULL,
  rates                 TEXT    NOT NULL,
  millis                INTEGER NOT NULL,
  first_content_millis  INTEGER,
  bytes_in              INTEGER NOT NULL,
  bytes_out             INTEGER NOT NULL
) STRICT;

CREATE INDEX usage_record_kind ON usage_record (kind_id);
CREATE INDEX usage_record_request ON usage_record (request_id);

-- Sums of the calls of a kind that began in one hour or day since 1970, in UTC. The slots count them
-- by how long they took.
CREATE TABLE usage_hour (
  kind_id               INTEGER NOT NULL,
  step                  INTEGER NOT NULL,
  calls                 INTEGER NOT NULL,
  prompt_tokens         INTEGER NOT NULL,
  completion_tokens     INTEGER NOT NULL,
  cached_tokens         INTEGER NOT NULL,
  cache_write_tokens    INTEGER NOT NULL,
  reasoning_tokens      INTEGER NOT NULL,
  cost                  INTEGER NOT NULL,
  millis                INTEGER NOT NULL,
  first_contents        INTEGER NOT NULL,
  first_content_millis  INTEGER NOT NULL,
  slot_0   INTEGER NOT NULL DEFAULT 0,
  slot_1   INTEGER NOT NULL DEFAULT 0,
  slot_2   INTEGER NOT NULL DEFAULT 0,
  slot_3   INTEGER NOT NULL DEFAULT 0,
  slot_4   INTEGER NOT NULL DEFAULT 0,
  slot_5   INTEGER NOT NULL DEFAULT 0,
  slot_6   INTEGER NOT NULL DEFAULT 0,
  slot_7   INTEGER NOT NULL DEFAULT 0,
  slot_8   INTEGER NOT NULL DEFAULT 0,
  slot_9   INTEGER NOT NULL DEFAULT 0,
  slot_10  INTEGER NOT NULL DEFAULT 0,
  slot_11  INTEGER NOT NULL DEFAULT 0,
  slot_12  INTEGER NOT NULL DEFAULT 0,
  slot_13  INTEGER NOT NULL DEFAULT 0,
  slot_14  INTEGER NOT NULL DEFAULT 0,
  slot_15  INTEGER NOT NULL DEFAULT 0,
  slot_16  INTEGER NOT NULL DEFAULT 0,
  slot_17  INTEGER NOT NULL DEFAULT 0,
  slot_18  INTEGER NOT NULL DEFAULT 0,
  slot_19  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_day (
  kind_id               INTEGER NOT NULL,
  step                  INTEGER NOT NULL,
  calls                 INTEGER NOT NULL,
  prompt_tokens         INTEGER NOT NULL,
  completion_tokens     INTEGER NOT NULL,
  cached_tokens         INTEGER NOT NULL,
  cache_write_tokens    INTEGER NOT NULL,
  reasoning_tokens      INTEGER NOT NULL,
  cost                  INTEGER NOT NULL,
  millis                INTEGER NOT NULL,
  first_contents        INTEGER NOT NULL,
  first_content_millis  INTEGER NOT NULL,
  slot_0   INTEGER NOT NULL DEFAULT 0,
  slot_1   INTEGER NOT NULL DEFAULT 0,
  slot_2   INTEGER NOT NULL DEFAULT 0,
  slot_3   INTEGER NOT NULL DEFAULT 0,
  slot_4   INTEGER NOT NULL DEFAULT 0,
  slot_5   INTEGER NOT NULL DEFAULT 0,
  slot_6   INTEGER NOT NULL DEFAULT 0,
  slot_7   INTEGER NOT NULL DEFAULT 0,
  slot_8   INTEGER NOT NULL DEFAULT 0,
  slot_9   INTEGER NOT NULL DEFAULT 0,
  slot_10  INTEGER NOT NULL DEFAULT 0,
  slot_11  INTEGER NOT NULL DEFAULT 0,
  slot_12  INTEGER NOT NULL DEFAULT 0,
  slot_13  INTEGER NOT NULL DEFAULT 0,
  slot_14  INTEGER NOT NULL DEFAULT 0,
  slot_15  INTEGER NOT NULL DEFAULT 0,
  slot_16  INTEGER NOT NULL DEFAULT 0,
  slot_17  INTEGER NOT NULL DEFAULT 0,
  slot_18  INTEGER NOT NULL DEFAULT 0,
  slot_19  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind_id, step)
) STRICT, WITHOUT ROWID;

-- From which hour on sums of hours are kept; before it there are those of days alone. One row.
CREATE TABLE usage_kept (
  hours_from  INTEGER NOT NULL
) STRICT;

INSERT INTO usage_kept (hours_from) VALUES (0);

-- Names that callers gave their requests, so that each is done once. A row is there while its
-- request runs, and for a day after it has ended; its end is written with the end of its hold.
CREATE TABLE claim (
  id           INTEGER PRIMARY KEY,
  scope        TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  fingerprint  TEXT    NOT NULL,
  boot_id      INTEGER NOT NULL,
  hold_id      INTEGER,           -- of the credit that is held for it, or null
  ended_at     INTEGER,           -- null while it runs
  facts        TEXT    NOT NULL,
  body         BLOB    NOT NULL,  -- empty where the answer is not kept
  UNIQUE (scope, name)
) STRICT;

CREATE INDEX claim_hold ON claim (hold_id) WHERE ended_at IS NULL;
CREATE INDEX claim_ended ON claim (ended_at) WHERE ended_at IS NOT NULL;

-- Whether answers are kept for requests that come again.
ALTER TABLE api_key ADD COLUMN store_answers INTEGER NOT NULL DEFAULT 0
  CHECK (store_answers IN (0, 1));
