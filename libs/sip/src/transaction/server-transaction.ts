import { isReliable } from '../flow/flow.ts';
import type { Flow } from '../flow/flow.ts';
import { INVITE_MACHINE } from './invite-machine.ts';
import type { InviteState } from './invite-machine.ts';
import type { ServerAction, ServerInput, ServerStep } from './machine.ts';
import { NON_INVITE_MACHINE } from './non-invite-machine.ts';
import type { NonInviteState } from './non-invite-machine.ts';
import { SERVER_TIMERS, T2 } from './timers.ts';
import type { ServerTimer } from './timers.ts';

export type TransactionKind = 'invite' | 'non-invite';

const NEVER = Number.POSITIVE_INFINITY;
const ENDS: readonly ServerTimer[] = ['H', 'I', 'J', 'L'];

/** One server transaction: where its machine stands, what it answered last, when its timers are due. */
export class ServerTransaction {
  readonly key: string;
  readonly kind: TransactionKind;
  /** Where answers go. */
  readonly flow: Flow;
  /** The answer sent last. */
  response: Buffer | undefined;
  /** For which of its deadlines it stands in the owner's wheel; Infinity for none. */
  scheduledAt = NEVER;
  #state: InviteState | NonInviteState;
  #repeatAt = NEVER;
  #repeatAfter = 0;
  #endAt = NEVER;
  #endTimer: ServerTimer | undefined;

  constructor(key: string, kind: TransactionKind, flow: Flow) {
    this.key = key;
    this.kind = kind;
    this.flow = flow;
    this.#state = kind === 'invite' ? 'proceeding' : 'trying';
  }

  get isTerminated(): boolean {
    return this.#state === 'terminated';
  }

  /** When a timer is due next; Infinity for never. */
  get dueAt(): number {
    return Math.min(this.#repeatAt, this.#endAt);
  }

  /** Takes one input; `now` in milliseconds of any one clock. */
  input(input: ServerInput, now: number): ServerAction {
    const step = this.#stepFor(input);
    if (step === undefined) return 'none';
    if (step.next !== this.#state || step.start.length > 0) this.#enter(step, now);
    if (step.act === 'resend' && this.response === undefined) return 'none';
    return step.act;
  }

  /** Fires one timer that is due, if any; call again until it answers undefined. */
  fire(now: number): ServerAction | undefined {
    if (this.#endAt <= now && this.#endTimer !== undefined) return this.input(this.#endTimer, now);
    if (this.#repeatAt > now) return undefined;
    // "the timer is reset with a value of MIN(2*T1, T2)", doubling each time (RFC 3261 §17.2.1)
    this.#repeatAfter = Math.min(2 * this.#repeatAfter, T2);
    this.#repeatAt = now + this.#repeatAfter;
    return this.input('G', now);
  }

  #stepFor(input: ServerInput): ServerStep<InviteState | NonInviteState> | undefined {
    return this.kind === 'invite'
      ? INVITE_MACHINE[this.#state as InviteState][input]
      : NON_INVITE_MACHINE[this.#state as NonInviteState][input];
  }

  #enter(step: ServerStep<InviteState | NonInviteState>, now: number): void {
    this.#state = step.next;
    this.#repeatAt = this.#endAt = NEVER;
    for (const timer of step.start) this.#start(timer, now);
  }

  #start(timer: ServerTimer, now: number): void {
    const after = SERVER_TIMERS[timer][isReliable(this.flow.transport) ? 'stream' : 'datagram'];
    if (ENDS.includes(timer)) {
      this.#endTimer = timer;
      this.#endAt = now + after;
      if (after === 0) this.input(timer, now);
    } else if (after > 0) {
      this.#repeatAfter = after;
      this.#repeatAt = now + after;
    }
  }
}
