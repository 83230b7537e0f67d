-- The last hour of an account's statistics that will not change any more, in milliseconds.
CREATE TABLE complete_window (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  window_start INTEGER NOT NULL,
  PRIMARY KEY (provider, account)
) WITHOUT ROWID;
