/** Most lines kept of one process; when they are reached, the older half goes. */
const MOST_LINES = 20_000;
/** A line that never ends is cut here. */
const LONGEST_LINE = 1_000_000;

/** Where the chunks of one stream go: standard output and standard error each cut their own lines. */
export interface LineWriter {
  /** Takes one chunk as it comes; lines may be cut anywhere. */
  readonly push: (chunk: string) => void;
  /** Takes the last, unended line as a line: the stream is closed. */
  readonly end: () => void;
}

/** What a process printed: chunks in, whole lines out to whoever waits for one. */
export class CapturedOutput {
  private readonly lines: string[] = [];
  private readonly listeners = new Set<(line: string) => void>();

  writer(): LineWriter {
    let rest = '';
    return {
      push: (chunk) => {
        const lines = (rest + chunk).split(/\r?\n/);
        rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
        for (const line of lines) this.add(line);
      },
      end: () => {
        if (rest !== '') this.add(rest);
        rest = '';
      },
    };
  }

  /** All lines kept, in order of arrival. */
  all(): string {
    return this.lines.join('\n');
  }

  /** The last `count` lines, for error messages. */
  tail(count: number): string {
    return this.lines.slice(-count).join('\n');
  }

  /** The first line kept that matches, if it was printed already. */
  find(pattern: RegExp): string | undefined {
    return this.lines.find((line) => matches(pattern, line));
  }

  /** Calls `listener` for each line from now on; returns how to stop that. */
  onLine(listener: (line: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private add(line: string): void {
    if (this.lines.length >= MOST_LINES) this.lines.splice(0, MOST_LINES / 2);
    this.lines.push(line);
    for (const listener of [...this.listeners]) listener(line);
  }
}

/** As `pattern.test(line)`, also for a pattern with the `g` or `y` flag, which would remember where it stopped. */
export function matches(pattern: RegExp, line: string): boolean {
  return line.search(pattern) !== -1;
}
