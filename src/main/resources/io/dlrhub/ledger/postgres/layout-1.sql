CREATE TABLE statistics_window (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  window_start TEXT NOT NULL,
  window_end TEXT NOT NULL,
  revision BIGINT NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (provider, account, window_start, window_end)
);
-- The last hour of an account's statistics that will not change any more, in milliseconds.
CREATE TABLE complete_window (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  PRIMARY KEY (provider, account)
);
-- paused_at null: not paused. discarded: dead letters of it that somebody threw away.
CREATE TABLE sink (
  name TEXT PRIMARY KEY,
  records TEXT NOT NULL,
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  paused_at BIGINT,
  discarded BIGINT NOT NULL DEFAULT 0
);
-- retry: the number of the request to send it again; null when there is none.
CREATE TABLE dead_letter (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sink TEXT NOT NULL,
  seq BIGINT NOT NULL,
  line BYTEA NOT NULL,
  reason TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  retry BIGINT
);
CREATE UNIQUE INDEX dead_letter_of_sink ON dead_letter (sink, seq);
CREATE INDEX dead_letter_retry ON dead_letter (sink, retry, seq) WHERE retry IS NOT NULL;
-- The last replay of a sink. position: what lies up to there is done; ended_at null: it runs.
CREATE TABLE replay (
  sink TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  account TEXT,
  status TEXT,
  max_per_second BIGINT,
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  position BIGINT NOT NULL,
  delivered BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  missed BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  cancelled BIGINT NOT NULL
);
CREATE TABLE pull_intent (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  action TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  owner UUID NOT NULL,
  lease TEXT NOT NULL,
  epoch BIGINT NOT NULL
);
-- ask_since: messages sent from then on are to be asked for at once; null when that was done.
CREATE TABLE in_doubt (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  count BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  ask_since BIGINT,
  PRIMARY KEY (provider, account)
);
-- Messages whose reports are expected. state: 0 waiting, 1 complete, 2 given up.
-- waiting: phones without a final report; -1 when the phones were not told.
-- seen: reports of any status that came. due_at: when to ask next, null for never.
-- urgent: asked for because of a pull in doubt, which uses up no step.
CREATE TABLE tracked (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  message_id TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  reference TEXT,
  raw BYTEA NOT NULL,
  state BIGINT NOT NULL,
  waiting BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  step BIGINT NOT NULL,
  due_at BIGINT,
  urgent BIGINT NOT NULL,
  failures BIGINT NOT NULL
);
CREATE UNIQUE INDEX tracked_message ON tracked (message_id, provider, account, channel);
CREATE INDEX tracked_due ON tracked (provider, account, channel, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX tracked_open ON tracked (provider, account, sent_at) WHERE state <> 1;
CREATE INDEX tracked_age ON tracked (sent_at);
-- state: 0 nothing came, 1 unknown came, 2 a final report came.
-- element: of tracked_element; null when the phone was told with the message.
CREATE TABLE tracked_phone (
  message BIGINT NOT NULL,
  phone_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  state BIGINT NOT NULL,
  element BIGINT,
  PRIMARY KEY (message, phone_key)
);
-- What told further phones of a message that was known: a list may have a row per recipient.
CREATE TABLE tracked_element (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message BIGINT NOT NULL,
  reference TEXT,
  raw BYTEA NOT NULL
);
CREATE INDEX tracked_element_message ON tracked_element (message);
CREATE TABLE quarantine (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  times BIGINT NOT NULL,
  source TEXT NOT NULL,
  account TEXT,
  reason TEXT NOT NULL,
  detail TEXT,
  size BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  bytes BYTEA NOT NULL
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
  count BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (provider, channel, kind, code)
);
CREATE INDEX unmapped_code_age ON unmapped_code (last_at);
-- Single numbers by name.
CREATE TABLE tally (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
-- Version of these tables.
CREATE TABLE dlr_hub_layout (
  version BIGINT NOT NULL
);
-- The end of the log. stream: there is one, 0. generation: the part that is written to, since when
-- and from which position on.
CREATE TABLE head (
  stream INT PRIMARY KEY,
  next_seq BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  part_first_seq BIGINT NOT NULL,
  part_opened_at BIGINT NOT NULL,
  appended_at BIGINT NOT NULL
);
-- The parts of the log; end_seq null: the one that is written to.
CREATE TABLE generation (
  number BIGINT PRIMARY KEY,
  first_seq BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  end_seq BIGINT,
  newest_at BIGINT
);
-- A row a record. statistics: whether it is one; then the id and keys are null.
-- reference_key: of the provider's reference, 0 for none.
CREATE TABLE record (
  generation BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  statistics BOOLEAN NOT NULL,
  id UUID,
  reference_key BIGINT,
  message_key BIGINT,
  phone_key BIGINT,
  appended_at BIGINT NOT NULL,
  line BYTEA NOT NULL
) PARTITION BY LIST (generation);
CREATE UNIQUE INDEX record_seq ON record (seq, generation);
CREATE UNIQUE INDEX record_id ON record (id, generation);
CREATE INDEX record_message ON record (message_key) WHERE NOT statistics;
CREATE INDEX record_phone ON record (phone_key) WHERE NOT statistics;
CREATE INDEX record_statistics ON record (seq) WHERE statistics;
-- What only one instance does at a time. owner null: nobody.
CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  owner UUID,
  instance TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  since TIMESTAMPTZ NOT NULL,
  until TIMESTAMPTZ NOT NULL
);
-- Whose reports there are: the key of a message is made of these and its id.
CREATE TABLE report_account (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  PRIMARY KEY (provider, account, channel)
);
-- Reports by the time they were stored. step: MINUTES or HOURS. reason '': none.
CREATE TABLE history (
  step TEXT NOT NULL,
  start BIGINT NOT NULL,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (step, start, provider, account, channel, status, reason)
);
