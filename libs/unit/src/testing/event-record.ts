import { encodeEvent, publishedKindOf, PUBLISHED } from '@tandem/contracts';
import type { ResourceEvent } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';

/** An event as it lies on partition 0 of its kind's topic. */
export const eventRecord = (event: ResourceEvent, offset: number): StoredRecord => {
  const kind = publishedKindOf(event.sid) ?? 'Client';
  const previous = event.version === 1 ? null : `event-${event.sid}-${event.version - 1}`;
  return {
    topic: PUBLISHED[kind].topic.name,
    partition: 0,
    offset,
    timestamp: Date.parse(event.recordedAt),
    ...encodeEvent(event, previous),
  };
};
