import { rowOfEvent } from '@tandem/journal';
import type { ClientRow, JournalEvent } from '@tandem/journal';
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

const domainEventOf = (event: JournalEvent, secrets: ClientSecrets): ClientDomainEvent => {
  const { type, recordedAt: at, payload, metadata } = event;
  const { state, changed, domain } = payload;
  if (type === 'ClientDeleted') return { type, at, state };
  const password = () =>
    ({ text: null, credentials: secrets.credentials(event.stream, payload.credentials) }) as const;
  if (type === 'ClientUpdated') {
    return { type, at, changed, state, password: changed.includes('password') ? password() : null };
  }
  return {
    type,
    at,
    domain,
    changed,
    state,
    password: password(),
    requestHmac: metadata.requestHmac ?? null,
  };
};

const clientOfRow = (row: ClientRow, secrets: ClientSecrets): Client => {
  const { version, requestHmac, domain, state } = row;
  if (row.deleted) return { kind: 'deleted', version, requestHmac };
  const credentials = secrets.credentials(row.sid, row.credentials);
  return { kind: 'live', version, requestHmac, domain, state, credentials };
};

/** From the stream: slower, and the truth. */
export const loadFromStream = async (
  { journal, secrets }: Pick<Context, 'journal' | 'secrets'>,
  sid: Sid,
): Promise<StoredClient> => {
  const events = await journal.readStream(sid);
  const client = events.map((event) => domainEventOf(event, secrets)).reduce(evolve, noClient);
  const latest = events.at(-1);
  return { client, row: latest === undefined ? null : rowOfEvent(latest), proven: true };
};

/** From the read model: one quick look; what rests on it is proved by the append, or must be looked up again. */
export const loadFromReadModel = async (
  { readModel, secrets }: Pick<Context, 'readModel' | 'secrets'>,
  sid: Sid,
): Promise<StoredClient> => {
  const row = await readModel.get(sid);
  return { client: row === null ? noClient : clientOfRow(row, secrets), row, proven: false };
};
