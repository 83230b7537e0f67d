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
CREATE TABLE tracked_phone (
  message INTEGER NOT NULL,
  phone_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (message, phone_key)
) WITHOUT ROWID;
