/** `PRAGMA application_id`: the file holds the bindings of a unit of Tandem ("tubi"). */
export const APPLICATION_ID = 0x74756269;

/** `PRAGMA user_version`: a file of another version is begun anew; phones refresh what was in it. */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
CREATE TABLE bindings (
  sid TEXT NOT NULL,
  key TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  binding TEXT NOT NULL,
  PRIMARY KEY (sid, key)
) STRICT, WITHOUT ROWID;
`;
