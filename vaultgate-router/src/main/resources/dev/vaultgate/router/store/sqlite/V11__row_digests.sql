-- SHA-256 over a key's or project's row, its bounds and its secrets' hashes, made by the program with
-- each change: what somebody else changes is found. It keeps nobody out who may write to the file.
ALTER TABLE api_key ADD COLUMN digest TEXT;
ALTER TABLE project ADD COLUMN digest TEXT;
