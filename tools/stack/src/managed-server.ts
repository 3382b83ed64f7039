import { StateMachine } from '@tandem/kernel';
import type { ProcessExit, SpawnedProcess } from '@tandem/testing';

export type ServerState = 'running' | 'paused' | 'stopped' | 'closed';

export interface ServerParts {
  readonly name: string;
  /** Starts the program on the server's own port and data; resolves when it answers. */
  readonly start: () => Promise<SpawnedProcess>;
  /** Removes its data; called once, after its end. */
  readonly dispose: () => Promise<void>;
}

/**
 * A server of one's own for tests: it may be stopped, killed, frozen and started again, keeping port and data,
 * until it is closed. Calls out of order (pausing a stopped server) throw LIFECYCLE_ILLEGAL.
 */
export class ManagedServer {
  readonly #parts: ServerParts;
  readonly #lifecycle: StateMachine<ServerState>;
  #process: SpawnedProcess;

  /** Starts it. On a failure nothing is left behind. */
  static async start(parts: ServerParts): Promise<ManagedServer> {
    try {
      return new ManagedServer(parts, await parts.start());
    } catch (error) {
      await parts.dispose();
      throw error;
    }
  }

  private constructor(parts: ServerParts, process: SpawnedProcess) {
    this.#parts = parts;
    this.#process = process;
    this.#lifecycle = new StateMachine<ServerState>(
      parts.name,
      {
        running: ['paused', 'stopped', 'closed'],
        paused: ['running', 'stopped', 'closed'],
        stopped: ['running', 'closed'],
        closed: [],
      },
      'running',
    );
  }

  get state(): ServerState {
    return this.#lifecycle.state;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** What the present process printed. */
  output(): string {
    return this.#process.output();
  }

  /** Resolves when the present process has ended, for whatever reason. */
  get exited(): Promise<ProcessExit> {
    return this.#process.exited;
  }

  /** SIGTERM, and SIGKILL after 10 s. Its data stays. */
  async stop(): Promise<void> {
    this.#lifecycle.to('stopped');
    await this.#process.stop({ graceMs: 10_000 });
  }

  /** SIGKILL, as a crash. Its data stays. */
  async kill(): Promise<void> {
    this.#lifecycle.to('stopped');
    await this.#process.kill();
  }

  /** SIGSTOP: connections stay open and are accepted, nothing answers. */
  pause(): void {
    this.#lifecycle.to('paused');
    this.#process.signal('SIGSTOP');
  }

  /** SIGCONT. */
  resume(): void {
    this.#lifecycle.to('running');
    this.#process.signal('SIGCONT');
  }

  /** Starts it again on the same port and data, stopping it first if need be; resolves when it answers. */
  async restart(): Promise<void> {
    if (this.state !== 'stopped') await this.stop();
    const process = await this.#parts.start();
    // Closed while it was starting: its data is gone, and so it goes too.
    if (!this.#lifecycle.can('running')) await process.kill();
    this.#lifecycle.to('running');
    this.#process = process;
  }

  /** Ends it for good and removes its data. May be called in any state, also twice. */
  async close(): Promise<void> {
    if (this.state === 'closed') return;
    this.#lifecycle.to('closed');
    // Its data goes, so there is nothing that a graceful end would save.
    await this.#process.kill();
    await this.#parts.dispose();
  }
}
