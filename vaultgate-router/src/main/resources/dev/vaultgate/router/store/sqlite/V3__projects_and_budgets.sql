-- What a charge was for: all tokens of the call, and the prices that its cost was computed by.
ALTER TABLE transfer ADD COLUMN tokens INTEGER CHECK (tokens >= 0);
ALTER TABLE transfer ADD COLUMN price_version TEXT;
