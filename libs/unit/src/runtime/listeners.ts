import type { Revocation, VisibleChange } from '../cache/batch-report.ts';
import type { UnitListener } from './unit-options.ts';

/** Everybody who is told about a unit's Clients. */
export class Listeners {
  readonly #all = new Set<UnitListener>();

  /** @returns takes the listener off again. */
  add(listener: UnitListener): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  visible(changes: readonly VisibleChange[]): void {
    for (const listener of this.#all) listener.visible?.(changes);
  }

  revoked(revocations: readonly Revocation[]): void {
    for (const listener of this.#all) listener.revoked?.(revocations);
  }

  replaced(): void {
    for (const listener of this.#all) listener.replaced?.();
  }

  reconnect(why: string): void {
    for (const listener of this.#all) listener.reconnect?.(why);
  }
}
