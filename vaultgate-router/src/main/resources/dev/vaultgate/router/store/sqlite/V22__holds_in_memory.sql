-- What calls hold while they run is no longer here: it is in memory and, for a process that is
-- killed, in a file beside this one. What an earlier version has left is released in full.
INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, held, request_id, at)
  SELECT id, 'expire', account_id, project_id, key_id, 0, amount, request_id, held_at FROM hold;
UPDATE balance SET available = available + held;

DROP TABLE hold;
ALTER TABLE balance DROP COLUMN held;
ALTER TABLE allowance DROP COLUMN credit_held;
ALTER TABLE allowance DROP COLUMN tokens_held;

-- The same table of transfers without lists after IN: for each of them SQLite made a table of its
-- own with every row, which took twice as long as all the rest of writing it. The commonest kind
-- comes first.
CREATE TABLE new_transfer (
  id             INTEGER PRIMARY KEY,
  kind           TEXT    NOT NULL CHECK (kind = 'charge' OR kind = 'release' OR kind = 'expire'
    OR kind = 'loss' OR kind = 'topup' OR kind = 'correction' OR kind = 'withdrawal'),
  account_id     INTEGER REFERENCES account (id),
  project_id     TEXT,
  key_id         TEXT,
  amount         INTEGER NOT NULL CHECK (amount >= 0),
  held           INTEGER,  -- of a hold that ends: how much it was
  hold_id        INTEGER,
  request_id     TEXT,
  tokens         INTEGER CHECK (tokens >= 0),  -- of a charge: all tokens of the call
  price_version  TEXT,     -- names the prices that its cost was computed by
  day            INTEGER,  -- in whose budgets it counts, in days since 1970
  reference      TEXT,     -- of what gave or took credit: who did, and which one it was
  note           TEXT,
  at             INTEGER NOT NULL,
  from_side      TEXT    GENERATED ALWAYS AS (
    CASE kind WHEN 'topup' THEN 'topup' WHEN 'correction' THEN 'topup'
      WHEN 'loss' THEN 'operator_loss' ELSE 'available' END),
  to_side        TEXT    GENERATED ALWAYS AS (
    CASE kind WHEN 'withdrawal' THEN 'topup'
      WHEN 'charge' THEN 'revenue' WHEN 'loss' THEN 'revenue' ELSE 'available' END)
) STRICT;

INSERT INTO new_transfer (id, kind, account_id, project_id, key_id, amount, held, hold_id,
    request_id, tokens, price_version, day, reference, note, at)
  SELECT id, kind, account_id, project_id, key_id, amount, held, hold_id, request_id, tokens,
    price_version, day, reference, note, at FROM transfer;
DROP TABLE transfer;
ALTER TABLE new_transfer RENAME TO transfer;

CREATE UNIQUE INDEX transfer_reference ON transfer (reference) WHERE reference IS NOT NULL;
-- An account's entries as people read them, and of them those that are no charges. Who asks for
-- them says the same words.
CREATE INDEX transfer_entry ON transfer (account_id)
  WHERE (kind = 'charge' OR kind = 'topup' OR kind = 'correction' OR kind = 'withdrawal')
    AND account_id IS NOT NULL;
CREATE INDEX transfer_credit ON transfer (account_id)
  WHERE (kind = 'topup' OR kind = 'correction' OR kind = 'withdrawal');
CREATE UNIQUE INDEX transfer_loss ON transfer (hold_id) WHERE kind = 'loss';
