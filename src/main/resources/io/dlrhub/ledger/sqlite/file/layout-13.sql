-- What was changed by API, page or command line. status: HTTP status of the answer; null while it is
-- being done, or when the process ended meanwhile.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  call TEXT NOT NULL,
  detail TEXT,
  sender TEXT NOT NULL,
  client TEXT NOT NULL,
  role TEXT NOT NULL,
  status INTEGER
);
