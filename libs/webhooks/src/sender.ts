import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Random } from '@tandem/kernel';
import type { WebhookTarget } from '@tandem/provisioning';
import { count } from '@tandem/telemetry';
import { backoff } from './backoff.ts';
import type { BackoffLimits } from './backoff.ts';
import { signed } from './message.ts';
import type { Message } from './message.ts';
import type { Posted, Poster } from './post.ts';

export interface SenderOptions {
  readonly target: WebhookTarget;
  readonly poster: Poster;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: SenderLimits;
  /** Since when nothing was taken, as an earlier run left it; null: it was. */
  readonly failingSince: number | null;
  /** Whether the webhook's account is in service now. */
  readonly isInService: () => Promise<boolean>;
  /** Something changed about that. */
  readonly noteFailing: (since: number | null) => Promise<void>;
  /** The webhook is of no use: it is to be disabled. */
  readonly onUseless: (why: string) => Promise<void>;
}

export interface SenderLimits extends BackoffLimits {
  /** How long a webhook may take nothing before it is disabled, milliseconds. */
  readonly patienceMs: number;
}

const describe = (posted: Exclude<Posted, { kind: 'taken' }>): string => {
  switch (posted.kind) {
    case 'gone':
      return 'it answered 410 Gone';
    case 'refused':
      return `it answered ${posted.status}`;
    default:
      return posted.why;
  }
};

/** Posts the messages of one webhook, one at a time, each until it is taken. */
export class Sender {
  readonly #options: SenderOptions;
  #failingSince: number | null;
  /** It is being disabled: whoever comes next goes on. */
  #useless = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#failingSince = options.failingSince;
  }

  /** @returns whether it was taken; false: nobody wants it any more, now or for good */
  send(message: Message, signal: AbortSignal): Promise<boolean> {
    const sent = this.#last.then(() => this.#deliver(message, signal));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #deliver(message: Message, signal: AbortSignal): Promise<boolean> {
    const { limits, random } = this.#options;
    for (let attempt = 1; !signal.aborted && !this.#useless; attempt += 1) {
      if (await this.#attempt(message, signal)) return true;
      if (this.#useless) return false;
      // The signal ends the pause too; what it was is looked at above.
      await pause(backoff(attempt, limits, random), undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  async #attempt(message: Message, signal: AbortSignal): Promise<boolean> {
    const { target, poster, clock, isInService } = this.#options;
    if (!(await isInService())) return false;
    const { secret, state } = target;
    const posted: Posted =
      secret === null
        ? { kind: 'unreachable', why: 'its secret is sealed under a key that this process does not have' }
        : await poster.post(state.url, signed(message, secret, clock.now()), signal);
    if (signal.aborted && posted.kind !== 'taken') return false;
    count('webhookMessages', { outcome: posted.kind });
    if (posted.kind === 'taken') {
      await this.#note(null);
      return true;
    }
    await this.#failed(posted);
    return false;
  }

  async #failed(posted: Exclude<Posted, { kind: 'taken' }>): Promise<void> {
    const { clock, limits, onUseless } = this.#options;
    const now = clock.now();
    const since = this.#failingSince ?? now;
    await this.#note(since);
    if (posted.kind !== 'gone' && now - since < limits.patienceMs) return;
    await onUseless(`nothing was taken since ${new Date(since).toISOString()}: ${describe(posted)}`);
    this.#useless = true;
  }

  async #note(since: number | null): Promise<void> {
    if (since === this.#failingSince) return;
    this.#failingSince = since;
    await this.#options.noteFailing(since);
  }
}
