import type { ClientRow, NewEvent } from '@tandem/journal';
import type { Random, Sid } from '@tandem/kernel';
import { traceHeaders } from '@tandem/telemetry';
import type { ClientCreated, ClientDeleted, ClientUpdated, NewPassword } from '../domain/client.ts';
import type { ClientSecrets, SealedSecrets } from '../secrets/client-secrets.ts';

/** What turns a decided event into one that the journal takes. */
export interface EventMaking {
  readonly secrets: ClientSecrets;
  readonly random: Random;
}

/** Whose stream a first event opens, and which name it claims. */
export interface FirstPlace {
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly claim: string;
}

/** An event of a Client that is there already. */
export type NextEvent = ClientUpdated<NewPassword> | ClientDeleted;

const EVENT_ID_BYTES = 16;

const eventId = (random: Random): string => random.bytes(EVENT_ID_BYTES).toString('hex');

const traced = (): { readonly traceparent?: string } => {
  const { traceparent } = traceHeaders();
  return traceparent === undefined ? {} : { traceparent };
};

/** The event that opens a stream, its secrets sealed. */
export const firstEvent = (
  event: ClientCreated<NewPassword>,
  { sid, accountSid, claim }: FirstPlace,
  { secrets, random }: EventMaking,
): NewEvent => ({
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
    ...secrets.sealed(sid, event.password),
  },
  metadata: { ...(event.requestHmac !== null && { requestHmac: event.requestHmac }), ...traced() },
});

const secretsOf = (event: NextEvent, row: ClientRow, secrets: ClientSecrets): SealedSecrets => {
  // The readable password of a deleted Client is of no use to anybody.
  if (event.type === 'ClientDeleted') return { credentials: row.credentials, password: null };
  return event.password === null ? secrets.kept(row) : secrets.sealed(row.sid, event.password);
};

/** The event that follows the one which left `row`, its secrets sealed. */
export const nextEvent = (event: NextEvent, row: ClientRow, { secrets, random }: EventMaking): NewEvent => ({
  eventId: eventId(random),
  stream: row.sid,
  version: row.version + 1,
  previousRevision: row.revision,
  previousEventId: row.eventId,
  createdRevision: row.createdRevision,
  type: event.type,
  accountSid: row.accountSid,
  recordedAt: event.at,
  claim: null,
  payload: {
    domain: row.domain,
    changed: event.type === 'ClientDeleted' ? [] : event.changed,
    state: event.state,
    ...secretsOf(event, row, secrets),
  },
  metadata: traced(),
});
