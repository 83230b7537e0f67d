-- One row per commit group and kind (0 report, 1 statistics): JSON lines joined by a line feed,
-- compressed where the first byte is 2 (then follow the length as four bytes and a Zstandard frame).
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
-- id_keys, message_keys, phone_keys: first key of each page of the sealed runs; phone_keys is null
-- while there is no such run.
CREATE TABLE generation (
  number INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  end_seq INTEGER,
  newest_at INTEGER,
  reports INTEGER,
  state INTEGER NOT NULL DEFAULT 0,
  id_keys BLOB,
  message_keys BLOB,
  phone_keys BLOB
);
-- number = (generation * 4 + kind) * 65536 + page;
-- kind 0 ids, 1 messages, 2 filter of the ids, 3 phones.
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
-- The last hour of an account's statistics that will not change any more, in milliseconds.
CREATE TABLE complete_window (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  window_start INTEGER NOT NULL,
  PRIMARY KEY (provider, account)
) WITHOUT ROWID;
-- paused_at null: not paused. discarded: dead letters of it that somebody threw away.
CREATE TABLE sink (
  name TEXT PRIMARY KEY,
  records TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  paused_at INTEGER,
  discarded INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
-- retry: the number of the request to send it again; null when there is none.
CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sink TEXT NOT NULL,
  seq INTEGER NOT NULL,
  line BLOB NOT NULL,
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  retry INTEGER
);
CREATE UNIQUE INDEX dead_letter_of_sink ON dead_letter (sink, seq);
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
-- Messages whose reports are expected. state: 0 waiting, 1 complete, 2 given up.
-- waiting: phones without a final report; -1 when the phones were not told.
-- seen: reports of any status that came. due_at: when to ask next, null for never.
-- urgent: asked for because of a pull in doubt, which uses up no step.
CREATE TABLE tracked (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  message_id TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  reference TEXT,
  raw BLOB NOT NULL,
  state INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  step INTEGER NOT NULL,
  due_at INTEGER,
  urgent INTEGER NOT NULL,
  failures INTEGER NOT NULL
);
CREATE UNIQUE INDEX tracked_message ON tracked (message_id, provider, account, channel);
CREATE INDEX tracked_due ON tracked (provider, account, channel, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX tracked_open ON tracked (provider, account, sent_at) WHERE state <> 1;
CREATE INDEX tracked_age ON tracked (sent_at);
-- state: 0 nothing came, 1 unknown came, 2 a final report came.
-- element: of tracked_element; null when the phone was told with the message.
CREATE TABLE tracked_phone (
  message INTEGER NOT NULL,
  phone_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  state INTEGER NOT NULL,
  element INTEGER,
  PRIMARY KEY (message, phone_key)
) WITHOUT ROWID;
-- What told further phones of a message that was known: a list may have a row per recipient.
CREATE TABLE tracked_element (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL,
  reference TEXT,
  raw BLOB NOT NULL
);
CREATE INDEX tracked_element_message ON tracked_element (message);
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
-- Codes of failed reports that the failure table does not know. code '': none.
-- description, record_id: of the last.
CREATE TABLE unmapped_code (
  provider TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  description TEXT,
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (provider, channel, kind, code)
) WITHOUT ROWID;
CREATE INDEX unmapped_code_age ON unmapped_code (last_at);
-- Whose reports the generations with a run of phones hold.
CREATE TABLE report_account (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  PRIMARY KEY (provider, account, channel)
) WITHOUT ROWID;
-- Single numbers by name.
CREATE TABLE tally (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
