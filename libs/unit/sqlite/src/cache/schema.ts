/** `PRAGMA application_id`: the file is a unit cache of Tandem ("tuca"). */
export const APPLICATION_ID = 0x74756361;

/** `PRAGMA user_version`: a file of another version is built anew from the log. */
export const SCHEMA_VERSION = 3;

/**
 * A row of `resources` stays when its resource is deleted, without what was visible: its grave. Of `held`, several rows
 * per resource may wait.
 */
export const SCHEMA = `
CREATE TABLE resources (
  sid TEXT NOT NULL PRIMARY KEY,
  lane INTEGER NOT NULL,
  received_version INTEGER NOT NULL,
  received_event_id TEXT NOT NULL,
  received_revision INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  buried_at INTEGER,
  version INTEGER,
  revision INTEGER,
  created_revision INTEGER,
  domain TEXT,
  name TEXT,
  applied_at INTEGER,
  event TEXT
) STRICT;
CREATE INDEX resources_by_name ON resources (domain, name, created_revision) WHERE version IS NOT NULL;
CREATE INDEX resources_graves ON resources (buried_at) WHERE buried_at IS NOT NULL;

CREATE TABLE held (
  sid TEXT NOT NULL,
  version INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  type TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  due INTEGER NOT NULL,
  domain TEXT,
  name TEXT,
  event TEXT,
  PRIMARY KEY (sid, version)
) STRICT;
CREATE INDEX held_by_due ON held (due, version);
CREATE INDEX held_by_revision ON held (lane, revision);
CREATE INDEX held_creations ON held (domain, name, revision) WHERE name IS NOT NULL;

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
