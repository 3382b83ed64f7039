/**
 * `PRAGMA user_version` of files with this schema. Offsets are handed out by `partitions.next_offset` alone, so that none
 * is used again after compaction has removed the last record.
 */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
  CREATE TABLE topics (
    name TEXT PRIMARY KEY,
    cleanup TEXT NOT NULL,
    retention_ms INTEGER
  ) STRICT;
  CREATE TABLE partitions (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL REFERENCES topics (name),
    partition INTEGER NOT NULL,
    next_offset INTEGER NOT NULL DEFAULT 0,
    UNIQUE (topic, partition)
  ) STRICT;
  CREATE TABLE records (
    partition_id INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    key TEXT NOT NULL,
    value BLOB,
    headers TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    PRIMARY KEY (partition_id, offset)
  ) STRICT;
  CREATE INDEX records_by_key ON records (partition_id, key, offset);
  CREATE TABLE publisher (epoch INTEGER NOT NULL) STRICT;
  INSERT INTO publisher VALUES (0);
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
