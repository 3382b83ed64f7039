import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, ClientJson, ManagementApi } from '@tandem/e2e/testing';
import type { Random } from '@tandem/kernel';
import type { HistoryEvent } from '../history/events.ts';
import type { Target } from './target.ts';

export interface WriterOptions {
  readonly target: Target;
  readonly random: Random;
  readonly record: (event: HistoryEvent) => void;
  readonly logins: readonly string[];
}

interface Owned {
  readonly login: string;
  sid: string | null;
  /** A write got no answer: what is there is to be read before the next one. */
  undecided: boolean;
}

interface Chosen {
  readonly name: string;
  readonly api: ManagementApi;
}

const UNANSWERED_MS = 50;
const [OK, CREATED, NOT_FOUND] = [200, 201, 404];
const PATIENT = { prefer: 'wait=2' };
const PATIENT_SHARE = 0.2;

/** Writes Clients that nobody else writes, so that what must be there is known from the answers alone. */
export class Writer {
  readonly #options: WriterOptions;
  readonly #owned: readonly Owned[];
  acknowledged = 0;
  unanswered = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#owned = options.logins.map((login) => ({ login, sid: null, undecided: false }));
  }

  /** Logins of which nobody knows what the last write came to. */
  get undecided(): readonly string[] {
    return this.#owned.flatMap(({ login, undecided }) => (undecided ? [login] : []));
  }

  async run(stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      const owned = this.#pick(this.#owned);
      const at = this.#pick(this.#options.target.apis);
      try {
        await (owned.undecided ? this.#recall(owned, at) : this.#write(owned, at));
      } catch {
        this.unanswered += 1;
        // A server that is gone refuses at once: no busy loop around it.
        await pause(UNANSWERED_MS);
      }
    }
  }

  async #write(owned: Owned, at: Chosen): Promise<void> {
    const headers = this.#options.random.float() < PATIENT_SHARE ? PATIENT : {};
    const { sid } = owned;
    // Until it is answered nobody knows.
    owned.undecided = true;
    if (sid === null) await this.#create(owned, at, headers);
    else if (this.#options.random.float() < 0.2) await this.#delete(owned, at, { sid, headers });
    else await this.#update(owned, at, { sid, headers });
  }

  async #create(owned: Owned, at: Chosen, headers: Record<string, string>): Promise<void> {
    const answer = await at.api.create(owned.login, 'secret', { headers });
    if (answer.status !== CREATED) throw new Error(`creation: ${answer.status}`);
    owned.sid = answer.body.sid;
    this.#acknowledge(owned, at, { answer, version: 1, deleted: false });
    await this.#readBack(owned, at, answer.body.sid);
  }

  async #update(
    owned: Owned,
    at: Chosen,
    { sid, headers }: { sid: string; headers: Record<string, string> },
  ): Promise<void> {
    const { random } = this.#options;
    const form = this.#pick([
      { FriendlyName: random.bytes(8).toString('hex') },
      { Password: random.bytes(8).toString('hex') },
      { Status: this.#pick(['0', '1']), FriendlyName: random.bytes(8).toString('hex') },
    ]);
    const answer = await at.api.update(sid, form, headers);
    if (answer.status !== OK) throw new Error(`change: ${answer.status}`);
    this.#acknowledge(owned, at, { answer, version: versionOf(answer), deleted: false });
    await this.#readBack(owned, at, sid);
  }

  async #delete(
    owned: Owned,
    at: Chosen,
    { sid, headers }: { sid: string; headers: Record<string, string> },
  ): Promise<void> {
    this.#options.record({ kind: 'deletion asked', at: performance.now(), login: owned.login });
    const answer = await at.api.call<ClientJson>('DELETE', `/Clients/${sid}.json`, { headers });
    if (answer.status !== OK) throw new Error(`deletion: ${answer.status}`);
    this.#acknowledge(owned, at, { answer, version: 0, deleted: true });
    owned.sid = null;
    await this.#readBack(owned, at, sid);
  }

  #acknowledge(
    owned: Owned,
    { name }: Chosen,
    { answer, version, deleted }: { answer: Answer<ClientJson>; version: number; deleted: boolean },
  ): void {
    const { login } = owned;
    const at = performance.now();
    const { sid } = answer.body;
    const revision = Number(answer.headers.get('tandem-revision'));
    owned.undecided = false;
    this.acknowledged += 1;
    const { record } = this.#options;
    record({ kind: 'acknowledged', at, instance: name, login, sid, version, revision, deleted });
    if (answer.headers.get('tandem-propagation')?.startsWith('INSYNC') === true) {
      record({ kind: 'in sync', at, login, sid, revision, deleted });
    }
  }

  async #readBack({ login }: Owned, { name, api }: Chosen, sid: string): Promise<void> {
    const from = performance.now();
    const answer = await api.read(sid);
    if (answer.status !== OK && answer.status !== NOT_FOUND) return;
    const version = answer.status === OK ? versionOf(answer) : null;
    const to = performance.now();
    this.#options.record({ kind: 'api', from, to, instance: name, login, sid, version });
  }

  /** What a write without an answer came to; the store that all processes share says. */
  async #recall(owned: Owned, { api }: Chosen): Promise<void> {
    const { status, body } = await api.call<readonly ClientJson[]>(
      'GET',
      `/Clients.json?Login=${owned.login}`,
    );
    if (status !== OK) throw new Error(`list: ${status}`);
    owned.sid = body[0]?.sid ?? null;
    owned.undecided = false;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#options.random.float() * from.length)] as T;
  }
}

const versionOf = ({ headers }: Answer<unknown>): number => Number(headers.get('etag')?.replaceAll('"', ''));
