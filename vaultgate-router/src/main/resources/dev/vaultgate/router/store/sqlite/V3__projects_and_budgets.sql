-- Keys that share a budget. Their account is the project's, whose credit pays.
CREATE TABLE project (
  id                   TEXT    PRIMARY KEY,
  account_id           INTEGER NOT NULL REFERENCES account (id),
  name                 TEXT    NOT NULL,
  requests_per_minute  INTEGER NOT NULL CHECK (requests_per_minute >= 0),
  tokens_per_minute    INTEGER NOT NULL CHECK (tokens_per_minute >= 0),
  concurrency_max      INTEGER NOT NULL CHECK (concurrency_max >= 0),
  created_at           INTEGER NOT NULL,
  archived_at          INTEGER
) STRICT;

CREATE INDEX project_account ON project (account_id);

ALTER TABLE api_key ADD COLUMN project_id TEXT REFERENCES project (id);
ALTER TABLE api_key ADD COLUMN tokens_per_minute INTEGER NOT NULL DEFAULT 0
  CHECK (tokens_per_minute >= 0);
ALTER TABLE api_key ADD COLUMN choices_max INTEGER NOT NULL DEFAULT 0 CHECK (choices_max >= 0);
ALTER TABLE api_key ADD COLUMN images_max INTEGER NOT NULL DEFAULT 0 CHECK (images_max >= 0);
ALTER TABLE api_key ADD COLUMN tools_max INTEGER NOT NULL DEFAULT 0 CHECK (tools_max >= 0);
ALTER TABLE api_key ADD COLUMN messages_max INTEGER NOT NULL DEFAULT 0 CHECK (messages_max >= 0);
-- Blocks of addresses, one on each line; everywhere if empty.
ALTER TABLE api_key ADD COLUMN networks TEXT NOT NULL DEFAULT '';
-- name=value, one on each line.
ALTER TABLE api_key ADD COLUMN tags TEXT NOT NULL DEFAULT '';

CREATE INDEX api_key_project ON api_key (project_id) WHERE project_id IS NOT NULL;

-- What a key or project may use, has used and holds: credit in nano-dollars, and tokens. Apart from
-- the key, since it changes with every call. What was used counts in all, and in the day and month
-- of the column "day" (days since 1970 in UTC), the last one that anything was used on.
CREATE TABLE allowance (
  owner              TEXT    PRIMARY KEY,  -- the key's or project's id
  day                INTEGER NOT NULL DEFAULT 0,
  credit_held        INTEGER NOT NULL DEFAULT 0 CHECK (credit_held >= 0),
  credit_used        INTEGER NOT NULL DEFAULT 0 CHECK (credit_used >= 0),
  credit_used_day    INTEGER NOT NULL DEFAULT 0 CHECK (credit_used_day >= 0),
  credit_used_month  INTEGER NOT NULL DEFAULT 0 CHECK (credit_used_month >= 0),
  tokens_held        INTEGER NOT NULL DEFAULT 0 CHECK (tokens_held >= 0),
  tokens_used        INTEGER NOT NULL DEFAULT 0 CHECK (tokens_used >= 0),
  tokens_used_day    INTEGER NOT NULL DEFAULT 0 CHECK (tokens_used_day >= 0),
  tokens_used_month  INTEGER NOT NULL DEFAULT 0 CHECK (tokens_used_month >= 0),
  credit_max         INTEGER CHECK (credit_max >= 0),  -- null for no bound, like those that follow
  credit_max_day     INTEGER CHECK (credit_max_day >= 0),
  credit_max_month   INTEGER CHECK (credit_max_month >= 0),
  tokens_max         INTEGER CHECK (tokens_max >= 0),
  tokens_max_day     INTEGER CHECK (tokens_max_day >= 0),
  tokens_max_month   INTEGER CHECK (tokens_max_month >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO allowance (owner, credit_held, credit_used, credit_max)
  SELECT key_id, held, spent, cap FROM key_credit;
DROP TABLE key_credit;

ALTER TABLE hold ADD COLUMN project_id TEXT;
ALTER TABLE hold ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0 CHECK (tokens >= 0);

ALTER TABLE transfer ADD COLUMN project_id TEXT;
-- What a charge was for: all tokens of the call, and the prices that its cost was computed by.
ALTER TABLE transfer ADD COLUMN tokens INTEGER CHECK (tokens >= 0);
ALTER TABLE transfer ADD COLUMN price_version TEXT;
-- In whose budgets a charge counts, in days since 1970.
ALTER TABLE transfer ADD COLUMN day INTEGER;
