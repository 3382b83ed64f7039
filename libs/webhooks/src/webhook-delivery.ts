import type { CursorStore, JournalEvent } from '@tandem/journal';
import { messageOf } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { WebhookTarget } from '@tandem/provisioning';
import type { Logger } from '@tandem/telemetry';
import type { JournalTail } from './journal-tail.ts';
import { Lane } from './lane.ts';
import type { Message } from './message.ts';
import type { Sender } from './sender.ts';

/** What a webhook may hear of, in turn: changes as they are recorded, and that all live units have them. */
export const LANES = ['changes', 'propagation'] as const;
export type LaneName = (typeof LANES)[number];

/** Names the cursors of a webhook: of each lane, and of whether it fails. */
export const readerOf = (webhook: Sid, what: LaneName | 'failing'): string => `webhook/${webhook}/${what}`;

export interface DeliveryOptions {
  readonly target: WebhookTarget;
  readonly tail: JournalTail;
  readonly cursors: CursorStore;
  readonly logger: Logger;
  readonly sender: Sender;
  readonly concerns: (event: JournalEvent) => Promise<boolean>;
  readonly messages: Readonly<
    Record<LaneName, (event: JournalEvent, signal: AbortSignal) => Promise<Message | null>>
  >;
  readonly idleMs: number;
}

/** A change that some unit does not get holds up no other one's message. */
const WIDTHS: Readonly<Record<LaneName, number>> = { changes: 1, propagation: 64 };

const lanesOf = ({ events, status }: WebhookTarget['state']): readonly LaneName[] => {
  if (status !== 'active') return [];
  return events === 'all' ? LANES : [events];
};

/** Everything that one webhook is told, from when it starts until it is stopped. */
export class WebhookDelivery {
  readonly #options: DeliveryOptions;
  readonly #ending = new AbortController();
  readonly #running: Promise<unknown>;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    const lanes = lanesOf(options.target.state);
    this.#running = Promise.all(lanes.map((lane) => this.#walk(lane)));
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  /** Begins again where it was after what the journal's database threw. */
  async #walk(name: LaneName): Promise<void> {
    const { tail, logger, target, idleMs } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        await this.#lane(name).run(signal);
      } catch (error) {
        logger.warn('a webhook waits for the journal', {
          sid: target.sid,
          lane: name,
          why: messageOf(error),
        });
        await tail.wait({ wakes: tail.wakes, ms: idleMs, signal });
      }
    }
  }

  #lane(name: LaneName): Lane {
    const { target, messages, ...others } = this.#options;
    return new Lane({
      ...others,
      reader: readerOf(target.sid, name),
      from: target.createdRevision,
      messageOf: messages[name],
      width: WIDTHS[name],
    });
  }
}
