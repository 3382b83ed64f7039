/** What a file must be, and how it became so: `migrations[n]` takes it from `user_version` n to n + 1. */
export interface Schema {
  /** Written into the file's header, so that a foreign file is told by its mark (PRAGMA application_id). */
  readonly applicationId: number;
  readonly title: string;
  readonly migrations: readonly string[];
}

export const JOURNAL_SCHEMA: Schema = {
  applicationId: 0x54_64_6d_4a,
  title: 'Tandem journal',
  migrations: [
    `CREATE TABLE journal (
       revision INTEGER PRIMARY KEY,
       stream   TEXT NOT NULL,
       version  INTEGER NOT NULL,
       event_id TEXT,
       claim    TEXT,
       body     TEXT
     ) STRICT;
     CREATE UNIQUE INDEX journal_version ON journal (stream, version);
     CREATE UNIQUE INDEX journal_claim ON journal (claim) WHERE claim IS NOT NULL;
     CREATE TABLE lease (
       name    TEXT PRIMARY KEY,
       epoch   INTEGER NOT NULL,
       beat    INTEGER NOT NULL,
       holder  TEXT,
       ttl_ms  REAL NOT NULL,
       pid     INTEGER NOT NULL,
       process TEXT NOT NULL
     ) STRICT, WITHOUT ROWID;
     CREATE TABLE log_memory (
       id         INTEGER PRIMARY KEY CHECK (id = 1),
       generation TEXT NOT NULL,
       revision   INTEGER NOT NULL
     ) STRICT;`,
    `CREATE TABLE cursors (
       reader        TEXT PRIMARY KEY,
       revision      INTEGER NOT NULL,
       failing_since INTEGER
     ) STRICT, WITHOUT ROWID;`,
  ],
};

/** A table of one kind of resources, and what counts its live rows. */
const resourceTable = (table: string): string => `
     CREATE TABLE ${table} (
       sid              TEXT PRIMARY KEY,
       account_sid      TEXT NOT NULL,
       domain           TEXT NOT NULL,
       version          INTEGER NOT NULL,
       revision         INTEGER NOT NULL,
       event_id         TEXT NOT NULL,
       created_revision INTEGER NOT NULL,
       deleted          INTEGER NOT NULL,
       name             TEXT NOT NULL,
       friendly_name    TEXT NOT NULL,
       status           INTEGER NOT NULL,
       body             TEXT NOT NULL
     ) STRICT;
     CREATE INDEX ${table}_by_creation ON ${table} (account_sid, created_revision) WHERE deleted = 0;
     CREATE INDEX ${table}_by_login ON ${table} (account_sid, name, created_revision) WHERE deleted = 0;
     CREATE INDEX ${table}_by_name ON ${table} (account_sid, friendly_name, created_revision) WHERE deleted = 0;
     CREATE INDEX ${table}_by_status ON ${table} (account_sid, status, created_revision) WHERE deleted = 0;
     CREATE TABLE live_${table} (
       account_sid TEXT NOT NULL,
       status      INTEGER NOT NULL,
       count       INTEGER NOT NULL,
       PRIMARY KEY (account_sid, status)
     ) STRICT, WITHOUT ROWID;
     CREATE TRIGGER ${table}_appear AFTER INSERT ON ${table} WHEN new.deleted = 0 BEGIN
       INSERT INTO live_${table} VALUES (new.account_sid, new.status, 1)
         ON CONFLICT DO UPDATE SET count = count + 1;
     END;
     CREATE TRIGGER ${table}_change AFTER UPDATE ON ${table}
     WHEN old.deleted <> new.deleted OR old.status <> new.status BEGIN
       UPDATE live_${table} SET count = count - 1
         WHERE old.deleted = 0 AND account_sid = old.account_sid AND status = old.status;
       INSERT INTO live_${table} SELECT new.account_sid, new.status, 1 WHERE new.deleted = 0
         ON CONFLICT DO UPDATE SET count = count + 1;
     END;`;

export const READ_MODEL_SCHEMA: Schema = {
  applicationId: 0x54_64_6d_52,
  title: 'Tandem read model',
  migrations: [
    `CREATE TABLE clients (
       sid              TEXT PRIMARY KEY,
       account_sid      TEXT NOT NULL,
       domain           TEXT NOT NULL,
       version          INTEGER NOT NULL,
       revision         INTEGER NOT NULL,
       event_id         TEXT NOT NULL,
       created_revision INTEGER NOT NULL,
       deleted          INTEGER NOT NULL,
       login            TEXT NOT NULL,
       friendly_name    TEXT NOT NULL,
       status           INTEGER NOT NULL,
       body             TEXT NOT NULL
     ) STRICT;
     CREATE INDEX clients_by_creation ON clients (account_sid, created_revision) WHERE deleted = 0;
     CREATE INDEX clients_by_login ON clients (account_sid, login, created_revision) WHERE deleted = 0;
     CREATE INDEX clients_by_name ON clients (account_sid, friendly_name, created_revision) WHERE deleted = 0;
     CREATE INDEX clients_by_status ON clients (account_sid, status, created_revision) WHERE deleted = 0;
     CREATE TABLE live_clients (
       account_sid TEXT NOT NULL,
       status      INTEGER NOT NULL,
       count       INTEGER NOT NULL,
       PRIMARY KEY (account_sid, status)
     ) STRICT, WITHOUT ROWID;
     CREATE TRIGGER clients_appear AFTER INSERT ON clients WHEN new.deleted = 0 BEGIN
       INSERT INTO live_clients VALUES (new.account_sid, new.status, 1)
         ON CONFLICT DO UPDATE SET count = count + 1;
     END;
     CREATE TRIGGER clients_change AFTER UPDATE ON clients
     WHEN old.deleted <> new.deleted OR old.status <> new.status BEGIN
       UPDATE live_clients SET count = count - 1
         WHERE old.deleted = 0 AND account_sid = old.account_sid AND status = old.status;
       INSERT INTO live_clients SELECT new.account_sid, new.status, 1 WHERE new.deleted = 0
         ON CONFLICT DO UPDATE SET count = count + 1;
     END;`,
    `ALTER TABLE clients RENAME COLUMN login TO name;
     ${resourceTable('applications')}
     ${resourceTable('numbers')}
     ${resourceTable('accounts')}
     CREATE TABLE uses (
       target TEXT NOT NULL,
       sid    TEXT NOT NULL,
       PRIMARY KEY (target, sid)
     ) STRICT, WITHOUT ROWID;
     CREATE INDEX uses_by_sid ON uses (sid);
     INSERT INTO uses SELECT body ->> '$.state.voiceApplicationSid', sid FROM clients
       WHERE deleted = 0 AND body ->> '$.state.voiceApplicationSid' IS NOT NULL;`,
    resourceTable('webhooks'),
  ],
};
