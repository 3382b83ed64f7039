import type { ResourceRow, ReadModel } from '@tandem/journal';
import type { Sid } from '@tandem/kernel';

const REMEMBERED = 10_000;

/**
 * Writes rows through to the read model. An event that is durable stays so when its row cannot be written: the relay
 * repairs the row, and until then this process reads that resource from its stream.
 */
export class Projection {
  readonly #readModel: ReadModel;
  readonly #onBehind: (sid: Sid, error: unknown) => void;
  readonly #behind = new Set<Sid>();

  constructor(readModel: ReadModel, onBehind: (sid: Sid, error: unknown) => void) {
    this.#readModel = readModel;
    this.#onBehind = onBehind;
  }

  /** Never rejects. */
  async write(row: ResourceRow): Promise<void> {
    try {
      await this.#readModel.upsert([row]);
      this.#behind.delete(row.sid);
    } catch (error) {
      this.#remember(row.sid);
      this.#onBehind(row.sid, error);
    }
  }

  /** Whether the read model is known to lack this resource's latest event. */
  isBehind(sid: Sid): boolean {
    return this.#behind.has(sid);
  }

  #remember(sid: Sid): void {
    this.#behind.add(sid);
    if (this.#behind.size <= REMEMBERED) return;
    const [oldest] = this.#behind;
    if (oldest !== undefined) this.#behind.delete(oldest);
  }
}
