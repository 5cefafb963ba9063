-- Amounts are nano-dollars, times are milliseconds since 1970, both whole numbers.

CREATE TABLE account (
  id          INTEGER PRIMARY KEY,
  name        TEXT    NOT NULL UNIQUE,
  unlimited   INTEGER NOT NULL CHECK (unlimited IN (0, 1)),
  created_at  INTEGER NOT NULL
);

-- What the transfers below add up to, kept in the same transaction.
CREATE TABLE balance (
  account_id  INTEGER PRIMARY KEY REFERENCES account (id),
  available   INTEGER NOT NULL DEFAULT 0 CHECK (available >= 0),
  held        INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
  used        INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0)
);

CREATE TABLE api_key (
  id                   TEXT    PRIMARY KEY,
  account_id           INTEGER NOT NULL REFERENCES account (id),
  name                 TEXT    NOT NULL,
  hash                 TEXT    NOT NULL UNIQUE,
  first_four           TEXT    NOT NULL,
  last_four            TEXT    NOT NULL,
  models               TEXT    NOT NULL,
  types                TEXT    NOT NULL,
  requests_per_minute  INTEGER NOT NULL,
  concurrency_max      INTEGER NOT NULL,
  credit_cap           INTEGER,
  -- What the key has spent and what its open calls hold; counted for keys with a cap.
  committed            INTEGER NOT NULL DEFAULT 0,
  created_at           INTEGER NOT NULL,
  expires_at           INTEGER,
  revoked_at           INTEGER
);

CREATE TABLE hold (
  id          TEXT    PRIMARY KEY,
  account_id  INTEGER REFERENCES account (id),
  key_id      TEXT    REFERENCES api_key (id),
  amount      INTEGER NOT NULL CHECK (amount >= 0),
  state       TEXT    NOT NULL CHECK (state IN ('open', 'settled', 'released')),
  boot        TEXT    NOT NULL
) WITHOUT ROWID;

CREATE INDEX hold_open ON hold (state) WHERE state = 'open';

-- Double entry: every movement from one account to another; rows are never changed.
CREATE TABLE transfer (
  id            INTEGER PRIMARY KEY,
  kind          TEXT    NOT NULL CHECK (kind IN ('topup', 'hold', 'charge', 'return', 'overrun', 'loss')),
  from_account  TEXT    NOT NULL,
  to_account    TEXT    NOT NULL,
  account_id    INTEGER REFERENCES account (id),
  amount        INTEGER NOT NULL CHECK (amount > 0),
  reference     TEXT    NOT NULL,
  at            INTEGER NOT NULL
);

CREATE UNIQUE INDEX transfer_once ON transfer (kind, reference);
CREATE INDEX transfer_account ON transfer (account_id);

CREATE TABLE usage_record (
  id                  INTEGER PRIMARY KEY,
  request_id          TEXT    NOT NULL,
  started_at          INTEGER NOT NULL,
  key_id              TEXT    NOT NULL,
  account             TEXT    NOT NULL,
  model               TEXT    NOT NULL,
  provider            TEXT    NOT NULL,
  upstream_model      TEXT    NOT NULL,
  attempts            TEXT    NOT NULL,
  stream              INTEGER NOT NULL,
  outcome             TEXT    NOT NULL,
  status              INTEGER NOT NULL,
  error_code          TEXT    NOT NULL,
  prompt_tokens       INTEGER NOT NULL,
  completion_tokens   INTEGER NOT NULL,
  cached_tokens       INTEGER NOT NULL,
  cache_write_tokens  INTEGER NOT NULL,
  reasoning_tokens    INTEGER NOT NULL,
  usage_source        TEXT    NOT NULL,
  cost                INTEGER NOT NULL,
  millis              INTEGER NOT NULL
);

CREATE INDEX usage_record_started ON usage_record (started_at);
CREATE INDEX usage_record_key ON usage_record (key_id, started_at);
