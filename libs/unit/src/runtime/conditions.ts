import type { UnitCondition } from '@tandem/contracts';

/** What is wrong with a unit now; tells of each change once. */
export class Conditions {
  readonly #held = new Set<UnitCondition>();
  readonly #changed: (condition: UnitCondition, holds: boolean) => void;

  constructor(changed: (condition: UnitCondition, holds: boolean) => void) {
    this.#changed = changed;
  }

  set(condition: UnitCondition, holds: boolean): void {
    if (this.#held.has(condition) === holds) return;
    if (holds) this.#held.add(condition);
    else this.#held.delete(condition);
    this.#changed(condition, holds);
  }

  has(condition: UnitCondition): boolean {
    return this.#held.has(condition);
  }

  all(): readonly UnitCondition[] {
    return [...this.#held].toSorted();
  }
}
