-- First key of each page of phones; null while there is no such run. Their pages are of kind 3.
ALTER TABLE generation ADD COLUMN phone_keys BLOB;
-- Whose reports the generations with such a run hold.
CREATE TABLE report_account (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  PRIMARY KEY (provider, account, channel)
) WITHOUT ROWID;
-- Codes of failed reports that the failure table does not know. code '': none. description, record_id: of the last.
CREATE TABLE unmapped_code (
  provider TEXT NOT NULL,
  channel TEXT NOT NULL,
  code TEXT NOT NULL,
  description TEXT,
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (provider, channel, code)
) WITHOUT ROWID;
CREATE INDEX unmapped_code_age ON unmapped_code (last_at);
