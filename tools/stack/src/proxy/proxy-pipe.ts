import type { Socket } from 'node:net';
import { type Direction, type ProxyRules, verdictOn } from './proxy-rules.ts';

export interface PipeOptions {
  readonly connection: number;
  readonly direction: Direction;
  readonly from: Socket;
  readonly to: Socket;
  readonly rules: ProxyRules;
  readonly cut: () => void;
}

/** Bytes to hand on, or `end`: the sender has closed its side. `due` is a `performance.now()`. */
interface Held {
  readonly data: Buffer | 'end';
  readonly due: number;
}

const MOST_HELD = 256;

/** One direction of one connection: holds, loses and hands on bytes in their order, as the rules of the moment say. */
export class ProxyPipe {
  readonly #options: PipeOptions;
  readonly #held: Held[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PipeOptions) {
    this.#options = options;
    const { from, to } = options;
    from.on('data', (data: Buffer) => this.#take(data));
    from.once('end', () => this.#hold('end'));
    from.once('close', () => clearTimeout(this.#timer));
    to.on('drain', () => this.wake());
  }

  /** Hands on all that the rules let pass now. */
  wake(): void {
    const { rules, direction, from, to } = this.#options;
    clearTimeout(this.#timer);
    while (!rules.paused.has(direction) && !to.writableNeedDrain) {
      const next = this.#held[0];
      if (next === undefined) break;
      // What came later waits behind it, even if the delay was made shorter meanwhile.
      const wait = next.due - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.wake(), Math.ceil(wait));
        break;
      }
      this.#held.shift();
      this.#handOn(next);
    }
    if (this.#held.length >= MOST_HELD) from.pause();
    else from.resume();
  }

  #take(data: Buffer): void {
    const { connection, direction, rules, cut } = this.#options;
    const verdict = verdictOn({ connection, direction, data }, rules);
    if (verdict === 'cut') cut();
    if (verdict === 'forward') this.#hold(data);
  }

  #hold(data: Buffer | 'end'): void {
    const { rules, direction } = this.#options;
    this.#held.push({ data, due: performance.now() + rules.delayMs[direction] });
    this.wake();
  }

  #handOn({ data }: Held): void {
    const { to } = this.#options;
    if (!to.writable) return;
    if (data === 'end') to.end();
    else to.write(data);
  }
}
