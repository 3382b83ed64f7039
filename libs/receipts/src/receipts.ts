import { relayCheckpointCodec, TOPICS, unitStatusCodec } from '@tandem/contracts';
import type { Lane } from '@tandem/contracts';
import type { EventLog, LogBatch, LogConsumer, StoredRecord } from '@tandem/event-log';
import { Waiters } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import { count, observe } from '@tandem/telemetry';
import { Fleet } from './fleet.ts';
import type { Instant } from './known-unit.ts';
import type { Change, Receipt } from './receipt.ts';

export interface ReceiptsOptions {
  readonly log: Pick<EventLog, 'subscribe'>;
  readonly clock: Clock;
  /** Names this reader on the log. */
  readonly reader: string;
  /** One heartbeat of the units, milliseconds; default 2500. */
  readonly heartbeatMs?: number;
}

const STATUS: string = TOPICS.unitStatus.name;
const RELAY: string = TOPICS.relay.name;
const HEARTBEAT_MS = 2500;
const TICK_MS = 500;

/** Which units have a change: read from what they say on `tandem.unit-status`, without asking them or the journal. */
export class Receipts {
  readonly #options: ReceiptsOptions;
  readonly #fleet = new Fleet();
  readonly #waiters = new Waiters<{ readonly lanes: readonly Lane[]; readonly revision: number }>();
  readonly #positions = new Map<string, number>();
  #consumer: LogConsumer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  /** Reports up to this offset lay there before we began to listen. */
  #liveFrom: number | undefined;
  #unobserve: () => void = () => undefined;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /** Begins to listen; what it knows is complete a heartbeat after it has read what was there. */
  async start(): Promise<void> {
    const { log, reader } = this.#options;
    this.#unobserve = observe('receiptWaiters', {}, () => this.waiting);
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#consumer = await log.subscribe({
      reader,
      topics: [STATUS, RELAY],
      handlers: {
        position: (topic) => this.#positions.get(topic) ?? 0,
        batch: async (batch) => this.#take(batch),
        reset: async (topic) => this.#restart(topic),
      },
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#settling);
    this.#unobserve();
    await this.#consumer?.close();
  }

  /** How many callers wait. */
  get waiting(): number {
    return this.#waiters.count;
  }

  receipt(change: Change): Receipt {
    return this.#fleet.receipt(change, this.#instant());
  }

  /** The receipt once every live unit has the change, at most `ms` milliseconds from now. Costs nothing meanwhile. */
  async wait(change: Change, ms: number, signal?: AbortSignal): Promise<Receipt> {
    const lanes = this.#fleet.lanesOf(change.sid);
    const { revision } = change;
    const done = (): boolean => this.receipt(change).status !== 'PENDING';
    await this.#waiters.wait({ about: { lanes, revision }, done, ms, signal });
    return this.receipt(change);
  }

  #instant(): Instant {
    const { clock } = this.#options;
    return { now: clock.now(), monotonic: clock.monotonic() };
  }

  /** The topic was made anew: what lies on it now was said before. */
  #restart(topic: string): void {
    this.#positions.set(topic, 0);
    if (topic === STATUS) this.#liveFrom = undefined;
  }

  #take({ topic, records, nextOffset, endOffset }: LogBatch): void {
    if (topic === RELAY) this.#follow(records);
    else this.#hear(records, endOffset);
    this.#positions.set(topic, nextOffset);
    if (topic === STATUS && nextOffset >= (this.#liveFrom ?? Infinity)) this.#settleSoon();
    this.#check();
  }

  #follow(records: readonly StoredRecord[]): void {
    const value = records.at(-1)?.value;
    const decoded = value == null ? undefined : relayCheckpointCodec.decode(value);
    if (decoded?.ok === true) this.#fleet.follow(decoded.value, this.#instant());
  }

  #hear(records: readonly StoredRecord[], endOffset: number): void {
    const liveFrom = (this.#liveFrom ??= endOffset);
    const at = this.#instant();
    for (const { value, offset, timestamp } of records) {
      const decoded = value === null ? undefined : unitStatusCodec.decode(value);
      if (decoded === undefined) continue;
      if (!decoded.ok) {
        count('unitStatusRefused', {});
        continue;
      }
      const live = offset >= liveFrom;
      this.#fleet.hear(
        decoded.value,
        live ? { ...at, live } : { ...at, now: Math.min(timestamp, at.now), live },
      );
    }
  }

  #settleSoon(): void {
    if (this.#fleet.settled) return;
    this.#settling ??= setTimeout(() => {
      this.#fleet.settle(this.#instant());
      this.#check();
    }, this.#options.heartbeatMs ?? HEARTBEAT_MS);
  }

  #tick(): void {
    this.#fleet.tick(this.#instant());
    this.#check();
  }

  #check(): void {
    this.#waiters.check(({ lanes, revision }) => this.#fleet.reached(lanes, revision));
  }
}
