import type { Clock } from '@tandem/kernel';

interface Sighting {
  readonly head: number;
  readonly at: number;
}

/**
 * Remembers when the journal's head was first seen at each height. Revisions are taken in rising order, so every gap
 * below a head that was seen `graceMs` ago was taken longer ago still: its writer has had its time (design §2a, gaps).
 */
export class SettledHead {
  readonly #clock: Clock;
  /** Heads and times both rise. */
  #sightings: Sighting[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes the head as it is now. @returns the highest head seen at least `graceMs` ago; 0 if there is none. */
  observe(head: number, graceMs: number): number {
    const now = this.#clock.monotonic();
    if (head > (this.#sightings.at(-1)?.head ?? 0)) this.#sightings.push({ head, at: now });
    const settled = this.#sightings.findLastIndex(({ at }) => now - at >= graceMs);
    if (settled > 0) this.#sightings = this.#sightings.slice(settled);
    return settled < 0 ? 0 : (this.#sightings[0]?.head ?? 0);
  }
}
