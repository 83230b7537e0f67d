-- How often a report came again, by the way it came; counted in memory and written some seconds
-- later with other changes.
CREATE TABLE repeated (
  seq INTEGER NOT NULL,
  origin TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (seq, origin)
) WITHOUT ROWID;
-- Null in both: told before this layout.
ALTER TABLE tracked ADD COLUMN tracked_at INTEGER;
ALTER TABLE tracked ADD COLUMN tracked_by TEXT;
-- The position a sink began after; null: it began before this layout.
ALTER TABLE sink ADD COLUMN starts_after INTEGER;
