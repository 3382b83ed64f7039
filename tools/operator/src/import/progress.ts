const WIDTH = 30;
const STEP = 10;

export interface Progress {
  /** @param fraction 0 to 1 */
  show(fraction: number, text: string): void;
  end(): void;
}

/** A line that redraws itself on a terminal; elsewhere one line for each tenth. */
export const progressOn = (stream: NodeJS.WriteStream): Progress => {
  let shown = -1;
  return {
    show: (fraction, text) => {
      const percent = Math.floor(fraction * 100);
      if (stream.isTTY) {
        const done = Math.round(fraction * WIDTH);
        stream.write(`\r[${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}] ${percent} % ${text}\u001b[K`);
      } else if (Math.floor(percent / STEP) > shown) {
        shown = Math.floor(percent / STEP);
        stream.write(`${percent} % ${text}\n`);
      }
    },
    end: () => {
      if (stream.isTTY) stream.write('\n');
    },
  };
};
