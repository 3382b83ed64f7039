import { rowOfEvent } from '@tandem/journal';
import type { ClientRow, JournalEvent } from '@tandem/journal';
import { assertNever } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { noClient } from '../domain/client.ts';
import type { Client, ClientDomainEvent } from '../domain/client.ts';
import { evolve } from '../domain/evolve.ts';
import type { ClientSecrets } from '../secrets/client-secrets.ts';
import type { Context } from './context.ts';

/** A Client as found, and where its next event goes. */
export interface StoredClient {
  readonly client: Client;
  /** The latest event as a row; null if there is none. */
  readonly row: ClientRow | null;
  /** Read from the stream, which is the truth; a row may lag behind it. */
  readonly proven: boolean;
}

/** For a sid that was just drawn: nobody can have it. */
export const nothingStored: StoredClient = { client: noClient, row: null, proven: true };

/** Its password stays sealed: only the latest one of a stream is ever compared with. */
const SEALED = { text: null, credentials: null } as const;

const domainEventOf = ({ type, recordedAt: at, payload, metadata }: JournalEvent): ClientDomainEvent => {
  const { state, changed, domain } = payload;
  switch (type) {
    case 'ClientCreated': {
      const requestHmac = metadata.requestHmac ?? null;
      return { type, at, domain, changed, state, password: SEALED, requestHmac };
    }
    case 'ClientUpdated':
      return { type, at, changed, state, password: changed.includes('password') ? SEALED : null };
    case 'ClientDeleted':
      return { type, at, state };
    default:
      return assertNever(type);
  }
};

const withCredentials = (client: Client, row: ClientRow, secrets: ClientSecrets): Client =>
  client.kind === 'live' ? { ...client, credentials: secrets.credentials(row.sid, row.credentials) } : client;

const clientOfRow = (row: ClientRow, secrets: ClientSecrets): Client => {
  const { version, requestHmac, domain, state } = row;
  if (row.deleted) return { kind: 'deleted', version, requestHmac };
  const live = { kind: 'live', version, requestHmac, domain, state, credentials: null } as const;
  return withCredentials(live, row, secrets);
};

/** From the stream: slower, and the truth. */
export const loadFromStream = async (
  { journal, secrets }: Pick<Context, 'journal' | 'secrets'>,
  sid: Sid,
): Promise<StoredClient> => {
  const events = await journal.readStream(sid);
  const client = events.map(domainEventOf).reduce(evolve, noClient);
  const latest = events.at(-1);
  if (latest === undefined) return nothingStored;
  const row = rowOfEvent(latest);
  return { client: withCredentials(client, row, secrets), row, proven: true };
};

/** From the read model: one quick look; what rests on it is proved by the append, or must be looked up again. */
export const loadFromReadModel = async (
  { readModel, secrets }: Pick<Context, 'readModel' | 'secrets'>,
  sid: Sid,
): Promise<StoredClient> => {
  const row = await readModel.get(sid);
  return { client: row === null ? noClient : clientOfRow(row, secrets), row, proven: false };
};
