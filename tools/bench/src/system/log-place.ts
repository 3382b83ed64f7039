import type { EventLog } from '@tandem/event-log';
import { openKafkaEventLog } from '@tandem/event-log-kafka';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';

/** Where an event log is; can be sent to another process. */
export type LogPlace =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'kafka'; readonly brokers: readonly string[]; readonly prefix: string };

export const openLog = (place: LogPlace): EventLog =>
  place.kind === 'sqlite'
    ? openSqliteEventLog({ file: place.file })
    : openKafkaEventLog({ brokers: place.brokers, prefix: place.prefix });
