import type { Sid } from '@tandem/kernel';
import { isReliable } from '../flow/flow.ts';
import type { Binding } from './binding.ts';

/** NAT devices drop an idle UDP mapping after 30 s or more (RFC 4787 REQ-5 asks for 2 minutes; many do not listen). */
const PERIOD_S = 25;
const SECOND_MS = 1000;

const nameOf = ({ sid, key }: { readonly sid: Sid; readonly key: string }): string => `${sid}/${key}`;

/** Whether the way to the phone has to be kept open from here. */
const needsIt = ({ transport, behindNat }: Binding): boolean => behindNat && !isReliable(transport);

/**
 * Which phones are due for a keep-alive: each every 25 s, spread over the seconds between. What is sent is CRLF, which
 * phones ignore; an OPTIONS each fourth time, to see whether the phone still answers, needs client transactions.
 */
export class KeepAliveRing {
  readonly #slots: Map<string, Binding>[] = Array.from(
    { length: PERIOD_S },
    () => new Map<string, Binding>(),
  );
  readonly #slotOf = new Map<string, Map<string, Binding>>();
  #second: number | undefined;

  get size(): number {
    return this.#slotOf.size;
  }

  /** A binding was put: it stays where it is in the round, with its newest address. */
  put(binding: Binding, now: number): void {
    const name = nameOf(binding);
    if (!needsIt(binding)) {
      this.remove(binding);
      return;
    }
    const second = Math.floor(now / SECOND_MS);
    this.#second ??= second;
    const slot = this.#slotOf.get(name) ?? this.#slotAt(second);
    slot.set(name, binding);
    this.#slotOf.set(name, slot);
  }

  remove(binding: { readonly sid: Sid; readonly key: string }): void {
    if (this.#slotOf.size === 0) return;
    const name = nameOf(binding);
    this.#slotOf.get(name)?.delete(name);
    this.#slotOf.delete(name);
  }

  /** Those due since the last call; after a pause of a round or more, all of them once. */
  due(now: number): readonly Binding[] {
    const second = Math.floor(now / SECOND_MS);
    const last = this.#second ?? second - 1;
    this.#second = Math.max(second, last);
    const due: Binding[] = [];
    for (let each = Math.max(last + 1, second - PERIOD_S + 1); each <= second; each++) {
      due.push(...this.#slotAt(each).values());
    }
    return due;
  }

  #slotAt(second: number): Map<string, Binding> {
    return this.#slots[second % PERIOD_S] ?? new Map<string, Binding>();
  }
}
