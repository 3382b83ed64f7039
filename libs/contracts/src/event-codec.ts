import { err, ok, TandemError } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';
import type { DecodeProblem } from './decode-problem.ts';
import { encodeEventHeaders } from './event-headers.ts';
import type { EventHeaders, RecordHeaders } from './event-headers.ts';
import { encodeJson, parseJsonObject } from './json-record.ts';
import type { JsonObject } from './json-record.ts';
import { publishedKindOf, PUBLISHED } from './resource.ts';
import type { ResourceEvent, ResourceEvents, PublishedKind } from './resource.ts';
import { schemaViolation } from './schema.ts';
import { upcast } from './upcast.ts';
import type { Upcasters } from './upcast.ts';

/** A record of a topic of resources without its place on the log. */
export interface EncodedEvent {
  readonly key: string;
  /** null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

const CHANGES = ['Created', 'Updated', 'Deleted'] as const;

/** Steps from older schemas; version 1 is the first of all, so there are none yet. */
const UPCASTERS: Readonly<Record<PublishedKind, Upcasters>> = {
  Client: {},
  Application: {},
  Number: {},
  Account: {},
};

const kindOf = (sid: Sid): PublishedKind => {
  const kind = publishedKindOf(sid);
  if (kind === undefined) throw new TandemError('CONTRACT_VIOLATION', `${sid} names no resource with events`);
  return kind;
};

const headersOf = (event: ResourceEvent, previousEventId: string | null): RecordHeaders =>
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
 * An event as it goes on the log. Throws `CONTRACT_VIOLATION`.
 * @param previousEventId the eventId of this resource's version before; null for the first.
 */
export const encodeEvent = (
  event: ResourceEvent,
  previousEventId: string | null,
): EncodedEvent & { readonly value: Buffer } => ({
  key: event.sid,
  value: encodeJson(PUBLISHED[kindOf(event.sid)].schema, event),
  headers: headersOf(event, previousEventId),
});

/** What follows a deletion, so that compaction removes the resource; it carries the same headers. */
export const tombstoneOf = (deleted: EventHeaders): EncodedEvent => ({
  key: deleted.sid,
  value: null,
  headers: encodeEventHeaders(deleted),
});

const CHECKED_HEADERS = ['sid', 'version', 'eventId', 'revision', 'type', 'recordedAt'] as const;

const isTypeOf = (kind: PublishedKind, type: string): boolean =>
  CHANGES.some((change) => type === `${kind}${change}`);

const current = (kind: PublishedKind, value: JsonObject): Result<JsonObject, DecodeProblem> => {
  const { type, schemaVersion } = value;
  const { schemaVersion: known } = PUBLISHED[kind];
  if (typeof type === 'string' && !isTypeOf(kind, type)) return err({ kind: 'unknown-type', type });
  if (typeof schemaVersion !== 'number' || !Number.isSafeInteger(schemaVersion)) {
    return err({ kind: 'invalid', detail: '/schemaVersion must be an integer' });
  }
  if (schemaVersion === known) return ok(value);
  if (schemaVersion > known) return err({ kind: 'newer-schema', schemaVersion });
  const lifted = upcast(value, known, UPCASTERS[kind]);
  return lifted === null
    ? err({ kind: 'invalid', detail: `/schemaVersion ${schemaVersion} never existed` })
    : ok(lifted);
};

/**
 * Reads the value of a record on a kind's topic (tombstones, whose value is null, are the reader's business): checked
 * against its schema and against the record's headers, older schemas lifted, unknown properties kept.
 */
export const decodeEvent = <K extends PublishedKind>(
  kind: K,
  value: Buffer,
  headers: RecordHeaders,
): Result<ResourceEvents[K], DecodeProblem> => {
  const parsed = parseJsonObject(value);
  if (!parsed.ok) return parsed;
  const lifted = current(kind, parsed.value);
  if (!lifted.ok) return lifted;
  const violation = schemaViolation(PUBLISHED[kind].schema, lifted.value);
  if (violation !== null) return err({ kind: 'invalid', detail: violation });
  const event = lifted.value as unknown as ResourceEvents[K];
  const differing = CHECKED_HEADERS.find((name) => headers[name] !== String(event[name]));
  return differing === undefined ? ok(event) : err({ kind: 'headers-differ', header: differing });
};
