-- Sums that are kept as reports arrive. kind: 0 phones by their last word, in the hour of sending
-- or, where nobody tracked the message, of the report; 1 reports by the minute they were stored,
-- 2 by the hour. start in milliseconds. reason '': none.
CREATE TABLE figure (
  kind INTEGER NOT NULL,
  start INTEGER NOT NULL,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  tracked INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, start, provider, account, channel, status, reason, tracked)
) WITHOUT ROWID;
-- One row: what is to be added to figures, so that a commit writes one page of them.
CREATE TABLE figure_pending (
  number INTEGER PRIMARY KEY,
  changes BLOB NOT NULL
);
-- Phones with a report other than delivered: the first eight bytes of the id that a delivered one
-- has. In the row of up_to_seq are those added since the row before.
CREATE TABLE unsettled (
  up_to_seq INTEGER PRIMARY KEY,
  keys BLOB NOT NULL
);
