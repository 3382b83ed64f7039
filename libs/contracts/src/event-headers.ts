import { err, ok } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';

/** What stands in the headers too, so that a record with an unreadable value still counts (design §2b, G7). */
export interface EventHeaders {
  readonly sid: Sid;
  readonly version: number;
  readonly eventId: string;
  /** The eventId of this resource's version before; null for the first. */
  readonly previousEventId: string | null;
  readonly revision: number;
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
}

/** Record headers as both logs carry them. */
export type RecordHeaders = Readonly<Record<string, string>>;

const REQUIRED = ['sid', 'version', 'eventId', 'revision', 'type', 'recordedAt'] as const;

export const encodeEventHeaders = (headers: EventHeaders): RecordHeaders => ({
  sid: headers.sid,
  version: String(headers.version),
  eventId: headers.eventId,
  ...(headers.previousEventId !== null && { previousEventId: headers.previousEventId }),
  revision: String(headers.revision),
  type: headers.type,
  recordedAt: headers.recordedAt,
});

const positiveInteger = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return text !== undefined && /^\d{1,15}$/.test(text) && value > 0 ? value : undefined;
};

/** Reads the headers of an event record; the error names the first header that is missing or malformed. */
export const decodeEventHeaders = (headers: RecordHeaders): Result<EventHeaders, string> => {
  const missing = REQUIRED.find((name) => !headers[name]);
  if (missing !== undefined) return err(`header ${missing} is missing`);
  const version = positiveInteger(headers['version']);
  const revision = positiveInteger(headers['revision']);
  if (version === undefined) return err('header version is not a positive integer');
  if (revision === undefined) return err('header revision is not a positive integer');
  if (Number.isNaN(Date.parse(headers['recordedAt'] ?? ''))) return err('header recordedAt is not a date');
  return ok({
    sid: headers['sid'] ?? '',
    version,
    eventId: headers['eventId'] ?? '',
    previousEventId: headers['previousEventId'] ?? null,
    revision,
    type: headers['type'] ?? '',
    recordedAt: headers['recordedAt'] ?? '',
  });
};
