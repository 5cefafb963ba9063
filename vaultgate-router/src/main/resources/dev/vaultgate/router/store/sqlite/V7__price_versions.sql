-- What the versions of prices were by which transfers have been charged. Rows are only ever added.
CREATE TABLE price_version (
  version   TEXT    PRIMARY KEY,
  price     TEXT    NOT NULL,  -- JSON as in a model file: dollars per million tokens, per image
  from_day  TEXT,              -- the first day on which it held, in UTC; null for one that always has
  as_of     TEXT,              -- the day of its source; null where an operator is the source
  source    TEXT    NOT NULL,
  kept_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
