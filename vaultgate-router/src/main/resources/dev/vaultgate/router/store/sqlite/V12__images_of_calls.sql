-- What a call's price hangs on beside its tokens, so that it can be computed by other prices.
ALTER TABLE usage_record ADD COLUMN images         INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_record ADD COLUMN image_size     TEXT;
ALTER TABLE usage_record ADD COLUMN image_quality  TEXT;
