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

-- Packs that were ordered, as they were then. Prices are in the smallest unit of their currency.
CREATE TABLE payment_order (
  seq         INTEGER PRIMARY KEY,  -- the order of pages
  id          TEXT    NOT NULL UNIQUE,
  account_id  INTEGER NOT NULL REFERENCES account (id),
  gateway     TEXT    NOT NULL,
  pack        TEXT    NOT NULL,
  price       INTEGER NOT NULL CHECK (price > 0),
  currency    TEXT    NOT NULL,
  credit      INTEGER NOT NULL CHECK (credit > 0),
  state       TEXT    NOT NULL CHECK (state IN ('open', 'paid', 'expired')),
  checkout    TEXT    NOT NULL DEFAULT '',  -- the provider's names
  payment     TEXT    NOT NULL DEFAULT '',
  created_at  INTEGER NOT NULL,
  paid_at     INTEGER,
  refunded    INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND price),
  taken_back  INTEGER NOT NULL DEFAULT 0 CHECK (taken_back BETWEEN 0 AND credit)
) STRICT;

CREATE INDEX payment_order_account ON payment_order (account_id);

-- Notices of payment providers that have been taken; the same one again changes nothing.
CREATE TABLE payment_event (
  gateway   TEXT    NOT NULL,
  id        TEXT    NOT NULL,
  order_id  TEXT    NOT NULL REFERENCES payment_order (id),
  kind      TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (gateway, id)
) STRICT, WITHOUT ROWID;

-- What owners should know: accounts, or the operator, who is 0.
CREATE TABLE alert (
  id        INTEGER PRIMARY KEY,
  owner     INTEGER NOT NULL,
  kind      TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  text      TEXT    NOT NULL,
  details   TEXT    NOT NULL,  -- a JSON object
  occasion  TEXT    NOT NULL UNIQUE,
  at        INTEGER NOT NULL,
  read_at   INTEGER
) STRICT;

CREATE INDEX alert_owner ON alert (owner);
CREATE INDEX alert_unread ON alert (owner) WHERE read_at IS NULL;

-- What of it is still to be delivered; a row goes when it is delivered or given up.
CREATE TABLE alert_delivery (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,  -- receivers remember numbers, so none comes again
  alert_id  INTEGER NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
  way       TEXT    NOT NULL CHECK (way IN ('webhook', 'mail')),
  attempts  INTEGER NOT NULL DEFAULT 0,
  next_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX alert_delivery_next ON alert_delivery (next_at);
CREATE INDEX alert_delivery_alert ON alert_delivery (alert_id);

-- Of what an account's owner wants to be told, and how.
CREATE TABLE alert_settings (
  account_id      INTEGER PRIMARY KEY REFERENCES account (id),
  thresholds      TEXT    NOT NULL,  -- per cent, one on each line
  floor           INTEGER CHECK (floor >= 0),
  webhook_url     TEXT,
  webhook_secret  TEXT,
  mail            INTEGER NOT NULL CHECK (mail IN (0, 1))
) STRICT;
