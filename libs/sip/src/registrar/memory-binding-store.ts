import type { Sid } from '@tandem/kernel';
import type { Binding, BindingChange } from './binding.ts';
import type { BindingStore } from './ports.ts';

const NONE: readonly Binding[] = [];

/** Bindings in memory: the store of tests, and the index that a durable adapter keeps in front of its file. */
export class MemoryBindingStore implements BindingStore {
  readonly #bySid = new Map<Sid, readonly Binding[]>();
  readonly #byConnection = new Map<string, Set<Sid>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  list(sid: Sid, now: number): readonly Binding[] {
    const held = this.#bySid.get(sid);
    if (held === undefined) return NONE;
    return held.every((binding) => binding.expiresAt > now)
      ? held
      : held.filter((binding) => binding.expiresAt > now);
  }

  apply(changes: readonly BindingChange[]): void {
    for (const { kind, binding } of changes) {
      const others = this.#without(binding);
      this.#keep(binding.sid, kind === 'put' ? [...others, binding] : others);
      if (kind === 'put') this.#connect(binding);
    }
  }

  ofConnection(connection: string): readonly Binding[] {
    const sids = this.#byConnection.get(connection);
    if (sids === undefined) return NONE;
    return [...sids].flatMap((sid) =>
      (this.#bySid.get(sid) ?? NONE).filter((binding) => binding.connection === connection),
    );
  }

  *all(): Generator<Binding, undefined> {
    for (const held of this.#bySid.values()) yield* held;
    return undefined;
  }

  #without({ sid, key }: Binding): readonly Binding[] {
    const held = this.#bySid.get(sid);
    if (held === undefined) return NONE;
    const old = held.find((binding) => binding.key === key);
    if (old === undefined) return held;
    const others = held.filter((binding) => binding !== old);
    this.#disconnect(old, others);
    return others;
  }

  #keep(sid: Sid, bindings: readonly Binding[]): void {
    this.#size += bindings.length - (this.#bySid.get(sid)?.length ?? 0);
    if (bindings.length === 0) this.#bySid.delete(sid);
    else this.#bySid.set(sid, bindings);
  }

  #connect({ connection, sid }: Binding): void {
    if (connection === undefined) return;
    const sids = this.#byConnection.get(connection);
    if (sids === undefined) this.#byConnection.set(connection, new Set([sid]));
    else sids.add(sid);
  }

  #disconnect({ connection, sid }: Binding, others: readonly Binding[]): void {
    if (connection === undefined || others.some((other) => other.connection === connection)) return;
    const sids = this.#byConnection.get(connection);
    sids?.delete(sid);
    if (sids?.size === 0) this.#byConnection.delete(connection);
  }
}
