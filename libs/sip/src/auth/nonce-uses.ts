/** One answer to a nonce that was checked already. */
export interface NonceUse {
  readonly id: number;
  /** When the nonce was made, wall-clock milliseconds. */
  readonly issuedAt: number;
  /** The nonce count; undefined when the answer has no `qop`: such a nonce serves once. */
  readonly nc: number | undefined;
}

/** `reused`: seen here before and used in order, so that the phone has had it for a while. */
export type NonceVerdict = 'first' | 'reused' | 'replayed';

export interface NonceUsesOptions {
  /** How many nonces are remembered. */
  readonly capacity: number;
}

const FRESH_MS = 30_000;
const LIFE_MS = 300_000;
const SPENT = Number.POSITIVE_INFINITY;

/**
 * Which nonces were used here, and how often. A nonce that was not seen here is accepted once within 30 s (another
 * unit may have made it); later uses must come with a rising count to the unit that saw the first.
 *
 * Bounded: two generations, the older one dropped when the younger is full or five minutes old. No nonce as old as a
 * dropped one is taken as new again, so that nothing forgotten can be replayed.
 */
export class NonceUses {
  readonly #half: number;
  #young = new Map<number, number>();
  #old = new Map<number, number>();
  #youngSince = 0;
  #youngest = 0;
  #oldYoungest = 0;
  #forgottenUntil = 0;

  constructor(options: NonceUsesOptions = { capacity: 400_000 }) {
    this.#half = Math.max(1, Math.ceil(options.capacity / 2));
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** What this use would be; changes nothing, so that a wrong answer spends no one's nonce. */
  judge({ id, issuedAt, nc }: NonceUse, now: number): NonceVerdict {
    const last = this.#young.get(id) ?? this.#old.get(id);
    if (last !== undefined) return nc !== undefined && nc > last ? 'reused' : 'replayed';
    const isNew = (nc === undefined || nc === 1) && now - issuedAt < FRESH_MS;
    return isNew && issuedAt > this.#forgottenUntil ? 'first' : 'replayed';
  }

  /** Remembers a use whose digest was right. */
  record({ id, issuedAt, nc }: NonceUse, now: number): void {
    if (this.#young.size >= this.#half || now - this.#youngSince >= LIFE_MS) this.#rotate(now);
    this.#young.set(id, nc ?? SPENT);
    if (issuedAt > this.#youngest) this.#youngest = issuedAt;
  }

  #rotate(now: number): void {
    this.#forgottenUntil = Math.max(this.#forgottenUntil, this.#oldYoungest);
    this.#old = this.#young;
    this.#oldYoungest = this.#youngest;
    this.#young = new Map();
    this.#youngSince = now;
  }
}
