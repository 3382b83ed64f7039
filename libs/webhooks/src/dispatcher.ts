import { kindOfSid } from '@tandem/contracts';
import type { CursorStore, Journal, JournalEvent } from '@tandem/journal';
import { messageOf } from '@tandem/kernel';
import type { Clock, Random, Sid } from '@tandem/kernel';
import type { AccountDirectory, Webhooks, WebhookTarget } from '@tandem/provisioning';
import type { Receipts } from '@tandem/receipts';
import type { Logger } from '@tandem/telemetry';
import { JournalTail } from './journal-tail.ts';
import { changeMessage, propagationMessage } from './messages.ts';
import type { RenderEvent } from './messages.ts';
import type { Poster } from './post.ts';
import { Sender } from './sender.ts';
import type { SenderLimits } from './sender.ts';
import { LANES, readerOf, WebhookDelivery } from './webhook-delivery.ts';

export interface WebhookDispatcherOptions {
  readonly journal: Pick<Journal, 'readFrom' | 'head'>;
  readonly cursors: CursorStore;
  readonly webhooks: Webhooks;
  readonly accounts: AccountDirectory;
  /** Below which accounts are looked for. */
  readonly rootSid: Sid;
  readonly receipts: Pick<Receipts, 'wait'>;
  readonly poster: Poster;
  readonly render: RenderEvent;
  /** Takes a webhook out of service and tells its account why. */
  readonly disable: (target: WebhookTarget, why: string) => Promise<void>;
  /** Whether this process is the one to deliver; several at once deliver things twice. */
  readonly isOurs: () => boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly limits?: Partial<DispatcherLimits>;
}

export interface DispatcherLimits extends SenderLimits {
  /** How long to wait for news before looking, milliseconds. */
  readonly idleMs: number;
  /** How long a change may be on its way to the units before that is said, milliseconds. */
  readonly propagationMs: number;
}

/** Revisions before the end whose rows a read model may not have yet. */
const LOOK_BACK = 500;
const HOUR_MS = 3_600_000;

const LIMITS: DispatcherLimits = {
  firstMs: 5000,
  longestMs: 600_000,
  patienceMs: 24 * HOUR_MS,
  idleMs: 1000,
  propagationMs: 2 * HOUR_MS,
};

/**
 * Delivers to every webhook, in the one process whose turn it is: finds those that are there, follows the journal for those that
 * come, change and go, and begins where the one before it noted.
 */
export class WebhookDispatcher {
  readonly #options: WebhookDispatcherOptions;
  readonly #limits: DispatcherLimits;
  readonly #tail: JournalTail;
  readonly #deliveries = new Map<Sid, WebhookDelivery>();
  readonly #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: WebhookDispatcherOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#tail = new JournalTail(options.journal);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** An event was recorded here: there is something to read. */
  wake(): void {
    this.#tail.wake();
  }

  /** Ends what is under way; what was not taken is delivered by whoever comes next. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { isOurs, logger } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      if (!isOurs()) {
        await this.#idle(this.#tail.wakes);
        continue;
      }
      try {
        await this.#serve();
      } catch (error) {
        logger.warn('webhooks wait for the journal', { why: messageOf(error) });
        await this.#idle(this.#tail.wakes);
      } finally {
        await this.#stopAll();
      }
    }
  }

  /** While it is our turn. */
  async #serve(): Promise<void> {
    const { journal, webhooks, rootSid, isOurs } = this.#options;
    const { signal } = this.#ending;
    let at = Math.max(0, (await journal.head()) - LOOK_BACK);
    for await (const target of webhooks.below(rootSid)) await this.#begin(target);
    while (!signal.aborted && isOurs()) {
      const { wakes } = this.#tail;
      const entries = await this.#tail.read(at + 1);
      for (const entry of entries) {
        if (entry.kind === 'event' && kindOfSid(entry.stream) === 'Webhook')
          await this.#refresh(entry.stream);
        at = entry.revision;
      }
      if (entries.length === 0) await this.#idle(wakes);
    }
  }

  async #refresh(sid: Sid): Promise<void> {
    const target = await this.#options.webhooks.find(sid);
    await this.#deliveries.get(sid)?.stop();
    this.#deliveries.delete(sid);
    if (target !== null) return this.#begin(target);
    for (const what of [...LANES, 'failing' as const])
      await this.#options.cursors.remove(readerOf(sid, what));
  }

  async #begin(target: WebhookTarget): Promise<void> {
    const { cursors, receipts, render, logger, clock } = this.#options;
    const { propagationMs: patienceMs, idleMs } = this.#limits;
    const failing = readerOf(target.sid, 'failing');
    // One that was disabled begins with new patience when it is active again.
    if (target.state.status !== 'active') return cursors.remove(failing);
    const sender = this.#sender(target, (await cursors.load(failing))?.failingSince ?? null);
    const propagation = { receipts, now: () => clock.now(), patienceMs };
    const delivery = new WebhookDelivery({
      ...{ target, tail: this.#tail, cursors, logger, sender, idleMs },
      concerns: (event) => this.#concerns(target, event),
      messages: {
        changes: async (event) => changeMessage(event, render),
        propagation: (event, signal) => propagationMessage(event, propagation, signal),
      },
    });
    this.#deliveries.set(target.sid, delivery);
  }

  #sender(target: WebhookTarget, failingSince: number | null): Sender {
    const { poster, clock, random, accounts, cursors, disable, logger } = this.#options;
    return new Sender({
      ...{ target, poster, clock, random, failingSince, limits: this.#limits },
      isInService: async () => (await accounts.find(target.accountSid))?.effectiveStatus === 'active',
      noteFailing: (since) =>
        cursors.save(readerOf(target.sid, 'failing'), { revision: 0, failingSince: since }),
      onUseless: async (why) => {
        logger.warn('a webhook is disabled', { sid: target.sid, account: target.accountSid, why });
        await disable(target, why);
      },
    });
  }

  /** Changes of the webhook's account and of those below it, but for those of webhooks. */
  async #concerns(
    { accountSid }: WebhookTarget,
    { stream, accountSid: owner }: JournalEvent,
  ): Promise<boolean> {
    const kind = kindOfSid(stream);
    if (kind === 'Webhook') return false;
    const { accounts } = this.#options;
    let at: Sid | null = kind === 'Account' ? stream : owner;
    while (at !== null && at !== accountSid) at = (await accounts.find(at))?.parentSid ?? null;
    return at === accountSid;
  }

  #idle(wakes: number): Promise<void> {
    return this.#tail.wait({ wakes, ms: this.#limits.idleMs, signal: this.#ending.signal });
  }

  async #stopAll(): Promise<void> {
    const all = [...this.#deliveries.values()];
    this.#deliveries.clear();
    await Promise.all(all.map((delivery) => delivery.stop()));
  }
}
