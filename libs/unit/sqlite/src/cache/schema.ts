/** `PRAGMA application_id`: the file is a unit cache of Tandem ("tuca"). */
export const APPLICATION_ID = 0x74756361;

/** `PRAGMA user_version`: a file of another version is built anew from the log. */
export const SCHEMA_VERSION = 2;

/**
 * A row of `clients` stays when its Client is deleted, without what was visible: its grave. Of `held`, several rows
 * per Client may wait.
 */
export const SCHEMA = `
CREATE TABLE clients (
  sid TEXT NOT NULL PRIMARY KEY,
  partition INTEGER NOT NULL,
  received_version INTEGER NOT NULL,
  received_event_id TEXT NOT NULL,
  received_revision INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  buried_at INTEGER,
  version INTEGER,
  revision INTEGER,
  created_revision INTEGER,
  domain TEXT,
  login TEXT,
  applied_at INTEGER,
  event TEXT
) STRICT;
CREATE INDEX clients_by_login ON clients (domain, login, created_revision) WHERE version IS NOT NULL;
CREATE INDEX clients_graves ON clients (buried_at) WHERE buried_at IS NOT NULL;

CREATE TABLE held (
  sid TEXT NOT NULL,
  version INTEGER NOT NULL,
  partition INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  type TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  due INTEGER NOT NULL,
  domain TEXT,
  login TEXT,
  event TEXT,
  PRIMARY KEY (sid, version)
) STRICT;
CREATE INDEX held_by_due ON held (due, version);
CREATE INDEX held_by_revision ON held (partition, revision);
CREATE INDEX held_creations ON held (domain, login, revision) WHERE type = 'ClientCreated';

CREATE TABLE parked (
  sid TEXT NOT NULL PRIMARY KEY,
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  version INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  type TEXT NOT NULL,
  problem TEXT NOT NULL,
  detail TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE partitions (
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  received INTEGER NOT NULL,
  count INTEGER NOT NULL,
  digest TEXT NOT NULL,
  unreadable INTEGER NOT NULL,
  proved INTEGER NOT NULL,
  proved_in TEXT,
  PRIMARY KEY (topic, partition)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  generation TEXT,
  complete INTEGER NOT NULL,
  rebuild TEXT,
  partitions INTEGER,
  clock INTEGER NOT NULL
) STRICT;
INSERT INTO meta VALUES (1, NULL, 0, NULL, NULL, 0);
`;
