import { DEFAULT_PARTITIONS } from '@tandem/event-log';
import { systemClock, systemRandom } from '@tandem/kernel';
import type { Clock, Random } from '@tandem/kernel';
import { silentLogger } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';

export interface SqliteEventLogOptions {
  /** Path of the log's file; it and its directory are made if missing. */
  readonly file: string;
  /** Partitions of topics declared `many`; fixed once they are made. Default `DEFAULT_PARTITIONS`. */
  readonly partitions?: number;
  readonly logger?: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
  /** How often to look for what other processes wrote, milliseconds. Writes of this process are seen at once. */
  readonly pollMs?: number;
  /** How long `close` waits for a running handler, milliseconds. */
  readonly closeTimeoutMs?: number;
}

export type SqliteEventLogSettings = Required<SqliteEventLogOptions>;

/** Fills in the defaults. */
export const sqliteSettings = (options: SqliteEventLogOptions): SqliteEventLogSettings => ({
  partitions: DEFAULT_PARTITIONS,
  logger: silentLogger,
  clock: systemClock,
  random: systemRandom,
  pollMs: 250,
  closeTimeoutMs: 10_000,
  ...options,
});
