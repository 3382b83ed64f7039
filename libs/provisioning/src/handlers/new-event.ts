import type { ResourceKind } from '@tandem/contracts';
import type { NewEvent, ResourceRow } from '@tandem/journal';
import type { Random, Sid } from '@tandem/kernel';
import { traceHeaders } from '@tandem/telemetry';
import type { Created, Deleted, NewPassword, Updated } from '../domain/resource.ts';
import type { ClientSecrets, SealedSecrets } from '../secrets/client-secrets.ts';

/** What turns a decided event into one that the journal takes. */
export interface EventMaking {
  readonly secrets: ClientSecrets;
  readonly random: Random;
}

/** Whose stream a first event opens, and which name it claims, if any. */
export interface FirstPlace {
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly claim: string | null;
}

/** An event of a resource that is there already. */
export type NextEvent<K extends ResourceKind> = Updated<K, NewPassword> | Deleted<K>;

const EVENT_ID_BYTES = 16;

const eventId = (random: Random): string => random.bytes(EVENT_ID_BYTES).toString('hex');

const traced = (): { readonly traceparent?: string } => {
  const { traceparent } = traceHeaders();
  return traceparent === undefined ? {} : { traceparent };
};

/** The event that opens a stream, its secrets sealed. */
export const firstEvent = <K extends ResourceKind>(
  event: Created<K, NewPassword>,
  { sid, accountSid, claim }: FirstPlace,
  { secrets, random }: EventMaking,
): NewEvent<K> => ({
  eventId: eventId(random),
  stream: sid,
  version: 1,
  previousRevision: 0,
  previousEventId: null,
  createdRevision: 0,
  type: event.type,
  accountSid,
  recordedAt: event.at,
  claim,
  payload: {
    domain: event.domain,
    changed: event.changed,
    state: event.state,
    ...(event.password === null
      ? { credentials: event.tokens ?? null, password: null }
      : secrets.sealed(sid, event.password)),
  },
  metadata: { ...(event.requestHmac !== null && { requestHmac: event.requestHmac }), ...traced() },
});

const secretsOf = <K extends ResourceKind>(
  event: NextEvent<K>,
  row: ResourceRow<K>,
  secrets: ClientSecrets,
): SealedSecrets => {
  // The readable password of a deleted Client is of no use to anybody.
  if (event.change === 'deleted') return { credentials: row.credentials, password: null };
  if (event.tokens !== undefined) return { credentials: event.tokens(row.credentials), password: null };
  return event.password === null ? secrets.kept(row) : secrets.sealed(row.sid, event.password);
};

/** The event that follows the one which left `row`, its secrets sealed. */
export const nextEvent = <K extends ResourceKind>(
  event: NextEvent<K>,
  row: ResourceRow<K>,
  { secrets, random }: EventMaking,
): NewEvent<K> => ({
  eventId: eventId(random),
  stream: row.sid,
  version: row.version + 1,
  previousRevision: row.revision,
  previousEventId: row.eventId,
  createdRevision: row.createdRevision,
  type: event.type,
  accountSid: row.accountSid,
  recordedAt: event.at,
  claim: event.change === 'updated' ? (event.claim ?? null) : null,
  payload: {
    domain: event.change === 'updated' ? (event.domain ?? row.domain) : row.domain,
    changed: event.change === 'deleted' ? [] : event.changed,
    state: event.state,
    ...secretsOf(event, row, secrets),
  },
  metadata: traced(),
});
