import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { ResourceKind } from '@tandem/contracts';
import type { NewEvent, ResourceRow } from '@tandem/journal';

/** An event of the collection `journal`. Its claim is never absent: indexes that leave out what is absent are not portable. */
export interface EventDocument extends Omit<NewEvent, 'claim'> {
  readonly _id: number;
  readonly claim: string;
}

/** A revision that no event took. */
export interface NoopDocument {
  readonly _id: number;
  readonly stream: string;
  readonly version: number;
  readonly claim: string;
  readonly eventId?: never;
}

export type JournalDocument = EventDocument | NoopDocument;

/** A row, and what it is found by (`indexedOf`). `uses` is absent from documents of the time before it. */
export interface ResourceDocument extends Omit<ResourceRow, 'sid'> {
  readonly _id: string;
  readonly uses?: readonly string[];
}

/** How far revisions have been handed out. */
export interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}

/** One link of the lease's chain: each renewal and each change of holder adds the next. */
export interface LeaseDocument {
  readonly _id: number;
  readonly epoch: number;
  /** null: given up. */
  readonly holder: string | null;
  readonly ttlMs: number;
}

/** What the database says about itself (`schema`), and remembers of the event log (`log`). */
export interface MetaDocument {
  readonly _id: string;
  readonly version?: number;
  readonly generation?: string;
  readonly revision?: number;
}

/** How far a reader of the journal is. */
export interface CursorDocument {
  readonly _id: string;
  readonly revision: number;
  readonly failingSince?: number | null;
}

/** Indexes are made on opening, where a failure can be told; documents are never changed by the mapper. */
const schemaOf = <T>(collection: string, fields: ConstructorParameters<typeof Schema<T>>[0]): Schema<T> =>
  new Schema<T>(fields, {
    collection,
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
    strict: 'throw',
  });

const required = <T>(type: T) => ({ type, required: true }) as const;

const journalSchema = (): Schema<JournalDocument> => {
  const schema = schemaOf<JournalDocument>('journal', {
    _id: required(Number),
    stream: required(String),
    version: required(Number),
    claim: required(String),
    eventId: String,
    previousRevision: Number,
    previousEventId: String,
    createdRevision: Number,
    type: { type: String },
    accountSid: String,
    recordedAt: Number,
    payload: Schema.Types.Mixed,
    metadata: Schema.Types.Mixed,
  });
  schema.index({ stream: 1, version: 1 }, { unique: true });
  schema.index({ claim: 1 }, { unique: true });
  return schema;
};

/** The field of a kind's state that it is reached by. */
export const NAME_FIELDS: Readonly<Record<ResourceKind, string>> = {
  Client: 'state.login',
  Application: 'state.friendlyName',
  Number: 'state.phoneNumber',
  Account: 'state.sipDomain',
  Webhook: 'state.url',
};

/** The collections of the read model. */
export const COLLECTIONS: Readonly<Record<ResourceKind, string>> = {
  Client: 'clients',
  Application: 'applications',
  Number: 'numbers',
  Account: 'accounts',
  Webhook: 'webhooks',
};

const resourceSchema = (kind: ResourceKind): Schema<ResourceDocument> => {
  const schema = schemaOf<ResourceDocument>(COLLECTIONS[kind], {
    _id: required(String),
    accountSid: required(String),
    domain: required(String),
    version: required(Number),
    revision: required(Number),
    eventId: required(String),
    createdRevision: required(Number),
    state: required(Schema.Types.Mixed),
    credentials: String,
    password: String,
    requestHmac: String,
    deleted: required(Boolean),
    uses: [String],
  });
  const live = { accountSid: 1, deleted: 1 } as const;
  schema.index({ ...live, createdRevision: 1 });
  schema.index({ ...live, [NAME_FIELDS[kind]]: 1, createdRevision: 1 });
  schema.index({ uses: 1 });
  if (kind !== 'Application') schema.index({ ...live, 'state.friendlyName': 1, createdRevision: 1 });
  if (kind === 'Client') schema.index({ ...live, 'state.status': 1, createdRevision: 1 });
  return schema;
};

export const modelsOn = (connection: Connection) => ({
  journal: connection.model('Journal', journalSchema()),
  resources: {
    Client: connection.model('Client', resourceSchema('Client')),
    Application: connection.model('Application', resourceSchema('Application')),
    Number: connection.model('Number', resourceSchema('Number')),
    Account: connection.model('Account', resourceSchema('Account')),
    Webhook: connection.model('Webhook', resourceSchema('Webhook')),
  },
  counters: connection.model(
    'Counter',
    schemaOf<CounterDocument>('counters', { _id: required(String), value: required(Number) }),
  ),
  leases: connection.model(
    'Lease',
    schemaOf<LeaseDocument>('leases', {
      _id: required(Number),
      epoch: required(Number),
      holder: String,
      ttlMs: required(Number),
    }),
  ),
  cursors: connection.model(
    'Cursor',
    schemaOf<CursorDocument>('cursors', {
      _id: required(String),
      revision: required(Number),
      failingSince: Number,
    }),
  ),
  meta: connection.model(
    'Meta',
    schemaOf<MetaDocument>('meta', {
      _id: required(String),
      version: Number,
      generation: String,
      revision: Number,
    }),
  ),
});

export type Models = ReturnType<typeof modelsOn>;
