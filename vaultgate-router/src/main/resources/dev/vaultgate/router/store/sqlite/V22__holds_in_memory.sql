-- What calls hold while they run is no longer here: it is in memory and, for a process that is
-- killed, in a file beside this one. What an earlier version has left is released in full.
INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, held, request_id, at)
  SELECT id, 'expire', account_id, project_id, key_id, 0, amount, request_id, held_at FROM hold;
UPDATE balance SET available = available + held;

DROP TABLE hold;
ALTER TABLE balance DROP COLUMN held;
ALTER TABLE allowance DROP COLUMN credit_held;
ALTER TABLE allowance DROP COLUMN tokens_held;
