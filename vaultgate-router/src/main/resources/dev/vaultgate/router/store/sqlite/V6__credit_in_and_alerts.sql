-- Codes that are worth credit. Their secrets are kept as SHA-256.
CREATE TABLE redeem_code (
  id           INTEGER PRIMARY KEY,
  batch        INTEGER NOT NULL,  -- the id of the first that was made together with it
  hash         TEXT    NOT NULL UNIQUE,
  last_four    TEXT    NOT NULL,
  amount       INTEGER NOT NULL CHECK (amount > 0),
  uses         INTEGER NOT NULL CHECK (uses > 0),
  used         INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
  expires_at   INTEGER,
  note         TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  disabled_at  INTEGER
) STRICT;

CREATE INDEX redeem_code_batch ON redeem_code (batch);

-- Who has redeemed what; each account a code once.
CREATE TABLE redemption (
  id          INTEGER PRIMARY KEY,
  code_id     INTEGER NOT NULL REFERENCES redeem_code (id),
  account_id  INTEGER NOT NULL REFERENCES account (id),
  at          INTEGER NOT NULL,
  UNIQUE (code_id, account_id)
) STRICT;
