-- By which prices the calls of a model have been charged, and since when. Rows are only ever added.
CREATE TABLE model_price (
  model     TEXT    NOT NULL,  -- the public id
  version   TEXT    NOT NULL REFERENCES price_version (version),
  kept_at   INTEGER NOT NULL,  -- when a call of the model was first charged by it
  PRIMARY KEY (model, version)
) STRICT, WITHOUT ROWID;
