import type { JournalEvent } from '@tandem/journal';
import type { Receipts } from '@tandem/receipts';
import type { Message } from './message.ts';

/** An event as it is shown outside: no secret in any form. */
export type RenderEvent = (event: JournalEvent) => Readonly<Record<string, unknown>>;

const iso = (ms: number): string => new Date(ms).toISOString();

const message = (id: string, type: string, timestamp: string, data: unknown): Message => ({
  id,
  body: JSON.stringify({ type, timestamp, data }),
});

/** What happened, as soon as it is recorded; `type` is the event's, as ClientUpdated. */
export const changeMessage = (event: JournalEvent, render: RenderEvent): Message =>
  message(`change_${event.eventId}`, event.type, iso(event.recordedAt), render(event));

export interface PropagationOptions {
  readonly receipts: Pick<Receipts, 'wait'>;
  readonly now: () => number;
  /** How long a change may be on its way before that is said instead, milliseconds. */
  readonly patienceMs: number;
}

/**
 * That every live unit has a change, once that is so: `PropagationInSync`; with some units silent `PropagationPartial`; and if
 * it takes too long `PropagationOverdue`. null: nobody waits any more.
 */
export const propagationMessage = async (
  event: JournalEvent,
  { receipts, now, patienceMs }: PropagationOptions,
  signal: AbortSignal,
): Promise<Message | null> => {
  const { stream: sid, revision, recordedAt, eventId } = event;
  const left = Math.max(0, recordedAt + patienceMs - now());
  const change = { sid, revision, recordedAt, revokes: false };
  const receipt = await receipts.wait(change, left, signal);
  if (signal.aborted) return null;
  const { status, units } = receipt;
  const type = { INSYNC: 'PropagationInSync', PARTIAL: 'PropagationPartial', PENDING: 'PropagationOverdue' }[
    status
  ];
  const lacking = units.filter((unit) => unit.status !== 'INSYNC').map(({ unit }) => unit);
  return message(`propagation_${eventId}`, type, iso(now()), {
    event_id: eventId,
    event_type: event.type,
    account_sid: event.accountSid,
    sid,
    version: event.version,
    revision,
    recorded_at: iso(recordedAt),
    status,
    units: units.length,
    lacking,
  });
};
