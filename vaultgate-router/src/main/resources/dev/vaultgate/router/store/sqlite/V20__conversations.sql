-- What users say to models in the browser, where they keep it.
CREATE TABLE conversation (
  id          TEXT    PRIMARY KEY,
  user_id     TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  words       TEXT    NOT NULL,  -- of the title, each behind a space
  folder      TEXT    NOT NULL,
  model       TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX conversation_user ON conversation (user_id, updated_at);

CREATE TABLE chat_message (
  id               INTEGER PRIMARY KEY,
  conversation_id  TEXT    NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  position         INTEGER NOT NULL,
  text             TEXT    NOT NULL,  -- what is searched
  json             TEXT    NOT NULL,
  cost             INTEGER NOT NULL CHECK (cost >= 0),
  UNIQUE (conversation_id, position)
) STRICT;

-- The words of messages, kept by the triggers below. Those of titles are in their rows.
CREATE VIRTUAL TABLE chat_words USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

CREATE TRIGGER chat_message_added AFTER INSERT ON chat_message BEGIN
  INSERT INTO chat_words (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER chat_message_removed AFTER DELETE ON chat_message BEGIN
  DELETE FROM chat_words WHERE rowid = old.id;
END;

-- A conversation as it was when it was shared. Only the hash of the link's token is kept.
CREATE TABLE shared_conversation (
  token_hash       TEXT    PRIMARY KEY,
  conversation_id  TEXT    NOT NULL UNIQUE REFERENCES conversation (id) ON DELETE CASCADE,
  title            TEXT    NOT NULL,
  json             TEXT    NOT NULL,  -- an array of the messages' JSON
  at               INTEGER NOT NULL,
  until            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
