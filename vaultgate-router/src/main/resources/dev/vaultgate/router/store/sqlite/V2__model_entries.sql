-- Models and aliases that administrators have added while a gateway runs.
CREATE TABLE model_entry (
  name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
  json TEXT NOT NULL -- as in a configuration: an object for a model, an array of targets for an alias
) STRICT;
