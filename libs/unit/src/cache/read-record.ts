import {
  decodeEvent,
  decodeEventHeaders,
  describeDecodeProblem,
  isDeletion,
  kindOfSid,
  kindOfTopic,
  MARK_KEY,
  markCodec,
} from '@tandem/contracts';
import type { DecodeProblem, EventHeaders, Mark, ResourceEvent } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';

/** What a record of a topic of resources turns out to be. */
export type ReadRecord =
  | { readonly kind: 'event'; readonly headers: EventHeaders; readonly event: ResourceEvent }
  /** A deletion that is known by its headers alone: the tombstone behind each event of a deletion. */
  | { readonly kind: 'tombstone'; readonly headers: EventHeaders }
  /** Of a type that later versions know: it counts as received, and changes nothing here. */
  | { readonly kind: 'unknown-type'; readonly headers: EventHeaders }
  /** The value cannot be used; what the headers say still counts (G7). */
  | {
      readonly kind: 'poison';
      readonly headers: EventHeaders;
      readonly problem: string;
      readonly detail: string;
    }
  /** What the relay says a reader must hold here. */
  | { readonly kind: 'mark'; readonly mark: Mark }
  /** Not even the headers: nobody can say what is missed. */
  | { readonly kind: 'unreadable'; readonly detail: string };

const poison = (headers: EventHeaders, problem: string, detail: string): ReadRecord => ({
  kind: 'poison',
  headers,
  problem,
  detail,
});

const ofProblem = (headers: EventHeaders, problem: DecodeProblem): ReadRecord =>
  problem.kind === 'unknown-type'
    ? { kind: 'unknown-type', headers }
    : poison(headers, problem.kind, describeDecodeProblem(problem));

const readMark = (value: Buffer | null): ReadRecord => {
  const decoded = value === null ? null : markCodec.decode(value);
  if (decoded?.ok === true) return { kind: 'mark', mark: decoded.value };
  const why = decoded === null ? 'it has no value' : describeDecodeProblem(decoded.error);
  return { kind: 'unreadable', detail: `a mark that cannot be read: ${why}` };
};

/** Reads a record without ever throwing: every way in which it can be bad is a kind of its own. */
export const readRecord = (record: StoredRecord): ReadRecord => {
  if (record.key === MARK_KEY) return readMark(record.value);
  const decoded = decodeEventHeaders(record.headers);
  if (!decoded.ok) return { kind: 'unreadable', detail: decoded.error };
  const headers = decoded.value;
  if (record.key !== headers.sid)
    return { kind: 'unreadable', detail: 'the key is not the sid of the headers' };
  const kind = kindOfTopic(record.topic);
  if (kind === undefined || kindOfSid(headers.sid) !== kind)
    return { kind: 'unreadable', detail: 'the sid does not belong on this topic' };
  if (record.value === null) {
    return isDeletion(headers.type)
      ? { kind: 'tombstone', headers }
      : poison(headers, 'invalid', 'a tombstone that does not follow a deletion');
  }
  const event = decodeEvent(kind, record.value, record.headers);
  return event.ok ? { kind: 'event', headers, event: event.value } : ofProblem(headers, event.error);
};
