-- One row per commit group and kind (0 report, 1 statistics): JSON lines joined by a line feed,
-- deflated where the first byte is 1 (then follow the length as four bytes and raw deflate data).
-- The seq of a record is first_seq + its index. statistics_before counts statistics in older rows.
CREATE TABLE log (
  first_seq INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  statistics_before INTEGER NOT NULL,
  appended_at INTEGER NOT NULL,
  body BLOB NOT NULL
);
-- Beside each row of reports, 32 bytes a record: id 16, reference key 8 (0 none), message key 8.
CREATE TABLE identity (
  first_seq INTEGER PRIMARY KEY,
  entries BLOB NOT NULL
);
-- end_seq null: the open one. state: 0 open or closed, 1 sealed, 2 being dropped.
-- id_keys, message_keys: first key of each page of the sealed runs.
CREATE TABLE generation (
  number INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  end_seq INTEGER,
  newest_at INTEGER,
  reports INTEGER,
  state INTEGER NOT NULL DEFAULT 0,
  id_keys BLOB,
  message_keys BLOB
);
-- number = (generation * 4 + kind) * 65536 + page; kind 0 ids, 1 messages, 2 filter of the ids.
CREATE TABLE run_page (
  number INTEGER PRIMARY KEY,
  entries BLOB NOT NULL
);
-- References that came after a report that had none.
CREATE TABLE adopted (
  seq INTEGER PRIMARY KEY,
  reference_key INTEGER NOT NULL
);
CREATE TABLE statistics_window (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  window_start TEXT NOT NULL,
  window_end TEXT NOT NULL,
  revision INTEGER NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (provider, account, window_start, window_end)
) WITHOUT ROWID;
CREATE TABLE sink (
  name TEXT PRIMARY KEY,
  records TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sink TEXT NOT NULL,
  seq INTEGER NOT NULL,
  line BLOB NOT NULL,
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX dead_letter_of_sink ON dead_letter (sink, seq);
CREATE TABLE pull_intent (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  action TEXT NOT NULL,
  started_at INTEGER NOT NULL
);
-- ask_since: messages sent from then on are to be asked for at once; null when that was done.
CREATE TABLE in_doubt (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  ask_since INTEGER,
  PRIMARY KEY (provider, account)
) WITHOUT ROWID;
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  times INTEGER NOT NULL,
  source TEXT NOT NULL,
  account TEXT,
  reason TEXT NOT NULL,
  detail TEXT,
  size INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  bytes BLOB NOT NULL
);
CREATE UNIQUE INDEX quarantine_content ON quarantine (sha256, source, reason);
CREATE TABLE tally (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
