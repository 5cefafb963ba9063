-- Amounts are nano-dollars, times are milliseconds since 1970; both are whole numbers, and STRICT
-- tables refuse any other kind: an overflowing sum fails instead of becoming floating point.

-- One row for each time that the store was opened. Holds carry its id.
CREATE TABLE boot (
  id          INTEGER PRIMARY KEY,
  started_at  INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
  id          INTEGER PRIMARY KEY,
  name        TEXT    NOT NULL UNIQUE,
  unlimited   INTEGER NOT NULL CHECK (unlimited IN (0, 1)),
  created_at  INTEGER NOT NULL
) STRICT;

-- What the transfers below add up to, kept in the same transaction.
CREATE TABLE balance (
  account_id  INTEGER PRIMARY KEY REFERENCES account (id),
  available   INTEGER NOT NULL DEFAULT 0 CHECK (available >= 0),
  held        INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
  used        INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0)
) STRICT;

CREATE TABLE api_key (
  id                   TEXT    PRIMARY KEY,
  account_id           INTEGER NOT NULL REFERENCES account (id),
  name                 TEXT    NOT NULL,
  models               TEXT    NOT NULL,  -- ids or beginnings with a star, one on each line; all if empty
  types                TEXT    NOT NULL,  -- one on each line; all if empty
  requests_per_minute  INTEGER NOT NULL CHECK (requests_per_minute >= 0),
  concurrency_max      INTEGER NOT NULL CHECK (concurrency_max >= 0),
  expires_at           INTEGER,
  created_at           INTEGER NOT NULL,
  last_used_at         INTEGER,
  paused_at            INTEGER,
  revoked_at           INTEGER
) STRICT;

-- The secrets of keys, as SHA-256. A key that is being rotated has two for a while.
CREATE TABLE key_secret (
  hash        TEXT    PRIMARY KEY,
  key_id      TEXT    NOT NULL REFERENCES api_key (id),
  first_four  TEXT    NOT NULL,
  last_four   TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX key_secret_key ON key_secret (key_id, created_at);

-- What a key has spent and holds. Apart from the key, since it changes with every call.
CREATE TABLE key_credit (
  key_id  TEXT    PRIMARY KEY REFERENCES api_key (id),
  cap     INTEGER CHECK (cap >= 0),
  held    INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
  spent   INTEGER NOT NULL DEFAULT 0 CHECK (spent >= 0)
) STRICT, WITHOUT ROWID;

-- Credit set aside for calls that run now. When a call ends, its hold goes and a transfer of the
-- same number comes, in one transaction. No reference to the key: each would be looked up on every
-- call, and keys are never deleted.
CREATE TABLE hold (
  id          INTEGER PRIMARY KEY,
  request_id  TEXT    NOT NULL,
  model       TEXT    NOT NULL,
  account_id  INTEGER REFERENCES account (id),  -- null where no account pays, only a key's cap counts
  key_id      TEXT,
  amount      INTEGER NOT NULL CHECK (amount >= 0),
  boot_id     INTEGER NOT NULL,
  held_at     INTEGER NOT NULL
) STRICT;

-- Double entry: each row moves an amount from one side to another; rows are only ever added.
-- 'available' is the account's side, the others are the operator's. What is held has not moved yet.
--   topup             gives an account credit
--   correction        gives an account credit, to set something right
--   withdrawal        takes an account's credit back
--   charge            ends a hold: what the call cost and the account paid
--   release, expire   end a hold without a charge: the call failed, or its process ended
--   loss              what a call cost beyond what could be charged; hold_id names it
-- A transfer that ends a hold has the hold's number, so that no hold ends twice.
CREATE TABLE transfer (
  id          INTEGER PRIMARY KEY,
  kind        TEXT    NOT NULL CHECK (kind IN (
    'topup', 'correction', 'withdrawal', 'charge', 'release', 'expire', 'loss')),
  account_id  INTEGER REFERENCES account (id),
  key_id      TEXT,
  amount      INTEGER NOT NULL CHECK (amount >= 0),
  held        INTEGER,  -- of a hold that ends: how much it was
  hold_id     INTEGER,
  request_id  TEXT,
  reference   TEXT,     -- of what gave or took credit: who did, and which one it was
  note        TEXT,
  at          INTEGER NOT NULL,
  from_side   TEXT    GENERATED ALWAYS AS (
    CASE kind WHEN 'topup' THEN 'topup' WHEN 'correction' THEN 'topup'
      WHEN 'loss' THEN 'operator_loss' ELSE 'available' END),
  to_side     TEXT    GENERATED ALWAYS AS (
    CASE kind WHEN 'withdrawal' THEN 'topup'
      WHEN 'charge' THEN 'revenue' WHEN 'loss' THEN 'revenue' ELSE 'available' END)
) STRICT;

CREATE UNIQUE INDEX transfer_reference ON transfer (reference) WHERE reference IS NOT NULL;
-- An account's entries as people read them, and of them those that are no charges.
CREATE INDEX transfer_entry ON transfer (account_id)
  WHERE kind IN ('topup', 'correction', 'withdrawal', 'charge') AND account_id IS NOT NULL;
CREATE INDEX transfer_credit ON transfer (account_id)
  WHERE kind IN ('topup', 'correction', 'withdrawal');
CREATE UNIQUE INDEX transfer_loss ON transfer (hold_id) WHERE kind = 'loss';
