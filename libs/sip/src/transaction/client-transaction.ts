import type { Flow } from '../flow/flow.ts';
import { isReliable } from '../flow/flow.ts';
import { INVITE_CLIENT_MACHINE, NON_INVITE_CLIENT_MACHINE } from './client-machine.ts';
import type {
  ClientAction,
  ClientInput,
  ClientStep,
  InviteClientState,
  NonInviteClientState,
} from './client-machine.ts';
import { CLIENT_TIMERS } from './client-timers.ts';
import type { ClientTimer } from './client-timers.ts';
import { T2 } from './timers.ts';

type State = InviteClientState | NonInviteClientState;

const NEVER = Number.POSITIVE_INFINITY;
/** Timers that repeat the request; all others end something. */
const REPEATS: ReadonlySet<ClientTimer> = new Set(['A', 'E']);

/** One client transaction: where its machine stands, what it sent, when its timers are due. */
export class ClientTransaction {
  readonly key: string;
  readonly isInvite: boolean;
  readonly flow: Flow;
  /** The request. */
  readonly bytes: Buffer;
  /** The ACK of a refusal, once there was one. */
  ack: Buffer | undefined;
  /** For which of its deadlines it stands in the owner's wheel; Infinity for none. */
  scheduledAt = NEVER;
  #state: State;
  #repeatAt = NEVER;
  #repeatAfter = 0;
  #endAt = NEVER;
  #endTimer: ClientTimer | undefined;

  constructor(
    key: string,
    request: { readonly isInvite: boolean; readonly flow: Flow; readonly bytes: Buffer },
  ) {
    this.key = key;
    this.isInvite = request.isInvite;
    this.flow = request.flow;
    this.bytes = request.bytes;
    this.#state = request.isInvite ? 'calling' : 'trying';
  }

  /** The request was sent. */
  begin(now: number): void {
    for (const timer of this.isInvite ? (['A', 'B'] as const) : (['E', 'F'] as const))
      this.#start(timer, now);
  }

  get isTerminated(): boolean {
    return this.#state === 'terminated';
  }

  /** Whether a provisional answer came and no final one yet: only then may it be cancelled (RFC 3261 §9.1). */
  get isProceeding(): boolean {
    return this.#state === 'proceeding';
  }

  /** When a timer is due next; Infinity for never. */
  get dueAt(): number {
    return Math.min(this.#repeatAt, this.#endAt);
  }

  /** Takes one input; `now` in milliseconds of any one clock. */
  input(input: ClientInput, now: number): ClientAction {
    const step = this.#stepFor(input);
    if (step === undefined) return 'none';
    if (step.next !== this.#state) this.#enter(step, now);
    return step.act;
  }

  /** Fires one timer that is due, if any; call again until it answers undefined. */
  fire(now: number): ClientAction | undefined {
    if (this.#endAt <= now && this.#endTimer !== undefined) return this.input(this.#endTimer, now);
    if (this.#repeatAt > now) return undefined;
    // A doubles without bound (§17.1.1.2), E up to T2, and is T2 while there was a provisional answer (§17.1.2.2).
    const doubled = 2 * this.#repeatAfter;
    if (this.isInvite) this.#repeatAfter = doubled;
    else this.#repeatAfter = this.isProceeding ? T2 : Math.min(doubled, T2);
    this.#repeatAt = now + this.#repeatAfter;
    return this.input(this.isInvite ? 'A' : 'E', now);
  }

  #stepFor(input: ClientInput): ClientStep<State> | undefined {
    return this.isInvite
      ? INVITE_CLIENT_MACHINE[this.#state as InviteClientState][input]
      : NON_INVITE_CLIENT_MACHINE[this.#state as NonInviteClientState][input];
  }

  #enter(step: ClientStep<State>, now: number): void {
    this.#state = step.next;
    const goesOn = !this.isInvite && step.next === 'proceeding';
    if (!goesOn) {
      this.#repeatAt = this.#endAt = NEVER;
      this.#endTimer = undefined;
    }
    for (const timer of step.start) this.#start(timer, now);
  }

  #start(timer: ClientTimer, now: number): void {
    const after = CLIENT_TIMERS[timer][isReliable(this.flow.transport) ? 'stream' : 'datagram'];
    if (REPEATS.has(timer)) {
      if (after === 0) return;
      this.#repeatAfter = after;
      this.#repeatAt = now + after;
      return;
    }
    this.#endTimer = timer;
    this.#endAt = now + after;
    if (after === 0) this.input(timer, now);
  }
}
