import { callRecordCodec, partitionOf, TOPICS } from '@tandem/contracts';
import type { CallRecord } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { CallReport } from '@tandem/sip';
import { LatestWriter } from './latest-writer.ts';
import type { LatestWriterOptions } from './latest-writer.ts';

export interface CallWriterOptions extends Pick<
  LatestWriterOptions<CallRecord>,
  'log' | 'logger' | 'random' | 'collectMs'
> {
  readonly unit: string;
  /** The account of a Client, as the cache has it; null: it has gone. */
  readonly accountOf: (clientSid: Sid) => Sid | null;
  readonly now: () => number;
}

const { name: TOPIC } = TOPICS.calls;

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** A report of a call between Clients as its record on the log. */
export const toCallRecord = (
  { caller, callId, dialled, ...report }: CallReport,
  { accountSid, unit, now }: { readonly accountSid: Sid; readonly unit: string; readonly now: number },
): CallRecord => ({
  sid: report.sid,
  parentCallSid: null,
  accountSid,
  clientSid: caller.sid,
  direction: 'client-to-client',
  from: caller.login,
  to: dialled,
  dialled,
  normalised: null,
  numberSid: null,
  trunk: null,
  unit,
  callIds: [callId],
  callerName: report.callerName,
  forwardedFrom: null,
  status: report.status,
  sipCode: report.sipCode,
  reason: report.reason,
  endedBy: report.endedBy,
  startedAt: iso(report.startedAt),
  ringingAt: isoOrNull(report.ringingAt),
  answeredAt: isoOrNull(report.answeredAt),
  endedAt: isoOrNull(report.endedAt),
  updatedAt: iso(now),
});

/** Writes calls to `tandem.calls`: the latest record of each. */
export class CallWriter {
  readonly #options: CallWriterOptions;
  readonly #writer: LatestWriter<CallRecord>;
  /** Of calls that have not ended: a Client may be deleted while it talks. */
  readonly #accounts = new Map<Sid, Sid>();

  constructor(options: CallWriterOptions) {
    const { log, logger, random, collectMs } = options;
    this.#options = options;
    this.#writer = new LatestWriter({
      ...{ log, logger, topic: TOPIC, what: 'calls' },
      ...(random !== undefined && { random }),
      ...(collectMs !== undefined && { collectMs }),
      nameOf: ({ sid }) => sid,
      toRecord: (record, partitions) => ({
        ...{ topic: TOPIC, partition: partitionOf(record.sid, partitions), key: record.sid, headers: {} },
        value: callRecordCodec.encode(record),
      }),
    });
  }

  report(report: CallReport): void {
    const { unit, accountOf, now, logger } = this.#options;
    const accountSid = this.#accounts.get(report.sid) ?? accountOf(report.caller.sid);
    if (accountSid === null) {
      logger.warn('a call has no account to be recorded with', {
        call: report.sid,
        client: report.caller.sid,
      });
      return;
    }
    if (report.endedAt === null) this.#accounts.set(report.sid, accountSid);
    else this.#accounts.delete(report.sid);
    this.#writer.publish([toCallRecord(report, { accountSid, unit, now: now() })]);
  }

  /** Writes what waits, as far as the log takes it within 3 s. */
  close(): Promise<void> {
    return this.#writer.close();
  }
}
