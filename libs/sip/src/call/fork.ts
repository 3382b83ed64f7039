import { bestResponse } from './best-response.ts';

type BranchState = 'calling' | 'proceeding' | 'ended';

interface Branch {
  readonly id: string;
  state: BranchState;
  /** It is to be cancelled as soon as that is allowed: after a provisional answer (RFC 3261 §9.1). */
  cancelled: boolean;
}

/** What a fork wants done. `R` is an answer as the owner has it. */
export type ForkStep<R> =
  /** Passed on to the caller at once. */
  | { readonly kind: 'pass'; readonly answer: R }
  | { readonly kind: 'cancel'; readonly branch: string }
  /** A second phone took the call: it is acknowledged and hung up. */
  | { readonly kind: 'hang-up'; readonly branch: string; readonly answer: R }
  /** Nobody took it: the best of the refusals. */
  | { readonly kind: 'refuse'; readonly answer: R | null };

/** An INVITE on its way to several phones at once, and what the caller hears of it (RFC 3261 §16.7). Decisions only. */
export class Fork<R extends { readonly status: number }> {
  readonly #branches: Map<string, Branch>;
  readonly #refusals: R[] = [];
  /** The branch whose 2xx was passed on. */
  #winner: string | undefined;
  #done = false;

  constructor(branches: readonly string[]) {
    this.#branches = new Map(branches.map((id) => [id, { id, state: 'calling', cancelled: false }]));
  }

  /** The branch that took the call. */
  get winner(): string | undefined {
    return this.#winner;
  }

  /** Whether the caller has its final answer. */
  get isDone(): boolean {
    return this.#done;
  }

  provisional(id: string, answer: R): readonly ForkStep<R>[] {
    const branch = this.#branches.get(id);
    if (branch === undefined || branch.state === 'ended') return [];
    branch.state = 'proceeding';
    if (branch.cancelled) return [{ kind: 'cancel', branch: id }];
    return answer.status === 100 || this.#done ? [] : [{ kind: 'pass', answer }];
  }

  /** A 2xx: the first branch wins, all others are cancelled, and who took it as well is hung up. Copies of the winner's pass. */
  success(id: string, answer: R): readonly ForkStep<R>[] {
    const branch = this.#branches.get(id);
    if (branch === undefined) return [];
    branch.state = 'ended';
    if (this.#winner === id) return [{ kind: 'pass', answer }];
    if (this.#done) return [{ kind: 'hang-up', branch: id, answer }];
    this.#winner = id;
    this.#done = true;
    return [{ kind: 'pass', answer }, ...this.cancel()];
  }

  /** A refusal, or none in time. @param answer null: nothing to pass on */
  failure(id: string, answer: R | null): readonly ForkStep<R>[] {
    const branch = this.#branches.get(id);
    if (branch === undefined || branch.state === 'ended') return [];
    branch.state = 'ended';
    if (answer !== null) this.#refusals.push(answer);
    // "If a 6xx is received, it is not immediately forwarded, but … SHOULD cancel all client pending transactions"
    const others = answer !== null && answer.status >= 600 ? this.cancel() : [];
    return [...others, ...this.#settle()];
  }

  /** The caller, or time, has ended it: every branch that has no final answer yet. */
  cancel(): readonly ForkStep<R>[] {
    const steps: ForkStep<R>[] = [];
    for (const branch of this.#branches.values()) {
      if (branch.state === 'ended' || branch.cancelled) continue;
      branch.cancelled = true;
      if (branch.state === 'proceeding') steps.push({ kind: 'cancel', branch: branch.id });
    }
    return steps;
  }

  #settle(): readonly ForkStep<R>[] {
    if (this.#done || [...this.#branches.values()].some(({ state }) => state !== 'ended')) return [];
    this.#done = true;
    return [{ kind: 'refuse', answer: bestResponse(this.#refusals) ?? null }];
  }
}
