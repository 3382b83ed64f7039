import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { CLIENT_SCHEMA_VERSION } from './client-event.ts';
import type { ClientEvent, ClientEventType } from './client-event.ts';
import type { DecodeProblem } from './decode-problem.ts';
import { encodeEventHeaders } from './event-headers.ts';
import type { EventHeaders, RecordHeaders } from './event-headers.ts';
import { encodeJson, parseJsonObject } from './json-record.ts';
import type { JsonObject } from './json-record.ts';
import { schemaViolation } from './schema.ts';
import { upcast } from './upcast.ts';
import type { Upcasters } from './upcast.ts';

/** A record of `tandem.clients` without its place on the log. */
export interface EncodedClientEvent {
  readonly key: string;
  /** null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

const TYPES: Readonly<Record<ClientEventType, true>> = {
  ClientCreated: true,
  ClientUpdated: true,
  ClientDeleted: true,
};

/** Steps from older schemas of `tandem.clients`; version 1 is the first, so there are none yet. */
const UPCASTERS: Upcasters = {};

const headersOf = (event: ClientEvent, previousEventId: string | null): RecordHeaders =>
  encodeEventHeaders({
    sid: event.sid,
    version: event.version,
    eventId: event.eventId,
    previousEventId,
    revision: event.revision,
    type: event.type,
    recordedAt: event.recordedAt,
  });

/**
 * A client event as it goes on the log. Throws `CONTRACT_VIOLATION`.
 * @param previousEventId the eventId of this Client's version before; null for the first.
 */
export const encodeClientEvent = (
  event: ClientEvent,
  previousEventId: string | null,
): EncodedClientEvent & { readonly value: Buffer } => ({
  key: event.sid,
  value: encodeJson('client-event', event),
  headers: headersOf(event, previousEventId),
});

/** What follows a ClientDeleted, so that compaction removes the Client; it carries the same headers. */
export const clientTombstone = (deleted: EventHeaders): EncodedClientEvent => ({
  key: deleted.sid,
  value: null,
  headers: encodeEventHeaders(deleted),
});

const CHECKED_HEADERS = ['sid', 'version', 'eventId', 'revision', 'type', 'recordedAt'] as const;

const current = (value: JsonObject): Result<JsonObject, DecodeProblem> => {
  const { type, schemaVersion } = value;
  if (typeof type === 'string' && !Object.hasOwn(TYPES, type)) return err({ kind: 'unknown-type', type });
  if (typeof schemaVersion !== 'number' || !Number.isSafeInteger(schemaVersion)) {
    return err({ kind: 'invalid', detail: '/schemaVersion must be an integer' });
  }
  if (schemaVersion === CLIENT_SCHEMA_VERSION) return ok(value);
  if (schemaVersion > CLIENT_SCHEMA_VERSION) return err({ kind: 'newer-schema', schemaVersion });
  const lifted = upcast(value, CLIENT_SCHEMA_VERSION, UPCASTERS);
  return lifted === null
    ? err({ kind: 'invalid', detail: `/schemaVersion ${schemaVersion} never existed` })
    : ok(lifted);
};

/**
 * Reads the value of a record of `tandem.clients` (tombstones, whose value is null, are the reader's business): checked
 * against its schema and against the record's headers, older schemas lifted, unknown properties kept.
 */
export const decodeClientEvent = (
  value: Buffer,
  headers: RecordHeaders,
): Result<ClientEvent, DecodeProblem> => {
  const parsed = parseJsonObject(value);
  if (!parsed.ok) return parsed;
  const lifted = current(parsed.value);
  if (!lifted.ok) return lifted;
  const violation = schemaViolation('client-event', lifted.value);
  if (violation !== null) return err({ kind: 'invalid', detail: violation });
  const event = lifted.value as unknown as ClientEvent;
  const differing = CHECKED_HEADERS.find((name) => headers[name] !== String(event[name]));
  return differing === undefined ? ok(event) : err({ kind: 'headers-differ', header: differing });
};
