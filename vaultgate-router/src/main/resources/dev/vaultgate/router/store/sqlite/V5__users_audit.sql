-- People who sign in, each with an account of his own.
CREATE TABLE person (
  seq            INTEGER PRIMARY KEY,  -- the order of pages
  id             TEXT    NOT NULL UNIQUE,
  account_id     INTEGER NOT NULL UNIQUE REFERENCES account (id),
  email          TEXT    NOT NULL,         -- as it was typed
  email_key      TEXT    NOT NULL UNIQUE,  -- what its spellings share
  name           TEXT    NOT NULL,
  role           TEXT    NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
  state          TEXT    NOT NULL CHECK (state IN ('active', 'disabled', 'invited')),
  password       TEXT,  -- Argon2id in the PHC form; null until one was chosen
  created_at     INTEGER NOT NULL,
  last_login_at  INTEGER
) STRICT;

-- The keys of an account whose owner is disabled do not work.
ALTER TABLE account ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1));

-- Who made a key, where that was no operator: it does not work either when he is disabled.
ALTER TABLE api_key ADD COLUMN made_by TEXT REFERENCES person (id);

CREATE INDEX api_key_made_by ON api_key (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX api_key_account ON api_key (account_id);

-- Who may make keys of a project whose account is not his.
CREATE TABLE project_member (
  project_id  TEXT    NOT NULL REFERENCES project (id),
  person_id   TEXT    NOT NULL REFERENCES person (id),
  role        TEXT    NOT NULL CHECK (role IN ('manager', 'member')),
  since       INTEGER NOT NULL,
  PRIMARY KEY (project_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_member_person ON project_member (person_id);

-- Links by which somebody may choose a password, as SHA-256 of their tokens; one for each.
CREATE TABLE password_link (
  person_id   TEXT    PRIMARY KEY REFERENCES person (id),
  hash        TEXT    NOT NULL UNIQUE,
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Logins at browsers, as SHA-256 of their tokens.
CREATE TABLE login (
  hash        TEXT    PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  person_id   TEXT    NOT NULL REFERENCES person (id),
  created_at  INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL,
  address     TEXT    NOT NULL,
  agent       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_person ON login (person_id, created_at);
CREATE INDEX login_created ON login (created_at);
CREATE INDEX login_seen ON login (seen_at);

-- What was changed, by whom. Rows are only ever added.
CREATE TABLE audit (
  id          INTEGER PRIMARY KEY,
  at          INTEGER NOT NULL,
  actor_id    TEXT    NOT NULL,
  actor       TEXT    NOT NULL,
  action      TEXT    NOT NULL,
  object      TEXT    NOT NULL,
  before      TEXT,  -- JSON without secrets
  after       TEXT,
  request_id  TEXT    NOT NULL,
  address     TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_actor ON audit (actor_id);
CREATE INDEX audit_object ON audit (object);

CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is only ever added to');
END;

CREATE TRIGGER audit_stays_as_it_is BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is only ever added to');
END;

-- A replaced row is gone without any trigger of its own.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN NEW.id IN (SELECT id FROM audit)
BEGIN
  SELECT RAISE(ABORT, 'the audit is only ever added to');
END;
