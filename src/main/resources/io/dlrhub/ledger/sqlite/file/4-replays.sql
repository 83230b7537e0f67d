-- Null: not paused.
ALTER TABLE sink ADD COLUMN paused_at INTEGER;
-- Dead letters of it that somebody threw away.
ALTER TABLE sink ADD COLUMN discarded INTEGER NOT NULL DEFAULT 0;
-- The number of the request to send it again; null when there is none.
ALTER TABLE dead_letter ADD COLUMN retry INTEGER;
CREATE INDEX dead_letter_retry ON dead_letter (sink, retry, seq) WHERE retry IS NOT NULL;
-- The last replay of a sink. position: what lies up to there is done; ended_at null: it runs.
CREATE TABLE replay (
  sink TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  account TEXT,
  status TEXT,
  max_per_second INTEGER,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  cancelled INTEGER NOT NULL
) WITHOUT ROWID;
