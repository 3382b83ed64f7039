import { isCreation, isDeletion, kindOfSid } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { rowOfEvent } from '@tandem/journal';
import type { JournalEvent, ResourceRow } from '@tandem/journal';
import type { Sid } from '@tandem/kernel';
import { evolve } from '../domain/evolve.ts';
import { noResource } from '../domain/resource.ts';
import type { Resource, ResourceDomainEvent } from '../domain/resource.ts';
import type { ClientSecrets } from '../secrets/client-secrets.ts';
import type { Context } from './context.ts';

/** A resource as found, and where its next event goes. */
export interface StoredResource<K extends ResourceKind> {
  readonly resource: Resource<K>;
  /** The latest event as a row; null if there is none. */
  readonly row: ResourceRow<K> | null;
  /** Read from the stream, which is the truth; a row may lag behind it. */
  readonly proven: boolean;
}

/** For a sid that was just drawn: nobody can have it. */
export const nothingStored = { resource: noResource, row: null, proven: true } as const;

/** Its password stays sealed: only the latest one of a stream is ever compared with. */
const SEALED = { text: null, credentials: null } as const;

const domainEventOf = <K extends ResourceKind>(event: JournalEvent<K>): ResourceDomainEvent<K> => {
  const { type, recordedAt: at, payload, metadata } = event;
  const { state, changed, domain } = payload;
  const password = changed.includes('password') ? SEALED : null;
  if (isDeletion(type)) return { type, change: 'deleted', at, state };
  if (!isCreation(type)) return { type, change: 'updated', at, domain, changed, state, password };
  const requestHmac = metadata.requestHmac ?? null;
  return { type, change: 'created', at, domain, changed, state, password, requestHmac };
};

const withCredentials = <K extends ResourceKind>(
  resource: Resource<K>,
  { sid, credentials: sealed }: ResourceRow<K>,
  secrets: ClientSecrets,
): Resource<K> => {
  if (resource.kind !== 'live' || sealed === null || kindOfSid(sid) !== 'Client') return resource;
  return { ...resource, credentials: secrets.credentials(sid, sealed) };
};

const resourceOfRow = <K extends ResourceKind>(row: ResourceRow<K>, secrets: ClientSecrets): Resource<K> => {
  const { version, requestHmac, domain, state } = row;
  if (row.deleted) return { kind: 'deleted', version, requestHmac };
  const live = { kind: 'live', version, requestHmac, domain, state, credentials: null } as const;
  return withCredentials(live, row, secrets);
};

/** From the stream: slower, and the truth. The sid must be of the kind. */
export const loadFromStream = async <K extends ResourceKind>(
  { journal, secrets }: Pick<Context, 'journal' | 'secrets'>,
  sid: Sid,
): Promise<StoredResource<K>> => {
  const events = (await journal.readStream(sid)) as readonly JournalEvent<K>[];
  const latest = events.at(-1);
  if (latest === undefined) return nothingStored;
  const resource = events.map(domainEventOf).reduce<Resource<K>>(evolve, noResource);
  const row = rowOfEvent(latest);
  return { resource: withCredentials(resource, row, secrets), row, proven: true };
};

/** From the read model: one quick look; what rests on it is proved by the append, or must be looked up again. */
export const loadFromReadModel = async <K extends ResourceKind>(
  { readModel, secrets }: Pick<Context, 'readModel' | 'secrets'>,
  sid: Sid,
): Promise<StoredResource<K>> => {
  const row = (await readModel.get(sid)) as ResourceRow<K> | null;
  return { resource: row === null ? noResource : resourceOfRow(row, secrets), row, proven: false };
};
